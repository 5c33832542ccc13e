// Rows of projections, positions of consumers and blocked keys in MongoDB.
// Guarantees: a row is written only over the sequence that was loaded; all changes of a batch go in one bulk.
import type { BlockedKey, BlockedKeys } from '../consume/blocked.ts'
import type { Row, RowChange, RowStore, StoredRow } from '../consume/projection.ts'
import type { IndexSpec } from '../aggregate/aggregate.ts'
import type { Collection, Db } from './driver.ts'
import { isDuplicateKey } from './errors.ts'

type RowDocument = { _id: string; seq: number; hidden: boolean; row: Row | null }

export class MongoRows implements RowStore {
  readonly collection: Collection<RowDocument>
  private readonly indexes: readonly IndexSpec[]

  constructor(db: Db, name: string, indexes: readonly IndexSpec[]) {
    this.collection = db.collection(name)
    this.indexes = indexes
  }

  /** Index keys name fields of the row. Idempotent. */
  async prepare(): Promise<void> {
    for (const { keys, unique } of this.indexes) {
      const inRow = Object.entries(keys).map(([field, direction]) => [`row.${field}`, direction] as const)
      await this.collection.createIndex(Object.fromEntries(inRow), { unique: unique ?? false })
    }
  }

  async load(ids: readonly string[]): Promise<Map<string, StoredRow>> {
    if (ids.length === 0) return new Map()
    const found = await this.collection.find({ _id: { $in: [...ids] } }).toArray()
    return new Map(found.map(({ _id, seq, hidden, row }) => [_id, { id: _id, seq, hidden, row }]))
  }

  async save(changes: readonly RowChange[]): Promise<string[]> {
    const operations = changes.map(({ id, loaded, seq, hidden, row }) =>
      loaded === 0
        ? { insertOne: { document: { _id: id, seq, hidden, row } } }
        : { replaceOne: { filter: { _id: id, seq: loaded }, replacement: { seq, hidden, row } } },
    )
    try {
      const { matchedCount, insertedCount } = await this.collection.bulkWrite(operations, { ordered: false })
      if (matchedCount + insertedCount === changes.length) return []
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
    }
    // Some lost a race. Whoever is not at the sequence just written is a loser; one that is there anyway was written by an equal fold.
    const now = await this.load(changes.map(({ id }) => id))
    return changes.filter(({ id, seq }) => (now.get(id)?.seq ?? 0) < seq).map(({ id }) => id)
  }
}

type BlockedDocument = { _id: string } & BlockedKey

export class MongoBlockedKeys implements BlockedKeys {
  private readonly collection: Collection<BlockedDocument>

  constructor(db: Db) {
    this.collection = db.collection('blocked_keys')
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ group: 1, at: 1 })
  }

  async among(group: string, keys: readonly string[]): Promise<Set<string>> {
    if (keys.length === 0) return new Set()
    const found = await this.collection.find({ _id: { $in: keys.map((key) => `${group}|${key}`) } }).toArray()
    return new Set(found.map(({ key }) => key))
  }

  async block(blocked: BlockedKey): Promise<void> {
    const _id = `${blocked.group}|${blocked.key}`
    try {
      await this.collection.insertOne({ _id, ...blocked })
    } catch (error) {
      if (!isDuplicateKey(error)) throw error // blocked already: its first cause stays
    }
  }

  async unblock(group: string, key: string): Promise<void> {
    await this.collection.deleteOne({ _id: `${group}|${key}` })
  }

  async list(group: string, limit: number): Promise<BlockedKey[]> {
    const found = await this.collection.find({ group }).sort({ at: 1 }).limit(limit).toArray()
    return found.map(({ group: of, key, sequence, cause, at }) => ({ group: of, key, sequence, cause, at }))
  }
}
