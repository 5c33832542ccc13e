// The feed: an aggregate's log as others may read it. It repairs gaps, starts new readers, rebuilds projections, redrives blocked keys.
// Guarantees: events come in order without gaps and without personal data.
// Two of them: the owner's own (here), and another service's over HTTP (remoteFeed.ts); feed.contract.ts holds both to the same.
import { publicPart, type Envelope } from '../aggregate/envelope.ts'
import type { AggregateStore, EventLog } from '../aggregate/ports.ts'

export const feedLimits = { pageMax: 500, answerBytesMax: 1_048_576 } as const

export interface Feed {
  /** By page, in order of id; `after` is exclusive, '' starts. */
  heads(after: string, limit: number): Promise<{ id: string; version: number }[]>
  /** Of one aggregate, from that sequence on, inclusive; may be fewer than the limit, none only when there are none. */
  events(id: string, from: number, limit: number): Promise<Envelope[]>
}

/**
 * The owner's own feed. The outbox fills what the relay has not logged yet, so a head is never ahead of its events. It fills holes, too: a
 * bulk that fails half-way logs a later event and not the one before it, and whoever took the later one would have skipped it.
 */
export function ownFeed(store: AggregateStore, log: EventLog): Feed {
  return {
    heads: (after, limit) => store.heads(after, limit),
    async events(id, from, limit) {
      // The document first: what leaves the outbox between the two reads is then in the log.
      const stored = await store.load(id)
      const logged = await log.read(id, from, limit)
      const known = new Map([...(stored?.outbox ?? []), ...logged].map((envelope) => [envelope.sequence, envelope]))
      const events: Envelope[] = []
      for (let next = known.get(from); next && events.length < limit; next = known.get(next.sequence + 1))
        events.push(publicPart(next))
      return events
    },
  }
}
