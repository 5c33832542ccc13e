// Random queries over ten indexes against the same queries over a collection that has none.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStandIn, type StandIn } from './standIn.ts'

const DOCUMENTS = 400
const QUERIES = 1_200

interface Row {
  _id: number
  a?: unknown
  b?: unknown
  c?: unknown
  tags?: unknown
  n?: { x?: unknown }
}

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn()
  const rows = fc.sample(document, { numRuns: DOCUMENTS, seed: 20 }).map((row, _id): Row => ({ _id, ...row }))
  for (const name of ['plain', 'indexed']) await standIn.db().collection<Row>(name).insertMany(structuredClone(rows))
  const indexed = standIn.db().collection('indexed')
  await indexed.createIndex({ a: 1 })
  await indexed.createIndex({ a: -1, b: 1 })
  await indexed.createIndex({ b: 1, c: -1 })
  await indexed.createIndex({ c: 1 }, { sparse: true })
  await indexed.createIndex({ tags: 1 })
  await indexed.createIndex({ tags: 1, a: 1 })
  await indexed.createIndex({ 'n.x': 1 })
  await indexed.createIndex({ b: 1 }, { partialFilterExpression: { a: 1 } })
  await indexed.createIndex({ a: 1, _id: 1 }, { unique: true })
  await indexed.createIndex({ 'n.x': 1, b: -1, _id: 1 }, { unique: true, partialFilterExpression: { b: { $exists: true } } })
})
afterAll(() => standIn.close())

/** Few values of many types, so that equal, missing, null and mixed values meet often. */
const value = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom('x', 'y', null, true, 1.5), fc.constant(new Date(0)))
const list = fc.array(value, { maxLength: 3 })
const document = fc.record(
  {
    a: value,
    b: fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: list }),
    c: value,
    tags: list,
    n: fc.record({ x: value }),
  },
  { requiredKeys: [] },
)
const operand = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom('x', 'y'))
const condition = fc.oneof(
  value,
  operand.map(($gt) => ({ $gt })),
  operand.map(($lte) => ({ $lte })),
  fc.tuple(operand, operand).map(([$gte, $lt]) => ({ $gte, $lt })),
  fc.array(value, { minLength: 1, maxLength: 3 }).map(($in) => ({ $in })),
  value.map(($ne) => ({ $ne })),
  fc.boolean().map(($exists) => ({ $exists })),
)
/** At most three conditions: with more of them almost every query finds nothing, and compares nothing. */
const fields = fc
  .uniqueArray(
    fc.oneof(
      fc.tuple(fc.constantFrom('a', 'b', 'c', 'tags', 'n.x'), condition),
      fc.tuple(
        fc.constant('_id'),
        fc.integer({ min: 0, max: DOCUMENTS }).map(($lt) => ({ $lt })),
      ),
    ),
    { selector: ([name]) => name, minLength: 1, maxLength: 3 },
  )
  .map((conditions): Record<string, unknown> => Object.fromEntries(conditions))
const filter = fc.oneof(
  { weight: 4, arbitrary: fields },
  { weight: 1, arbitrary: fc.tuple(fields, fields).map((pair) => ({ $or: pair })) },
  { weight: 1, arbitrary: fc.tuple(fields, fields).map((pair) => ({ $and: pair })) },
)
const sort = fc.constantFrom<Record<string, 1 | -1>>(
  { _id: 1 },
  { a: 1, _id: 1 },
  { a: -1, b: 1, _id: 1 },
  { b: 1, c: -1, _id: 1 },
  { 'n.x': -1, _id: -1 },
)
const query = fc.record({ filter, sort, skip: fc.constantFrom(0, 0, 3), limit: fc.constantFrom(0, 1, 10) })

test(`${QUERIES} random queries give the same rows with and without indexes`, { timeout: 60_000 }, async () => {
  let rowsSeen = 0
  const answers = async (
    collection: string,
    { filter, sort, skip, limit }: typeof query extends fc.Arbitrary<infer Q> ? Q : never,
  ) => {
    const rows = standIn.db().collection<Row>(collection)
    const found = rows.find(filter, { sort, skip, limit }).project({ _id: 1 }).toArray()
    const count = rows.countDocuments(filter)
    return { ids: (await found).map(({ _id }) => _id as number), count: await count }
  }
  for (const asked of fc.sample(query, { numRuns: QUERIES, seed: 7 })) {
    const [plain, indexed] = await Promise.all([answers('plain', asked), answers('indexed', asked)])
    expect(indexed, JSON.stringify(asked)).toEqual(plain)
    rowsSeen += plain.ids.length
  }
  expect(rowsSeen, 'queries that find nothing compare nothing').toBeGreaterThan(QUERIES)
})

test('updates and deletes keep every index in step with the documents', { timeout: 60_000 }, async () => {
  for (const name of ['plain', 'indexed']) {
    const rows = standIn.db().collection<Row>(name)
    await rows.updateMany({ _id: { $lt: 60 } }, { $set: { a: 2, 'n.x': 3 }, $unset: { c: '' } })
    await rows.updateMany({ _id: { $gte: 40, $lt: 90 } }, { $set: { tags: [1, 2, 'z'] } })
    await rows.updateOne({ _id: 70 }, { $push: { tags: 'w' } } as object)
    await rows.deleteMany({ _id: { $gte: 80, $lt: 120 } })
  }
  for (const filter of [
    { a: 2 },
    { tags: 'z' },
    { tags: 'w' },
    { 'n.x': 3 },
    { a: 2, b: { $gte: 0 } },
    { c: null },
    { tags: 1, a: 2 },
  ]) {
    const ids = (name: string) =>
      standIn
        .db()
        .collection<Row>(name)
        .find(filter as object)
        .sort({ _id: 1 })
        .map(({ _id }) => _id)
        .toArray()
    expect(await ids('indexed'), JSON.stringify(filter)).toEqual(await ids('plain'))
  }
})
