import { operatorTasksContract } from './operatorTasks.contract.ts'
import { MemoryOperatorTasks } from './operatorTasks.ts'

operatorTasksContract('memory', async () => new MemoryOperatorTasks())
