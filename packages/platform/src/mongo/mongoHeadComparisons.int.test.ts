import { headComparisonsContract } from '../consume/headComparisons.contract.ts'
import { dbOf } from './driver.ts'
import { MongoHeadComparisons } from './mongoHeadComparisons.ts'
import { ownDatabase } from './ownDatabase.ts'

const database = ownDatabase()

headComparisonsContract('mongodb', async () => {
  await dbOf(database()).collection('head_comparisons').deleteMany({})
  return new MongoHeadComparisons(dbOf(database()))
})
