import { leaseContract } from '../relay/lease.contract.ts'
import { dbOf } from './driver.ts'
import { MongoLeases } from './mongoLeases.ts'
import { ownDatabase } from './ownDatabase.ts'

const database = ownDatabase()

leaseContract('mongodb', async () => {
  await dbOf(database()).collection('leases').deleteMany({})
  return new MongoLeases(dbOf(database()))
})
