import { randomUUID } from 'node:crypto'
import { rowsContract } from '../consume/rows.contract.ts'
import { dbOf } from './driver.ts'
import { MongoRows } from './mongoRows.ts'
import { ownDatabase } from './ownDatabase.ts'

const database = ownDatabase()

rowsContract('mongodb', async () => {
  const rows = new MongoRows(dbOf(database()), `sums_${randomUUID().slice(0, 8)}`, [{ keys: { total: 1 } }])
  await rows.prepare()
  return rows
})
