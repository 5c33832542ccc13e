// Wrapped keys in MongoDB, in the database `<prefix>_keys` that holds nothing else.
// Guarantees: a person has one key whoever seals first (the `_id` decides); a write is answered when a majority has journalled it.
import type { Connection } from 'mongoose'
import type { Wrapped } from './kek.ts'
import type { KeyStore } from './keyStore.ts'

type KeyDocument = { _id: string; wrapped: Wrapped } | { _id: string; erased: true }

const durable = { writeConcern: { w: 'majority', j: true } } as const
export const isDuplicateKey = (error: unknown) => (error as { code?: unknown } | null)?.code === 11000

export function mongoKeyStore(keys: Connection): KeyStore {
  const collection = keys.collection<KeyDocument>('person_keys')
  return {
    async load(person) {
      const found = await collection.findOne({ _id: person }, { readConcern: 'majority' })
      if (!found) return null
      return 'wrapped' in found ? found.wrapped : 'erased'
    },
    async insert(person, wrapped) {
      try {
        await collection.insertOne({ _id: person, wrapped }, durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async replace(person, from, to) {
      const guard = { _id: person, 'wrapped.kek': from.kek, 'wrapped.iv': from.iv }
      const { matchedCount } = await collection.updateOne(guard, { $set: { wrapped: to } }, durable)
      return matchedCount === 1
    },
    async erase(person) {
      const mark = { $set: { erased: true }, $unset: { wrapped: '' } } as const
      try {
        await collection.updateOne({ _id: person }, mark, { ...durable, upsert: true })
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        await collection.updateOne({ _id: person }, mark, durable) // its first seal came between
      }
    },
    async notUnder(kek, limit) {
      const query = { 'wrapped.kek': { $exists: true, $ne: kek } }
      const found = await collection.find(query).limit(limit).toArray()
      return found.flatMap((each) => ('wrapped' in each ? [{ person: each._id, wrapped: each.wrapped }] : []))
    },
  }
}
