// Operators' tasks in the service's database. Guarantees: the contract, operatorTasks.contract.ts.
// Does not: remove closed ones; they are the record of who mended what. Shown by mongoOperatorTasks.int.test.ts.
import type { Collection, Db } from '../mongo/driver.ts'
import type { OperatorTask } from './names.ts'
import type { OperatorTasks, StoredTask } from './operatorTasks.ts'

type TaskDocument = Omit<StoredTask, 'id'> & { readonly _id: string }

export class MongoOperatorTasks implements OperatorTasks {
  private readonly collection: Collection<TaskDocument>

  constructor(db: Db) {
    this.collection = db.collection('operatorTasks')
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ closedAt: 1, openedAt: 1 })
  }

  async open({ id, ...task }: OperatorTask, at: number): Promise<void> {
    const update = { $set: { ...task, closedAt: null }, $setOnInsert: { openedAt: at } }
    await this.collection.updateOne({ _id: id }, update, { upsert: true })
  }

  async close(id: string, at: number): Promise<void> {
    await this.collection.updateOne({ _id: id, closedAt: null }, { $set: { closedAt: at } })
  }

  async openOnes(limit: number): Promise<StoredTask[]> {
    const found = await this.collection.find({ closedAt: null }).sort({ openedAt: 1 }).limit(limit).toArray()
    return found.map(storedOf)
  }

  countOpen(): Promise<number> {
    return this.collection.countDocuments({ closedAt: null })
  }

  async openOne(id: string): Promise<StoredTask | null> {
    const found = await this.collection.findOne({ _id: id, closedAt: null })
    return found && storedOf(found)
  }
}

const storedOf = ({ _id, ...task }: TaskDocument): StoredTask => ({ id: _id, ...task })
