import { dbOf } from '../mongo/driver.ts'
import { MongoStore } from '../mongo/mongoStore.ts'
import { MongoOperations } from './mongoOperations.ts'
import { operationOf } from './operation.ts'
import { operationsContract } from './operations.contract.ts'
import { ownDatabase } from '../mongo/ownDatabase.ts'

const database = ownDatabase()

operationsContract('mongodb', async () => {
  await database().dropDatabase()
  const store = new MongoStore(dbOf(database()), 'operation', operationOf('sample').indexes)
  await store.prepare()
  return { store, operations: new MongoOperations(dbOf(database())) }
})
