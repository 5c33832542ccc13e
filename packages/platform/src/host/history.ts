// The events of one aggregate for its own service: page by page for readers, whole for a procedure that counts from them.
// Guarantees: nothing is left out in silence: a page says where the rest begins. Does not: show what is sealed; the feed is public.
import { Type } from 'typebox'
import type { Envelope } from '../aggregate/envelope.ts'
import type { Feed } from '../feed/feed.ts'

/** × 64 KB at the very worst; an event is usually below 1 KB. */
export const HISTORY_EVENTS_MAX = 1_000

/** `?from=`: the page that begins with this sequence. */
export const fromSequence = Type.Object(
  { from: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })) },
  { additionalProperties: false },
)

export interface HistoryPage {
  /** Oldest first. */
  readonly events: Envelope[]
  /** The sequence at which the next page begins; null when this one was the last. */
  readonly nextFrom: number | null
}

type Log = Pick<Feed, 'events'>

export async function historyPage(log: Log, id: string, from: number): Promise<HistoryPage> {
  const events = await log.events(id, from, HISTORY_EVENTS_MAX)
  return { events, nextFrom: events.length === HISTORY_EVENTS_MAX ? from + events.length : null }
}

export async function wholeHistory(log: Log, id: string): Promise<Envelope[]> {
  const all: Envelope[] = []
  for (let from: number | null = 1; from !== null;) {
    const page: HistoryPage = await historyPage(log, id, from)
    all.push(...page.events)
    from = page.nextFrom
  }
  return all
}
