// Rows of projections in MongoDB.
// Guarantees: a row is written only over the sequence that was loaded; all changes of a batch go in one bulk.
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
