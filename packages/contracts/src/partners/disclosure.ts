// Who asked to see personal data in the clear, and whose: what is told of it, and how it is asked by HTTP.
// Guarantees: the events are closed objects of ids and names of fields. The answers hold personal data and are for the one who asked.
import { Type } from 'typebox'
import { closed, id, instant } from '../microcredit/shapes.ts'

const uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
const fieldName = Type.Enum(['birthDate', 'name', 'nik', 'npwp', 'phone', 'email', 'address'])

export const disclosureContract = {
  source: 'partners.disclosure',
  types: {
    PeopleResolved: closed({
      service: id,
      purpose: id,
      onBehalfOf: id,
      people: Type.Array(id, { minItems: 1, maxItems: 100 }),
      fields: Type.Array(fieldName, { minItems: 1, maxItems: 7 }),
      at: instant,
    }),
    PersonRevealed: closed({
      by: id,
      person: id,
      fields: Type.Array(fieldName, { minItems: 1, maxItems: 7 }),
      reasonRef: id,
      at: instant,
    }),
  },
}

export const ResolvePeopleBody = closed({
  service: Type.String({ pattern: '^[a-z]{1,40}$' }),
  /** What they are needed for; it decides which fields are told (partners' disclosure/purposes.ts). */
  purpose: Type.String({ pattern: '^[a-z][a-z-]{1,40}$' }),
  /** Subject of the person on whose page they will stand, or the process that needs them. */
  onBehalfOf: Type.String({ minLength: 1, maxLength: 200 }),
  people: Type.Array(uuid, { minItems: 1, maxItems: 100 }),
})

export const RevealPersonBody = closed({
  fields: Type.Array(fieldName, { minItems: 1, maxItems: 7, uniqueItems: true }),
  reasonRef: uuid,
})

const words = Object.fromEntries(
  ['birthDate', 'name', 'nik', 'npwp', 'phone', 'email', 'address'].map((name) => [name, Type.Optional(Type.String())]),
)
/** Those asked for who are known and not erased. */
export const Disclosed = closed({ people: Type.Array(closed({ id: Type.String(), verified: Type.Boolean(), ...words })) })
