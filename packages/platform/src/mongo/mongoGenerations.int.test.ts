import { generationsContract } from '../consume/generations.contract.ts'
import { dbOf } from './driver.ts'
import { MongoGenerations } from './mongoGenerations.ts'
import { ownDatabase } from './ownDatabase.ts'

const database = ownDatabase()

generationsContract('mongodb', async () => {
  await dbOf(database()).collection('generations').deleteMany({})
  return new MongoGenerations(dbOf(database()))
})
