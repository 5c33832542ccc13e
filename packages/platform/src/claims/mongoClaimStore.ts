// Claims in MongoDB: the unique `_id` decides between two who insert at once, in one process or in many.
// Guarantees: an answer comes when a majority has journalled it. After a lost answer nothing is known: claim again.
import type { Connection } from 'mongoose'
import type { ClaimStore } from './claimStore.ts'

type Document = { _id: string; kind: string; owner: string; turn: number }

const durable = { writeConcern: { w: 'majority', j: true } } as const

export async function mongoClaimStore(db: Connection): Promise<ClaimStore> {
  const collection = db.collection<Document>('claims')
  await collection.createIndex({ owner: 1, kind: 1 })
  return {
    async insert({ id, kind, owner, turn }) {
      try {
        await collection.insertOne({ _id: id, kind, owner, turn }, durable)
        return true
      } catch (error) {
        if ((error as { code?: unknown } | null)?.code === 11000) return false
        throw error
      }
    },
    ownerOf: async (id) => (await collection.findOne({ _id: id }, { readConcern: 'majority' }))?.owner ?? null,
    raise: async (id, owner, turn) =>
      (await collection.updateOne({ _id: id, owner }, { $max: { turn } }, durable)).matchedCount === 1,
    remove: async (ids, owner) => (await collection.deleteMany({ _id: { $in: [...ids] }, owner }, durable)).deletedCount,
    async removeOthers(owner, kind, except, turn) {
      const query = { owner, ...(kind === null ? {} : { kind }), _id: { $nin: [...except] }, turn: { $lte: turn } }
      return (await collection.deleteMany(query, durable)).deletedCount
    },
  }
}
