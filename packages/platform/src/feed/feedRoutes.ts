// A service's feeds as others read them: `/internal/feed/<aggregate>/heads?after=` and `/events?id=&from=`.
// Guarantees: only with the services' key; nothing sealed, whatever stands in the log; an answer is bounded in count and in bytes.
// Shown by feed.test.ts and tests/api/matrix.test.ts.
import { Type } from 'typebox'
import { nameOf, type AnyAggregate } from '../aggregate/aggregate.ts'
import type { Envelope } from '../aggregate/envelope.ts'
import { defineRoutes, type Routes } from '../http/routes.ts'
import { feedLimits, type Feed } from './feed.ts'

const id = Type.String({ minLength: 1, maxLength: 512 })
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: feedLimits.pageMax }))
const closed = <Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })
const text = Type.String()

const PublicEnvelope = closed({
  id: text,
  aggregateId: text,
  sequence: Type.Integer(),
  type: text,
  source: text,
  time: text,
  data: Type.Record(Type.String(), Type.Unknown()),
  commandId: text,
  fingerprint: text,
  actor: text,
  correlationId: text,
  causationId: text,
  traceparent: Type.Optional(text),
})
export const Heads = closed({ heads: Type.Array(closed({ id: text, version: Type.Integer() })) })
export const Events = closed({ events: Type.Array(PublicEnvelope) })

export const feedPath = (aggregate: string, of: 'heads' | 'events') => `/internal/feed/${aggregate}/${of}`

export function feedRoutes(served: readonly { readonly aggregate: AnyAggregate; readonly feed: Feed }[]): Routes {
  return defineRoutes({ tag: 'Umpan kejadian / Event feed' }, (route) => {
    for (const { aggregate, feed } of served) {
      const name = nameOf(aggregate)
      route.get(feedPath(name, 'heads'), {
        summary: {
          id: `Versi terakhir tiap ${name} (antarlayanan)`,
          en: `The latest version of each ${name} (between services)`,
        },
        may: { roles: 'services' },
        query: closed({ after: Type.Optional(Type.String({ maxLength: 512 })), limit }),
        response: Heads,
        read: async ({ query }) => ({ heads: await feed.heads(query.after ?? '', query.limit ?? feedLimits.pageMax) }),
      })
      route.get(feedPath(name, 'events'), {
        summary: { id: `Kejadian satu ${name} (antarlayanan)`, en: `The events of one ${name} (between services)` },
        may: { roles: 'services' },
        query: closed({ id, from: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), limit }),
        response: Events,
        read: async ({ query }) => {
          const events = await feed.events(query.id, query.from, query.limit ?? feedLimits.pageMax)
          return { events: fitting(events).map((envelope) => ({ ...envelope, data: { ...envelope.data } })) }
        },
      })
    }
  })
}

/** As many as fit into one answer, always one: an event alone is smaller than that. */
function fitting(events: readonly Envelope[]): readonly Envelope[] {
  let bytes = 0
  const beyond = events.findIndex(
    (envelope) => (bytes += Buffer.byteLength(JSON.stringify(envelope))) > feedLimits.answerBytesMax,
  )
  return beyond === -1 ? events : events.slice(0, Math.max(1, beyond))
}
