// The record of who was told personal data: written before the answer leaves, so that nobody is told unrecorded.
// Guarantees: ids and field names only, never the data. Does not guarantee: that the answer arrived.
import type { Instant } from '@simpul/kernel'
import type { Connection } from 'mongoose'

export interface Disclosure {
  readonly party: string
  /** The service that asked. */
  readonly to: string
  /** Why, as a code: `kur-checks`. */
  readonly purpose: string
  readonly fields: readonly string[]
  readonly at: Instant
}

export interface Disclosures {
  record(disclosure: Disclosure): Promise<void>
}

export async function mongoDisclosures(connection: Connection): Promise<Disclosures> {
  const collection = connection.collection<Disclosure>('disclosures')
  await collection.createIndex({ party: 1, at: 1 })
  return {
    async record(disclosure) {
      await collection.insertOne({ ...disclosure })
    },
  }
}

export function memoryDisclosures(): Disclosures & { readonly all: Disclosure[] } {
  const all: Disclosure[] = []
  return { all, record: async (disclosure) => void all.push(disclosure) }
}
