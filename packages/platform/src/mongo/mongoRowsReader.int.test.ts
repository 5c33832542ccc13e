import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectMongo, dbOf } from './driver.ts'
import { MongoRows } from './mongoRows.ts'
import { MongoRowsReader } from './mongoRowsReader.ts'

type Loan = { lender: string; due: string | null; amount: number }

let connection: Awaited<ReturnType<typeof connectMongo>>
let reader: MongoRowsReader<Loan>

// Due days repeat and are missing, so that ties and nulls fall on page borders.
const loans = Array.from({ length: 23 }, (_, n) => ({
  id: `l${String(n).padStart(2, '0')}`,
  row: { lender: n % 2 ? 'odd' : 'even', due: n % 4 === 3 ? null : `2026-01-0${1 + (n % 3)}`, amount: n } satisfies Loan,
}))

beforeAll(async () => {
  connection = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
  const rows = new MongoRows(dbOf(connection), 'rows.loans', [{ keys: { lender: 1, due: 1 } }])
  await rows.prepare()
  await rows.save([
    ...loans.map(({ id, row }) => ({ id, loaded: 0, seq: 3, hidden: false, row })),
    { id: 'gone', loaded: 0, seq: 9, hidden: true, row: null },
    { id: 'empty', loaded: 0, seq: 1, hidden: false, row: null },
  ])
  reader = new MongoRowsReader(dbOf(connection), { read: (query) => query('rows.loans') })
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

// Found by the bench: the embedded database answers nothing to `$all` with one value, so a person's own files were an empty list.
test('equality that no index shall be taken for finds what equality finds', async () => {
  const found = async (filter: object) =>
    (await dbOf(connection).collection<{ _id: string }>('rows.loans').find(filter).sort({ _id: 1 }).toArray()).map(
      ({ _id }) => _id,
    )
  const odd = await found({ 'row.amount': { $lt: 9 }, 'row.lender': 'odd' })
  expect(odd).toHaveLength(4)
  expect(await found({ 'row.amount': { $lt: 9 }, 'row.lender': { $not: { $ne: 'odd' } } })).toEqual(odd)
})

const order = (direction: 1 | -1) => (a: (typeof loans)[number], b: (typeof loans)[number]) => {
  const [x, y] = [a.row.due ?? '', b.row.due ?? '']
  if (x !== y) return x < y ? -direction : direction
  return a.id < b.id ? -1 : 1
}

test.each([1, -1] as const)(
  'pages in direction %i give every row once, in order, also over ties and missing values',
  async (direction) => {
    for (const limit of [1, 4, 7, 100]) {
      const seen: string[] = []
      for (let after: string | null = null; ;) {
        const page = await reader.find({
          filter: {},
          sort: { by: 'due', direction },
          limit,
          ...(after === null ? {} : { after }),
        })
        seen.push(...page.rows.map(({ id }) => id))
        if (page.next === null) break
        after = page.next
      }
      expect(seen).toEqual(loans.toSorted(order(direction)).map(({ id }) => id))
    }
  },
)

test('filters are over the row; hidden and empty rows are not there', async () => {
  const filter = { lender: 'odd', $or: [{ amount: { $lt: 4 } }, { due: null, amount: { $gt: 18 } }] }
  const { rows, next } = await reader.find({ filter, sort: { by: 'amount', direction: 1 }, limit: 10 })
  expect(rows.map(({ amount }) => amount)).toEqual([1, 3, 19])
  expect(next).toBeNull()
  expect(await reader.count(filter)).toBe(3)
  expect(await reader.get('gone')).toBeNull()
  expect(await reader.get('empty')).toBeNull()
  expect(await reader.get('l03')).toEqual({ id: 'l03', seq: 3, lender: 'odd', due: null, amount: 3 })
})

test.each([
  '',
  'xx',
  Buffer.from('[{"$ne":1},"a"]').toString('base64url'),
  Buffer.from('["a",{"$gt":""}]').toString('base64url'),
])('a cursor that is not ours (%s) is refused and never becomes part of a query', async (after) => {
  const asked = reader.find({ filter: {}, sort: { by: 'due', direction: 1 }, limit: 5, after })
  await expect(asked).rejects.toMatchObject({ code: 'platform/cursor-malformed' })
})

test('a page and a list of ids are bounded', async () => {
  await expect(reader.find({ filter: {}, sort: { by: 'due', direction: 1 }, limit: 101 })).rejects.toThrow('1 to 100')
  await expect(reader.getMany(Array.from({ length: 101 }, String))).rejects.toThrow('at most 100')
})
