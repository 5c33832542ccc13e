// Dukcapil, the population register: does this NIK belong to this name and this birthday?
// Guarantees: answers only by agreement or disagreement of fields, as the real verification service does; tells no data of a person.
// Does not guarantee: the real service's field names or codes, which are given only to those who have signed with it.
import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { play, scenarioBook } from './scenarios.ts'
import { daysAgo } from './dates.ts'

const Verify = Type.Object(
  {
    nik: Type.String({ pattern: '^\\d{16}$' }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    birthDate: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  },
  { additionalProperties: false },
)

export const STALE_DAYS = 400 // the register was last written to before a marriage and a move

export function dukcapil(app: FastifyInstance): void {
  const book = scenarioBook(app, 'dukcapil')
  app.post<{ Body: Static<typeof Verify> }>('/dukcapil/verify', { schema: { body: Verify } }, (request, reply) => {
    const setting = book.take(request.body.nik)
    return play(request, reply, setting, () => {
      if (setting.scenario === 'not-found') return reply.code(404).send({ found: false })
      const fields = { name: setting.scenario !== 'mismatch', birthDate: true }
      const asOf = daysAgo(setting.scenario === 'stale' ? STALE_DAYS : 0)
      return { found: true, fields, asOf, ...setting.data }
    })
  })
}
