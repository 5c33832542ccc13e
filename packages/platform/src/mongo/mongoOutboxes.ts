// What waits for the relay, by the mark that a non-empty outbox has.
// Guarantees: two small reads over an index, whatever the outboxes hold. Shown by operate.int.test.ts.
import type { Db } from './driver.ts'

export interface OutboxBacklog {
  readonly aggregates: number
  /** Milliseconds since 1970 of the oldest commit that still waits; null when none does. */
  readonly oldestAt: number | null
}

export async function outboxBacklog(db: Db, aggregate: string): Promise<OutboxBacklog> {
  const collection = db.collection<{ _id: string; outboxSince?: number }>(aggregate)
  const waiting = { outboxSince: { $gt: 0 } }
  const [oldest] = await collection
    .find(waiting, { projection: { outboxSince: 1 } })
    .sort({ outboxSince: 1 })
    .limit(1)
    .toArray()
  if (!oldest) return { aggregates: 0, oldestAt: null }
  return { aggregates: await collection.countDocuments(waiting), oldestAt: oldest.outboxSince ?? null }
}
