// SLIK, the credit register of OJK: which credits does this person have, and how are they paid (kolektibilitas 1 to 5)?
// Guarantees: an unknown NIK has no credit at all; the list has at most what `data.credits` holds.
// Does not guarantee: the real iDeb format. SLIK is reported monthly, so even a fresh answer is some weeks old.
import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { daysAgo } from './dates.ts'
import { play, scenarioBook } from './scenarios.ts'

const Ask = Type.Object(
  { nik: Type.String({ pattern: '^\\d{16}$' }), purpose: Type.Literal('credit-application') },
  { additionalProperties: false },
)

const FRESH_DAYS = 12 // lenders report until the 12th of the next month
const STALE_DAYS = 75 // two reports are missing

export function slik(app: FastifyInstance): void {
  const book = scenarioBook(app, 'slik')
  app.post<{ Body: Static<typeof Ask> }>('/slik/credits', { schema: { body: Ask } }, (request, reply) => {
    const setting = book.take(request.body.nik)
    return play(request, reply, setting, () => {
      if (setting.scenario === 'not-found') return reply.code(404).send({ found: false })
      const asOf = daysAgo(setting.scenario === 'stale' ? STALE_DAYS : FRESH_DAYS)
      return { found: true, identityAgrees: setting.scenario !== 'mismatch', credits: [], asOf, ...setting.data }
    })
  })
}
