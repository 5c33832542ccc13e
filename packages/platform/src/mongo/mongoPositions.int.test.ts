import { randomUUID } from 'node:crypto'
import { positionsContract } from '../consume/positions.contract.ts'
import { dbOf } from './driver.ts'
import { MongoPositions } from './mongoPositions.ts'
import { ownDatabase } from './ownDatabase.ts'

const database = ownDatabase()

positionsContract('mongodb', async () => new MongoPositions(dbOf(database())).of(randomUUID()))
