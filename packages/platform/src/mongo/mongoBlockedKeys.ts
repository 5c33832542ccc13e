// Blocked keys in MongoDB, one document a group and key.
// Guarantees: the first cause of a blocked key stays, whoever blocks it again; what this process blocks stands at once. Does not: unblock by
// itself; nor hear within `NONE_FOR_MS` of the first key that another process blocks: whoever tries that key meanwhile finds the same cause,
// for nothing of a key is applied out of order.
// Shown by mongoBlockedKeys.int.test.ts, through consume/blocked.contract.ts.
import type { BlockedKey, BlockedKeys } from '../consume/blocked.ts'
import type { Collection, Db } from './driver.ts'
import { isDuplicateKey } from './errors.ts'
import { Gathered } from './gathered.ts'

const NONE_FOR_MS = 1_000

type BlockedDocument = { _id: string } & BlockedKey

export class MongoBlockedKeys implements BlockedKeys {
  private readonly collection: Collection<BlockedDocument>
  /** Every group asks with each batch, most of them at the same time. */
  private readonly standing = new Gathered((ids: readonly string[]) => this.load(ids))
  /** Mostly nothing is blocked. Until then, on the monotonic clock, that is known without asking. */
  private noneUntil = 0
  private blockedHere = 0

  constructor(db: Db) {
    this.collection = db.collection('blocked_keys')
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ group: 1, at: 1 })
    await this.collection.createIndex({ at: 1 })
  }

  async among(group: string, keys: readonly string[]): Promise<Set<string>> {
    if (keys.length === 0 || performance.now() < this.noneUntil) return new Set()
    const found = await this.standing.run(keys.map((key) => `${group}|${key}`))
    return new Set(keys.filter((key) => found.has(`${group}|${key}`)))
  }

  private async load(ids: readonly string[]): Promise<Set<string>> {
    const [asked, blockedBefore] = [performance.now(), this.blockedHere]
    if (!(await this.collection.findOne({}, { projection: { _id: 1 } }))) {
      if (this.blockedHere === blockedBefore) this.noneUntil = asked + NONE_FOR_MS
      return new Set()
    }
    const found = await this.collection.find({ _id: { $in: [...ids] } }, { projection: { _id: 1 } }).toArray()
    return new Set(found.map(({ _id }) => _id))
  }

  async block(blocked: BlockedKey): Promise<void> {
    const _id = `${blocked.group}|${blocked.key}`
    try {
      await this.collection.insertOne({ _id, ...blocked })
      this.blockedHere += 1
      this.noneUntil = 0
    } catch (error) {
      if (!isDuplicateKey(error)) throw error // blocked already: its first cause stays
    }
  }

  async unblock(group: string, key: string): Promise<void> {
    await this.collection.deleteOne({ _id: `${group}|${key}` })
  }

  async unblockOthers(group: string, keep: ReadonlySet<string>): Promise<void> {
    await this.collection.deleteMany({ group, key: { $nin: [...keep] } })
  }

  async clear(group: string): Promise<void> {
    await this.collection.deleteMany({ group })
  }

  async list(group: string, limit: number): Promise<BlockedKey[]> {
    return told(await this.collection.find({ group }).sort({ at: 1 }).limit(limit).toArray())
  }

  async all(limit: number): Promise<BlockedKey[]> {
    return told(await this.collection.find({}).sort({ at: 1 }).limit(limit).toArray())
  }

  async counts(): Promise<ReadonlyMap<string, number>> {
    const groups = await this.collection.distinct('group')
    return new Map(
      await Promise.all(groups.map(async (group) => [group, await this.collection.countDocuments({ group })] as const)),
    )
  }
}

const told = (found: readonly BlockedDocument[]): BlockedKey[] =>
  found.map(({ group, key, sequence, cause, at }) => ({ group, key, sequence, cause, at }))
