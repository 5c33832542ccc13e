import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsContract } from '../consume/rows.contract.ts'
import { connectMongo, dbOf } from './driver.ts'
import { MongoBlockedKeys, MongoRows } from './mongoRows.ts'

let connection: Awaited<ReturnType<typeof connectMongo>>
beforeAll(async () => {
  connection = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

rowsContract('mongodb', async () => {
  const rows = new MongoRows(dbOf(connection), `sums_${randomUUID().slice(0, 8)}`, [{ keys: { total: 1 } }])
  await rows.prepare()
  return rows
})

test('a blocked key keeps its first cause until an operator unblocks it', async () => {
  const blocked = new MongoBlockedKeys(dbOf(connection))
  await blocked.prepare()
  const first = { group: 'g', key: 'a', sequence: 3, cause: 'first', at: 1 }
  await blocked.block(first)
  await blocked.block({ ...first, cause: 'second' })
  expect(await blocked.among('g', ['a', 'b'])).toEqual(new Set(['a']))
  expect(await blocked.among('other', ['a'])).toEqual(new Set())
  expect(await blocked.list('g', 10)).toEqual([first])
  await blocked.unblock('g', 'a')
  expect(await blocked.list('g', 10)).toEqual([])
})
