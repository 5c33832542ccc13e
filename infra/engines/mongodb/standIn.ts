// A stand-in database of a test's own: a fresh folder, a free port, and a driver for it.
// Guarantees: process and folder are gone after close(), also when the test failed.
// Does not: touch the database behind MONGODB_URL.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import { cacheFolder } from '../cache.mjs'
import { mongodb, mongodbUrl } from '../mongodb.mjs'

export type Db = mongoose.mongo.Db

export interface StandIn {
  /** Ends the process with kill -9. */
  kill(): Promise<void>
  /** Starts it again on the same port and folder; the driver connects anew. */
  restart(): Promise<void>
  db(): Db
  close(): Promise<void>
}

export async function startStandIn(): Promise<StandIn> {
  const folder = mkdtempSync(join(tmpdir(), 'simpul-standin-'))
  const start = (port?: number) =>
    mongodb.start({
      cache: cacheFolder(),
      dataDir: join(folder, 'data'),
      logFile: join(folder, 'mongodb.log'),
      port,
      progress: () => undefined,
    })
  let running = await start()
  const port = Number(running.address.split(':')[1])
  const connect = () =>
    new mongoose.mongo.MongoClient(mongodbUrl(running.address), { serverSelectionTimeoutMS: 5_000, maxPoolSize: 32 }).connect()
  let client = await connect()
  return {
    kill: () => running.kill(),
    async restart() {
      await client.close()
      running = await start(port)
      client = await connect()
    },
    db: () => client.db('standin'),
    async close() {
      await client.close()
      await running.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
