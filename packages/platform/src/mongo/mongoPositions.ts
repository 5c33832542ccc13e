// Positions of consumers in MongoDB, one document a key. Contract: consume/positions.contract.ts.
// Guarantees: the groups of a service that hear of an event at the same time read and write together: one document a key, whatever the
// number of groups, in one command for all keys.
import { positionField, type PositionStore } from '../consume/positions.ts'
import type { Collection, Db } from './driver.ts'
import { isDuplicateKey } from './errors.ts'
import { Gathered } from './gathered.ts'

/** How far each group has come with the key. */
type KeyDocument = { _id: string; at: Record<string, number> }

interface Move {
  readonly key: string
  readonly field: string
  readonly to: number
}

/** Nobody waits for a position but the key's next event. */
const LINGER_MS = 20

/** Of one database, for all its groups. */
export class MongoPositions {
  private readonly collection: Collection<KeyDocument>
  private readonly reads = new Gathered((keys: readonly string[]) => this.load(keys))
  private readonly moves = new Gathered((moves: readonly Move[]) => this.save(moves), LINGER_MS)

  constructor(db: Db) {
    this.collection = db.collection('positions')
  }

  of(group: string): PositionStore {
    const field = positionField(group)
    return {
      sequences: async (keys) => {
        if (keys.length === 0) return new Map()
        const found = await this.reads.run(keys)
        return new Map(
          keys.flatMap((key) => {
            const sequence = found.get(key)?.[field]
            return sequence === undefined ? [] : [[key, sequence] as const]
          }),
        )
      },
      advance: (key, to) => this.moves.run([{ key, field, to }]),
    }
  }

  private async load(keys: readonly string[]): Promise<Map<string, KeyDocument['at']>> {
    const found = await this.collection.find({ _id: { $in: [...new Set(keys)] } }).toArray()
    return new Map(found.map(({ _id, at }) => [_id, at]))
  }

  private async save(moves: readonly Move[]): Promise<void> {
    const updates = [...Map.groupBy(moves, ({ key }) => key)].map(([_id, of]) => ({
      updateOne: { filter: { _id }, update: { $max: farthest(of) }, upsert: true },
    }))
    try {
      await this.collection.bulkWrite(updates, { ordered: false })
    } catch (error) {
      // Two began the same key at once: by now it is there. To say it twice changes nothing.
      if (!isDuplicateKey(error)) throw error
      await this.collection.bulkWrite(updates, { ordered: false })
    }
  }
}

function farthest(moves: readonly Move[]): Record<string, number> {
  const to: Record<string, number> = {}
  for (const move of moves) to[`at.${move.field}`] = Math.max(move.to, to[`at.${move.field}`] ?? 0)
  return to
}
