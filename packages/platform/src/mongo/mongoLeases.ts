// Leases in MongoDB, one document a name. Contract: relay/lease.contract.ts.
import type { Lease, LeaseStore } from '../relay/lease.ts'
import type { Collection, Db } from './driver.ts'
import { isDuplicateKey } from './errors.ts'

export class MongoLeases implements LeaseStore {
  private readonly collection: Collection<{ _id: string } & Lease>

  constructor(db: Db) {
    this.collection = db.collection('leases')
  }

  async read(name: string): Promise<Lease | null> {
    const found = await this.collection.findOne({ _id: name })
    return found && { holder: found.holder, beat: found.beat }
  }

  async take(name: string, over: Lease | null, lease: Lease): Promise<boolean> {
    if (over) return (await this.collection.updateOne({ _id: name, ...over }, { $set: lease })).matchedCount === 1
    try {
      await this.collection.insertOne({ _id: name, ...lease })
      return true
    } catch (error) {
      if (isDuplicateKey(error)) return false
      throw error
    }
  }

  async release(name: string, holder: string): Promise<void> {
    await this.collection.deleteOne({ _id: name, holder })
  }
}
