import mongoose from 'mongoose'
import { expect, test } from 'vitest'
import { probeAtomicity } from './probe.ts'

test('the database behind MONGODB_URL keeps writes atomic', async () => {
  const url = process.env['MONGODB_URL']
  expect(url, 'MONGODB_URL, set by the runner').toBeTypeOf('string')
  const connection = await mongoose.createConnection(url ?? '', { dbName: 'simpul_probe' }).asPromise()
  try {
    const database = connection.getClient().db('simpul_probe')
    await probeAtomicity(database)
    expect(await database.collection('probes').countDocuments({})).toBe(0)
  } finally {
    await connection.close()
  }
})
