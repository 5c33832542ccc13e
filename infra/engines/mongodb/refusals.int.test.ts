// The stand-in passes the boot probe, honours unique indexes, and says clearly what it cannot do.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { probeAtomicity } from '../../../packages/platform/src/mongo/probe.ts'
import { startStandIn, type Db, type StandIn } from './standIn.ts'

let standIn: StandIn
let db: Db
beforeAll(async () => {
  standIn = await startStandIn()
  db = standIn.db()
  await db.collection('rows').insertOne({ a: 1 })
})
afterAll(() => standIn.close())

test('it passes the boot probe', () => probeAtomicity(db))

test('a unique index refuses the second of 20 concurrent inserts, a partial one only where its filter holds', async () => {
  const claims = db.collection('claims')
  await claims.createIndex({ value: 1 }, { unique: true, partialFilterExpression: { live: true } })
  const race = await Promise.allSettled(Array.from({ length: 20 }, () => claims.insertOne({ value: 'nik', live: true })))
  const refused = race.filter((outcome) => outcome.status === 'rejected')
  expect(refused.map(({ reason }) => (reason as { code: number }).code)).toEqual(Array.from({ length: 19 }, () => 11000))
  await claims.insertMany([
    { value: 'nik', live: false },
    { value: 'nik', live: false },
  ])
  expect(await claims.countDocuments({ value: 'nik' })).toBe(3)
})

test('an ordered bulk stops at the first error', async () => {
  const bulk = db.collection<{ _id: number }>('bulk')
  const attempt = bulk.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }], { ordered: true })
  await expect(attempt).rejects.toMatchObject({ code: 11000 })
  expect(await bulk.countDocuments()).toBe(1)
})

const refusals: [string, (database: Db) => Promise<unknown>, RegExp][] = [
  ['change streams', (d) => d.collection('rows').watch().next(), /only supported on replica sets/],
  [
    'text indexes',
    (d) => d.collection('rows').createIndex({ a: 'text' }),
    /index type text on a is not supported by this stand-in/,
  ],
  ['geo indexes', (d) => d.collection('rows').createIndex({ a: '2dsphere' }), /index type 2dsphere on a is not supported/],
  [
    'collation',
    (d) =>
      d
        .collection('rows')
        .find({}, { collation: { locale: 'id' } })
        .toArray(),
    /collation is not supported/,
  ],
  ['update pipelines', (d) => d.collection('rows').updateOne({}, [{ $set: { a: 2 } }]), /update pipelines are not supported/],
  ['renaming', (d) => d.collection('rows').rename('other'), /renameCollection is not supported/],
  ['$where', (d) => d.collection('rows').find({ $where: 'this.a == 1' }).toArray(), /\$where/],
]

test.each(refusals)('%s are refused with a sentence', async (_, attempt, message) => {
  await expect(attempt(db)).rejects.toThrow(message)
  expect(await db.collection('rows').countDocuments({ a: 1 })).toBe(1)
})

test('transactions are refused, and nothing of them is written', async () => {
  const started = db.command({ insert: 'rows', documents: [{ a: 9 }], startTransaction: true, autocommit: false, txnNumber: 1 })
  await expect(started).rejects.toThrow(/only allowed on a replica set member/)
  expect(await db.collection('rows').countDocuments({ a: 9 })).toBe(0)
})
