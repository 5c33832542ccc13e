import { randomUUID } from 'node:crypto'
import { portsContract } from '../aggregate/ports.contract.ts'
import { dbOf } from './driver.ts'
import { MongoLog, MongoStore } from './mongoStore.ts'
import { ownDatabase } from './ownDatabase.ts'

const database = ownDatabase()

portsContract('mongodb', async () => {
  const name = `counter_${randomUUID().slice(0, 8)}`
  const store = new MongoStore(dbOf(database()), name, [{ keys: { owner: 1 } }])
  const log = new MongoLog(dbOf(database()), name)
  await store.prepare()
  await log.prepare()
  return { store, log }
})
