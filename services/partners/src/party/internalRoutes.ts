// What other services of the installation may learn of a person, one at a time, with a purpose that is recorded.
// Guarantees: only with the services' key; recorded before it is told; an erased person is not there. Does not: serve people.
import { instantOf } from '@simpul/platform'
import { defineRoutes } from '@simpul/platform/http'
import { Type } from 'typebox'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { party } from './aggregate.ts'

const code = Type.String({ pattern: '^[a-z][a-z-]{1,40}$' })
const closed = <Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })
const text = Type.String({ maxLength: 400 })
const FIELDS = ['name', 'nik', 'birthDate'] as const

export const internalRoutes = defineRoutes<PartnersOutside>({ tag: 'Antarlayanan / Between services' }, (route) => {
  route.get('/internal/people/:id', {
    summary: { id: 'Identitas seseorang untuk layanan lain', en: "A person's identity, for another service" },
    may: { roles: 'services' },
    query: closed({ by: code, purpose: code }),
    response: closed({ id: text, verified: Type.Boolean(), name: text, nik: text, birthDate: text }),
    async read({ params: { id }, query: { by, purpose }, context }) {
      const found = await context.commands.state(party, id)
      if (found?.state.status !== 'person') return null
      const { disclosures, sealer, clock } = context.outside
      const opened = await sealer.open(found.state.sealed)
      if (opened.erased) return null
      const { name, nik, birthDate } = opened.fields
      if (name === undefined || nik === undefined || birthDate === undefined)
        throw new Error(`person ${id} was registered without ${FIELDS.join(', ')}`)
      await disclosures.record({ party: id, to: by, purpose, fields: FIELDS, at: instantOf(clock.now()) })
      return { id, verified: found.state.verification.status === 'verified', name, nik, birthDate }
    },
  })
})
