// Positions of consumers in MongoDB. Contract: consume/positions.contract.ts.
import type { PositionStore } from '../consume/positions.ts'
import type { Collection, Db } from './driver.ts'
import { isDuplicateKey } from './errors.ts'

export class MongoPositions implements PositionStore {
  private readonly collection: Collection<{ _id: string; seq: number }>
  private readonly group: string

  constructor(db: Db, group: string) {
    this.collection = db.collection('positions')
    this.group = group
  }

  async sequences(keys: readonly string[]): Promise<Map<string, number>> {
    if (keys.length === 0) return new Map()
    const found = await this.collection.find({ _id: { $in: keys.map((key) => this.idOf(key)) } }).toArray()
    return new Map(found.map(({ _id, seq }) => [_id.slice(this.group.length + 1), seq]))
  }

  async advance(key: string, from: number, to: number): Promise<boolean> {
    const _id = this.idOf(key)
    if (from > 0) return (await this.collection.updateOne({ _id, seq: from }, { $set: { seq: to } })).matchedCount === 1
    try {
      await this.collection.insertOne({ _id, seq: to })
      return true
    } catch (error) {
      if (isDuplicateKey(error)) return false
      throw error
    }
  }

  private idOf(key: string): string {
    return `${this.group}|${key}`
  }
}
