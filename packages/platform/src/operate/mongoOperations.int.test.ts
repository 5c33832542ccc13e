import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { connectMongo, dbOf } from '../mongo/driver.ts'
import { MongoStore } from '../mongo/mongoStore.ts'
import { MongoOperations } from './mongoOperations.ts'
import { operationOf } from './operation.ts'
import { operationsContract } from './operations.contract.ts'

let connection: Awaited<ReturnType<typeof connectMongo>>
beforeAll(async () => {
  connection = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

operationsContract('mongodb', async () => {
  await connection.dropDatabase()
  const store = new MongoStore(dbOf(connection), 'operation', operationOf('sample').indexes)
  await store.prepare()
  return { store, operations: new MongoOperations(dbOf(connection)) }
})
