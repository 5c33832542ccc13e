// Rows of projections in MongoDB.
// Guarantees: a row is written only over the sequence that was loaded; all changes of a batch go in one bulk, with those of batches that
// come at the same time.
import type { Row, RowChange, RowStore, StoredRow } from '../consume/projection.ts'
import type { IndexSpec } from '../aggregate/aggregate.ts'
import type { Collection, Db } from './driver.ts'
import { isDuplicateKey } from './errors.ts'
import { Gathered } from './gathered.ts'

type RowDocument = { _id: string; seq: number; hidden: boolean; row: Row | null }

export class MongoRows implements RowStore {
  readonly collection: Collection<RowDocument>
  private readonly indexes: readonly IndexSpec[]
  /** The partitions of a fetch come at the same time, each with keys of its own. */
  private readonly loads = new Gathered((ids: readonly string[]) => this.loadAll(ids))
  private readonly saves = new Gathered((changes: readonly RowChange[]) => this.saveAll(changes))

  constructor(db: Db, name: string, indexes: readonly IndexSpec[]) {
    this.collection = db.collection(name)
    this.indexes = indexes
  }

  /** Index keys name fields of the row; the id follows, because pages are ordered by it where rows are alike. Idempotent. */
  async prepare(): Promise<void> {
    for (const { keys, unique } of this.indexes) {
      const inRow = Object.entries(keys).map(([field, direction]) => [`row.${field}`, direction] as const)
      const ordered = unique === true ? inRow : [...inRow, ['_id', 1] as const]
      await this.collection.createIndex(Object.fromEntries(ordered), { unique: unique ?? false })
    }
  }

  async load(ids: readonly string[]): Promise<Map<string, StoredRow>> {
    if (ids.length === 0) return new Map()
    const found = await this.loads.run(ids)
    return new Map(
      ids.flatMap((id) => {
        const row = found.get(id)
        return row ? [[id, row] as const] : []
      }),
    )
  }

  async save(changes: readonly RowChange[]): Promise<string[]> {
    const lost = await this.saves.run(changes)
    return changes.filter((change) => lost.has(change)).map(({ id }) => id)
  }

  private async loadAll(ids: readonly string[]): Promise<Map<string, StoredRow>> {
    const found = await this.collection.find({ _id: { $in: [...ids] } }).toArray()
    return new Map(found.map(({ _id, seq, hidden, row }) => [_id, { id: _id, seq, hidden, row }]))
  }

  private async saveAll(changes: readonly RowChange[]): Promise<ReadonlySet<RowChange>> {
    const operations = changes.map(({ id, loaded, seq, hidden, row }) =>
      loaded === 0
        ? { insertOne: { document: { _id: id, seq, hidden, row } } }
        : { replaceOne: { filter: { _id: id, seq: loaded }, replacement: { seq, hidden, row } } },
    )
    try {
      const { matchedCount, insertedCount } = await this.collection.bulkWrite(operations, { ordered: false })
      if (matchedCount + insertedCount === changes.length) return new Set()
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
    }
    // Some lost a race. Whoever is not at the sequence just written is a loser; one that is there anyway was written by an equal fold.
    const now = await this.loadAll(changes.map(({ id }) => id))
    return new Set(changes.filter(({ id, seq }) => (now.get(id)?.seq ?? 0) < seq))
  }
}
