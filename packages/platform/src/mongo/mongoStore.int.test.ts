import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { portsContract } from '../aggregate/ports.contract.ts'
import { connectMongo, dbOf } from './driver.ts'
import { MongoLog, MongoStore } from './mongoStore.ts'

let connection: Awaited<ReturnType<typeof connectMongo>>
beforeAll(async () => {
  connection = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

portsContract('mongodb', async () => {
  const name = `counter_${randomUUID().slice(0, 8)}`
  const store = new MongoStore(dbOf(connection), name, [{ keys: { owner: 1 } }])
  const log = new MongoLog(dbOf(connection), name)
  await store.prepare()
  await log.prepare()
  return { store, log }
})
