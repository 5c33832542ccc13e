// How I want to be told, and what became of the messages about an application.
// Guarantees: each chooses for themselves; the log shows who may read the application which message went where, never an address.
import { defineRoutes } from '@simpul/platform'
import { CHANNELS } from '@simpul/platform/notify'
import { Type } from 'typebox'
import { application } from '../application/aggregate.ts'
import { closed } from '../bodies.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { deliveries, type DeliveryRow } from '../projections/deliveries.ts'
import { refuse } from './refusals.ts'
import { LENDER_ROLES, mayRead, personOf } from '../rights.ts'
import { contact, LANGUAGES } from './contact.ts'

const channel = Type.Enum([...CHANNELS])
const language = Type.Enum([...LANGUAGES])
const DELIVERIES_MAX = 100

const message = closed({
  sequence: Type.Integer(),
  step: Type.String(),
  channel,
  text: Type.String(),
  status: Type.Enum(['open', 'sent', 'given-up']),
  attempts: Type.Integer(),
  /** Why it failed last. */
  code: Type.Union([Type.String(), Type.Null()]),
  wantedAt: Type.String(),
  changedAt: Type.String(),
})

export const notificationRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Pemberitahuan' }, (route) => {
  route.create('/my/contact', {
    summary: { id: 'Pilih cara menerima kabar', en: 'Choose how to be told' },
    aggregate: contact,
    may: { roles: ['applicant'] },
    location: '/my/contact',
    body: closed({ channels: Type.Array(channel, { maxItems: CHANNELS.length, uniqueItems: true }), language }),
    target: ({ actor }) => personOf(actor),
    command({ body: { channels, language: chosen }, actor, context }) {
      const missing = channels.find((each) => !context.outside.channels[each])
      if (missing) throw refuse('contact/channel-unavailable', { channel: missing })
      const person = personOf(actor)
      return { type: 'ChooseContact' as const, person, channels, language: chosen, by: person }
    },
  })
  route.get('/my/contact', {
    summary: { id: 'Cara saya menerima kabar', en: 'How I am told' },
    may: { roles: ['applicant'] },
    response: closed({
      version: Type.Integer(),
      channels: Type.Array(channel),
      language,
      blocked: Type.Array(channel),
      available: Type.Array(channel),
    }),
    async read({ actor, context }) {
      const found = await context.commands.state(contact, personOf(actor))
      const available = CHANNELS.filter((each) => context.outside.channels[each])
      if (found?.state.status !== 'chosen') return { version: 0, channels: [], language: 'id' as const, blocked: [], available }
      const { channels, language: chosen, blocked } = found.state
      return { version: found.version, channels: [...channels], language: chosen, blocked: [...blocked], available }
    },
  })
  route.get('/applications/:id/messages', {
    summary: { id: 'Kabar yang dikirim tentang pengajuan', en: 'Messages sent about an application' },
    may: { roles: ['applicant', ...LENDER_ROLES, 'auditor'] },
    response: closed({ messages: Type.Array(message, { maxItems: DELIVERIES_MAX }) }),
    async read({ params, actor, context }) {
      const found = await context.commands.state(application, params.id)
      if (!found || !mayRead(found.state, actor)) return null
      const { rows } = await context.rows(deliveries).find({
        filter: { applicationId: params.id },
        sort: { by: 'wantedAt', direction: -1 },
        limit: DELIVERIES_MAX,
      })
      return { messages: rows.map(shownOf) }
    },
  })
})

function shownOf({ sequence, step, channel: by, text, status, attempts, code, wantedAt, changedAt }: DeliveryRow) {
  return { sequence, step, channel: by, text, status, attempts, code, wantedAt, changedAt }
}
