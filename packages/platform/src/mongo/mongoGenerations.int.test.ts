import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { generationsContract } from '../consume/generations.contract.ts'
import { connectMongo, dbOf } from './driver.ts'
import { MongoGenerations } from './mongoGenerations.ts'

let connection: Awaited<ReturnType<typeof connectMongo>>
beforeAll(async () => {
  connection = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

generationsContract('mongodb', async () => {
  await dbOf(connection).collection('generations').deleteMany({})
  return new MongoGenerations(dbOf(connection))
})
