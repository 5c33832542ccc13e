// Operators' requests as they stand in the service's database, where their aggregates are (recordedOperations.ts says what they guarantee).
// Does not: make their indexes; the aggregate's store does.
import type { Collection, Db } from '../mongo/driver.ts'
import type { RecordedOperation, RecordedOperations } from './recordedOperations.ts'

type OperationDocument = { _id: string; status: string; at: string; state: Omit<RecordedOperation, 'id'> }

export class MongoOperations implements RecordedOperations {
  private readonly collection: Collection<OperationDocument>

  constructor(db: Db) {
    this.collection = db.collection('operation')
  }

  async waiting(limit: number): Promise<RecordedOperation[]> {
    return told(await this.collection.find({ status: 'requested' }).sort({ at: 1 }).limit(limit).toArray())
  }

  async latest(limit: number): Promise<RecordedOperation[]> {
    return told(
      await this.collection
        .find({ at: { $gt: '' } })
        .sort({ at: -1 })
        .limit(limit)
        .toArray(),
    )
  }

  countWaiting(): Promise<number> {
    return this.collection.countDocuments({ status: 'requested' })
  }
}

const told = (found: readonly OperationDocument[]): RecordedOperation[] =>
  found.map(({ _id, state }) => ({ ...(state as RecordedOperation), id: _id }))
