import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { blockedKeysContract } from '../consume/blocked.contract.ts'
import { connectMongo, dbOf } from './driver.ts'
import { MongoBlockedKeys } from './mongoBlockedKeys.ts'

let connection: Awaited<ReturnType<typeof connectMongo>>
beforeAll(async () => {
  connection = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

blockedKeysContract('mongodb', async () => {
  await dbOf(connection).collection('blocked_keys').deleteMany({})
  const blocked = new MongoBlockedKeys(dbOf(connection))
  await blocked.prepare()
  return blocked
})
