import { expect, test } from 'vitest'
import { probeAtomicity, type ProbedCollection } from './probe.ts'

type Document = Record<string, unknown>
type Defect = 'guard' | 'array' | 'id' | 'none'

/** A collection in memory; each defect is one seen in a database that speaks MongoDB's protocol. */
class FakeCollection implements ProbedCollection {
  readonly documents = new Map<unknown, Document>()
  private readonly defect: Defect

  constructor(defect: Defect) {
    this.defect = defect
  }

  async insertOne(document: Document): Promise<void> {
    await Promise.resolve()
    if (this.documents.has(document['_id']) && this.defect !== 'id') throw Object.assign(new Error('duplicate'), { code: 11000 })
    this.documents.set(document['_id'], document)
  }

  async updateOne(filter: Document, update: Document): Promise<{ matchedCount: number }> {
    const found = this.documents.get(filter['_id'])
    if (!found || ('version' in filter && found['version'] !== filter['version'])) return { matchedCount: 0 }
    const broken = this.defect === ('version' in filter ? 'guard' : 'array')
    if (broken) await Promise.resolve() // reads, then writes without asking again
    this.documents.set(filter['_id'], applied(broken ? found : (this.documents.get(filter['_id']) ?? found), update))
    return { matchedCount: 1 }
  }

  async findOne(filter: Document): Promise<Document | null> {
    return this.documents.get(filter['_id']) ?? null
  }

  async deleteMany({ probe, at }: Document): Promise<void> {
    const before = (at as { $lt: number } | undefined)?.$lt ?? -Infinity
    for (const [id, each] of this.documents) if (each['probe'] === probe || Number(each['at']) < before) this.documents.delete(id)
  }
}

interface Update {
  $inc?: Record<string, number>
  $push?: { outbox: { id: string } }
  $pull?: { outbox: { id: string } }
}

function applied(document: Document, { $inc = {}, $push, $pull }: Update): Document {
  const next: Document = { ...document }
  for (const [field, by] of Object.entries($inc)) next[field] = Number(document[field]) + by
  const outbox = (document['outbox'] ?? []) as { id: string }[]
  if ($push) next['outbox'] = [...outbox, $push.outbox]
  if ($pull) next['outbox'] = outbox.filter(({ id }) => id !== $pull.outbox.id)
  return next
}

const probe = async (defect: Defect) => {
  const collection = new FakeCollection(defect)
  await probeAtomicity({ collection: () => collection }).finally(() => expect([...collection.documents]).toEqual([]))
}

test('what a process left that was killed in the middle of its probe is taken away, another one of just now is not', async () => {
  const collection = new FakeCollection('none')
  const now = Date.parse('2026-11-24T10:00:00Z')
  for (const [id, at] of [
    ['killed', now - 3_600_000],
    ['beside', now - 1_000],
  ] as const)
    collection.documents.set(id, { _id: id, probe: id, at })
  await probeAtomicity({ collection: () => collection }, now)
  expect([...collection.documents.keys()]).toEqual(['beside'])
})

test('a database that keeps writes atomic passes, and nothing is left behind', () => probe('none'))

test('a database whose guarded updates can both win is refused', async () => {
  await expect(probe('guard')).rejects.toThrow(/50 of 50 guarded updates won instead of one/)
})

test('a database that loses a $push to a $pull is refused', async () => {
  await expect(probe('array')).rejects.toThrow(/the array holds \d+ entries, not the 50 pushed/)
})

test('a database that accepts one _id twice is refused', async () => {
  await expect(probe('id')).rejects.toThrow(/50 of 50 inserts of one _id were accepted/)
})
