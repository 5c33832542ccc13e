import { randomUUID } from 'node:crypto'
import mongoose from 'mongoose'
import { afterAll } from 'vitest'
import { claimsContract } from './claims.contract.ts'
import { mongoClaimStore } from './mongoClaimStore.ts'

const db = mongoose.createConnection(process.env['MONGODB_URL'] as string, { dbName: `claims_${randomUUID().slice(0, 8)}` })
afterAll(async () => {
  await db.dropDatabase()
  await db.close()
})

claimsContract('mongo', () => mongoClaimStore(db))
