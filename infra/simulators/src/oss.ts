// OSS, the licensing system: which business is behind a NIB?
// Guarantees: an unknown NIB has the name that was asked for, so that a demonstration needs no preparation; a real OSS has its own.
// Does not guarantee: the real interface, which is open to ministries and lenders only.
import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { daysAgo } from './dates.ts'
import { play, scenarioBook } from './scenarios.ts'

const Lookup = Type.Object(
  { nib: Type.String({ pattern: '^\\d{13}$' }), name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
  { additionalProperties: false },
)

const STALE_DAYS = 400

export function oss(app: FastifyInstance): void {
  const book = scenarioBook(app, 'oss')
  app.post<{ Body: Static<typeof Lookup> }>('/oss/businesses/lookup', { schema: { body: Lookup } }, (request, reply) => {
    const { nib, name } = request.body
    const setting = book.take(nib)
    return play(request, reply, setting, () => {
      if (setting.scenario === 'not-found') return reply.code(404).send({ found: false })
      return {
        found: true,
        name: setting.scenario === 'mismatch' ? 'CV Nama Lain' : (name ?? `Usaha ${nib.slice(-4)}`),
        status: 'aktif',
        kbli: [{ code: '47112', version: '2020' }], // retail in a stall, mostly food
        issuedOn: '2024-01-15',
        asOf: daysAgo(setting.scenario === 'stale' ? STALE_DAYS : 0),
        ...setting.data,
      }
    })
  })
}
