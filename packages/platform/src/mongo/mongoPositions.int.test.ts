import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { positionsContract } from '../consume/positions.contract.ts'
import { connectMongo, dbOf } from './driver.ts'
import { MongoPositions } from './mongoPositions.ts'

let connection: Awaited<ReturnType<typeof connectMongo>>
beforeAll(async () => {
  connection = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

positionsContract('mongodb', async () => new MongoPositions(dbOf(connection)).of(randomUUID()))
