import { randomUUID } from 'node:crypto'
import { afterAll } from 'vitest'
import { connectMongo, dbOf } from '../mongo/driver.ts'
import { MongoOperatorTasks } from './mongoOperatorTasks.ts'
import { operatorTasksContract } from './operatorTasks.contract.ts'

const connection = await connectMongo(process.env['MONGODB_URL'] ?? '', `t_${randomUUID().slice(0, 8)}`)
afterAll(async () => {
  await connection.dropDatabase()
  await connection.close()
})

operatorTasksContract('mongo', async () => {
  const tasks = new MongoOperatorTasks(dbOf(connection))
  await tasks.prepare()
  await dbOf(connection).collection('operatorTasks').deleteMany({})
  return tasks
})
