// The feed of an aggregate that another service owns, over HTTP.
// Guarantees: what comes back is what was asked for, in order and without a gap, or an error: a wrong or broken peer is never applied.
// Does not guarantee: an answer; whoever reads tries again (host.ts for a start, the consumer's own repetition for a gap).
// Shown by feed.test.ts.
import { Type } from 'typebox'
import { eventId, type Envelope } from '../aggregate/envelope.ts'
import { SERVICE_KEY_HEADER } from '../auth/guard.ts'
import type { Asked } from '../outside/answer.ts'
import { outside, type OutsideOptions } from '../outside/outside.ts'
import { feedLimits, type Feed } from './feed.ts'
import { feedPath } from './feedRoutes.ts'

/** The owner is away or answers something else. */
export class FeedAway extends Error {
  override readonly name = 'FeedAway'
}

export interface RemoteFeedOptions extends Partial<OutsideOptions> {
  /** Where the installation's services answer, each under its name. */
  readonly apiUrl: string
  readonly serviceKey: string
}

/** Read as they come: a newer owner may say more. */
const Heads = Type.Object({ heads: Type.Array(Type.Object({ id: Type.String(), version: Type.Integer({ minimum: 0 }) })) })
const Events = Type.Object({
  events: Type.Array(
    Type.Object({
      id: Type.String(),
      aggregateId: Type.String(),
      sequence: Type.Integer(),
      type: Type.String(),
      source: Type.String(),
      time: Type.String(),
      data: Type.Record(Type.String(), Type.Unknown()),
      commandId: Type.String(),
      fingerprint: Type.String(),
      actor: Type.String(),
      correlationId: Type.String(),
      causationId: Type.String(),
      traceparent: Type.Optional(Type.String()),
    }),
  ),
})

const BOUNDS = {
  timeoutMs: 5_000,
  attempts: 3,
  breaker: { failures: 10, openForMs: 2_000 },
  bodyBytesMax: 4 * feedLimits.answerBytesMax,
} as const

export function remoteFeed(source: string, { apiUrl, serviceKey, ...more }: RemoteFeedOptions): Feed {
  const [service = '', aggregate = ''] = source.split('.')
  const baseUrl = `${apiUrl.replace(/\/$/, '')}/${service}`
  const owner = outside({ ...BOUNDS, ...more, name: source, baseUrl, headers: () => ({ [SERVICE_KEY_HEADER]: serviceKey }) })
  const heads = owner.question({
    operation: 'heads',
    answers: { 200: Heads },
    request: (query: { after: string; limit: number }) => ({ method: 'GET', path: pathOf(aggregate, 'heads', query) }),
  })
  const events = owner.question({
    operation: 'events',
    answers: { 200: Events },
    request: (query: { id: string; from: number; limit: number }) => ({
      method: 'GET',
      path: pathOf(aggregate, 'events', query),
    }),
  })
  return {
    async heads(after, limit) {
      const page = came(source, await heads({ after, limit: Math.min(limit, feedLimits.pageMax) })).body.heads
      // A page that does not move on would be read for ever.
      if (page.some(({ id }) => id === after)) throw new FeedAway(`${source} answers its page after ${after} with the same again`)
      return page
    },
    async events(id, from, limit) {
      const page = came(source, await events({ id, from, limit: Math.min(limit, feedLimits.pageMax) })).body.events
      page.forEach((envelope, index) => checkPlace(envelope, source, id, from + index))
      return page
    },
  }
}

function pathOf(aggregate: string, of: 'heads' | 'events', query: Readonly<Record<string, string | number>>): string {
  const asked = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])
  return `${feedPath(aggregate, of)}?${new URLSearchParams(asked).toString()}`
}

function came<Value>(source: string, answer: Asked<Value>): Value {
  if (answer.kind === 'down') throw new FeedAway(`${source} does not answer: ${answer.reason} ${answer.detail}`)
  return answer.value
}

function checkPlace(envelope: Envelope, source: string, id: string, sequence: number): void {
  const isInPlace = envelope.source === source && envelope.aggregateId === id && envelope.sequence === sequence
  if (!isInPlace || envelope.id !== eventId(id, sequence))
    throw new FeedAway(`${source} answers ${envelope.id} where ${eventId(id, sequence)} belongs`)
}
