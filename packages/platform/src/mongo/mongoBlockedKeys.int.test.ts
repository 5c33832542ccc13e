import { blockedKeysContract } from '../consume/blocked.contract.ts'
import { dbOf } from './driver.ts'
import { MongoBlockedKeys } from './mongoBlockedKeys.ts'
import { ownDatabase } from './ownDatabase.ts'

const database = ownDatabase()

blockedKeysContract('mongodb', async () => {
  await dbOf(database()).collection('blocked_keys').deleteMany({})
  const blocked = new MongoBlockedKeys(dbOf(database()))
  await blocked.prepare()
  return blocked
})
