import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { leaseContract } from '../relay/lease.contract.ts'
import { connectMongo, dbOf } from './driver.ts'
import { MongoLeases } from './mongoLeases.ts'

let connection: Awaited<ReturnType<typeof connectMongo>>
beforeAll(async () => {
  connection = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

leaseContract('mongodb', async () => {
  await dbOf(connection).collection('leases').deleteMany({})
  return new MongoLeases(dbOf(connection))
})
