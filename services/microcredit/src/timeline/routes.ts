// The applicant's timeline: every step in plain words, and as a message that can be sent on.
// Guarantees: who may read the application may read it; nobody else learns that it exists.
import { defineRoutes } from '@simpul/platform'
import { Type } from 'typebox'
import { application } from '../application/aggregate.ts'
import { closed, sentence } from '../bodies.ts'
import { ENTRIES_MAX, timeline } from '../projections/timeline.ts'
import { LENDER_ROLES, mayRead } from '../rights.ts'
import { messageOf } from './telling.ts'

const entry = closed({
  sequence: Type.Integer(),
  at: Type.String(),
  code: Type.String(),
  words: sentence,
  /** Ready for WhatsApp or SMS. */
  message: sentence,
})

export const timelineRoutes = defineRoutes({ tag: 'Riwayat untuk pemohon' }, (route) => {
  route.get('/applications/:id/timeline', {
    summary: { id: 'Perjalanan pengajuan dalam kata-kata biasa', en: 'The way of an application in plain words' },
    may: { roles: ['applicant', ...LENDER_ROLES, 'auditor'] },
    response: closed({ version: Type.Integer(), entries: Type.Array(entry, { maxItems: ENTRIES_MAX }) }),
    async read({ params, actor, context }) {
      const found = await context.commands.state(application, params.id)
      if (!found || !mayRead(found.state, actor)) return null
      const row = await context.rows(timeline).get(params.id)
      const entries = (row?.entries ?? []).map(({ sequence, at, code, id, en }) => ({
        sequence,
        at,
        code,
        words: { id, en },
        message: messageOf({ id, en }, params.id),
      }))
      return { version: row?.seq ?? 0, entries }
    },
  })
})
