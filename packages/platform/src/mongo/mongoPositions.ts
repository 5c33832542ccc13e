// Positions of consumers in MongoDB. Contract: consume/positions.contract.ts.
// Guarantees: the groups of a service that hear of an event at the same time read and write together: one command, not one a group and key.
import type { PositionStore } from '../consume/positions.ts'
import type { Collection, Db } from './driver.ts'
import { isDuplicateKey } from './errors.ts'
import { Gathered } from './gathered.ts'

interface Move {
  readonly _id: string
  readonly from: number
  readonly to: number
}

/** Of one database, for all its groups. */
export class MongoPositions {
  private readonly collection: Collection<{ _id: string; seq: number }>
  private readonly reads = new Gathered((ids: readonly string[]) => this.load(ids))
  private readonly moves = new Gathered((moves: readonly Move[]) => this.save(moves))

  constructor(db: Db) {
    this.collection = db.collection('positions')
  }

  of(group: string): PositionStore {
    const idOf = (key: string) => `${group}|${key}`
    return {
      sequences: async (keys) => {
        if (keys.length === 0) return new Map()
        const found = await this.reads.run(keys.map(idOf))
        return new Map(
          keys.flatMap((key) => {
            const seq = found.get(idOf(key))
            return seq === undefined ? [] : [[key, seq] as const]
          }),
        )
      },
      advance: (key, from, to) => this.moves.run([{ _id: idOf(key), from, to }]),
    }
  }

  private async load(ids: readonly string[]): Promise<Map<string, number>> {
    const found = await this.collection.find({ _id: { $in: [...ids] } }).toArray()
    return new Map(found.map(({ _id, seq }) => [_id, seq]))
  }

  private async save(moves: readonly Move[]): Promise<void> {
    const operations = moves.map(({ _id, from, to }) =>
      from === 0
        ? { insertOne: { document: { _id, seq: to } } }
        : { updateOne: { filter: { _id, seq: from }, update: { $set: { seq: to } } } },
    )
    try {
      await this.collection.bulkWrite(operations, { ordered: false })
    } catch (error) {
      // Another consumer of the group had begun the key; unordered, so all others are written.
      if (!isDuplicateKey(error)) throw error
    }
  }
}
