// Personal data on its way from a request into a command: read, then sealed.
// Guarantees: a number that cannot be one is refused before anything is sealed; who was erased is not sealed anew.
import type { RegisterPersonBody } from '@simpul/contracts'
import { dayInWib, type Sealed } from '@simpul/kernel'
import { instantOf, type ServiceContext } from '@simpul/platform'
import { ErasedPerson, type Fields } from '@simpul/platform/sealing'
import type { Static } from 'typebox'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { refuse } from '../refusals.ts'
import { birthDateOf, nikOf, npwpOfPerson } from './numbers.ts'
import type { PartyId } from './role.ts'

export type Context = ServiceContext<PartnersOutside>

export const todayOf = ({ outside }: Context) => dayInWib(instantOf(outside.clock.now()))

export function personalFields(body: Static<typeof RegisterPersonBody>, today: string): Fields {
  const { name, npwp, phone, email, address } = body
  const nik = nikOf(body.nik, today)
  const birthDate = birthDateOf(body.birthDate, today)
  return {
    name,
    nik,
    birthDate,
    ...present({ phone, email, address, npwp: npwp && npwpOfPerson(npwp, nik, today) }),
  }
}

export const present = (fields: Readonly<Record<string, string | undefined>>): Fields =>
  Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined))

export async function seal({ outside }: Context, person: PartyId, fields: Fields): Promise<Sealed> {
  try {
    return await outside.sealer.seal(person, fields)
  } catch (error) {
    if (error instanceof ErasedPerson) throw refuse('party/erased') // the registration was sent again after its erasure
    throw error
  }
}
