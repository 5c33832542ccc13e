import { randomUUID } from 'node:crypto'
import mongoose from 'mongoose'
import { afterAll } from 'vitest'
import { keyStoreContract } from './keyStore.contract.ts'
import { mongoKeyStore } from './mongoKeyStore.ts'

const keys = mongoose.createConnection(process.env['MONGODB_URL'] as string, { dbName: `keys_${randomUUID().slice(0, 8)}` })
afterAll(async () => {
  await keys.dropDatabase()
  await keys.close()
})

keyStoreContract('mongo', async () => mongoKeyStore(keys))
