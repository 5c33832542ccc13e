import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { headComparisonsContract } from '../consume/headComparisons.contract.ts'
import { connectMongo, dbOf } from './driver.ts'
import { MongoHeadComparisons } from './mongoHeadComparisons.ts'

let connection: Awaited<ReturnType<typeof connectMongo>>
beforeAll(async () => {
  connection = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

headComparisonsContract('mongodb', async () => {
  await dbOf(connection).collection('head_comparisons').deleteMany({})
  return new MongoHeadComparisons(dbOf(connection))
})
