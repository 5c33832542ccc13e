// For tests on a real database: one of the test file's own, dropped when its tests are over.
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll } from 'vitest'
import { connectMongo } from './driver.ts'

/** To be called once, beside the tests; the connection is there when the first of them runs. */
export function ownDatabase(): () => Connection {
  let connection: Connection
  beforeAll(async () => {
    connection = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
  })
  afterAll(async () => {
    await connection.dropDatabase()
    await connection.close()
  })
  return () => connection
}
