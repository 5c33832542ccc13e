// Operators' requests as they stand in the service's database, where their aggregates are.
// Guarantees: what is answered was committed; oldest first for whoever carries out, youngest first for people.
import type { Collection, Db } from '../mongo/driver.ts'
import type { OperationState } from './operation.ts'
import type { WaitingOperations } from './operator.ts'

type Recorded = Exclude<OperationState, { status: 'none' }>
type OperationDocument = { _id: string; status: string; at: string; state: Recorded }

export type StoredOperation = Recorded & { readonly id: string }

export class MongoOperations implements WaitingOperations {
  private readonly collection: Collection<OperationDocument>

  constructor(db: Db) {
    this.collection = db.collection('operation')
  }

  async waiting(limit: number): Promise<StoredOperation[]> {
    return told(await this.collection.find({ status: 'requested' }).sort({ at: 1 }).limit(limit).toArray())
  }

  async latest(limit: number): Promise<StoredOperation[]> {
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

const told = (found: readonly OperationDocument[]): StoredOperation[] => found.map(({ _id, state }) => ({ ...state, id: _id }))
