// Comparisons with owners' heads in MongoDB, one document a group.
// Guarantees: a night is claimed by one process. Does not: give it back when that process dies; the next night is another.
// Shown by mongoHeadComparisons.int.test.ts, through consume/headComparisons.contract.ts.
import type { HeadComparisons, NotedComparison, Occasion } from '../consume/headComparisons.ts'
import type { HeadsComparison } from '../consume/orderedConsumer.ts'
import type { Collection, Db } from './driver.ts'
import { isDuplicateKey } from './errors.ts'

type ComparisonDocument = {
  _id: string
  night?: string
  last?: HeadsComparison & { at: number }
  repairedTotal?: Partial<Record<Occasion, number>>
}

export class MongoHeadComparisons implements HeadComparisons {
  private readonly collection: Collection<ComparisonDocument>

  constructor(db: Db) {
    this.collection = db.collection('head_comparisons')
  }

  async claim(group: string, night: string): Promise<boolean> {
    try {
      // An upsert that finds the night already claimed tries to insert the same _id, and is refused.
      await this.collection.updateOne({ _id: group, night: { $ne: night } }, { $set: { night } }, { upsert: true })
      return true
    } catch (error) {
      if (isDuplicateKey(error)) return false
      throw error
    }
  }

  async note(group: string, occasion: Occasion, at: number, found: HeadsComparison): Promise<void> {
    const update = { $set: { last: { ...found, at } }, $inc: { [`repairedTotal.${occasion}`]: found.repaired } }
    await this.collection.updateOne({ _id: group }, update, { upsert: true })
  }

  async of(groups: readonly string[]): Promise<NotedComparison[]> {
    const found = await this.collection.find({ _id: { $in: [...groups] } }).toArray()
    return found.flatMap(({ _id, last, repairedTotal }) =>
      last ? [{ group: _id, ...last, repairedTotal: { start: 0, night: 0, ...repairedTotal } }] : [],
    )
  }
}
