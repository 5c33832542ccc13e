import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { rowsContract } from '../consume/rows.contract.ts'
import { connectMongo, dbOf } from './driver.ts'
import { MongoRows } from './mongoRows.ts'

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
