// The role `worker` of a service's processes: Temporal → commands. In a file of its own, because Temporal's worker takes 60 MB of memory
// that no other role needs. Guarantees: it does not wait for a Temporal that is away, it tries again. Shown by roles.int.test.ts.
import type { Connection } from 'mongoose'
import type { ServiceContext } from '../host/serviceContext.ts'
import { dbOf } from '../mongo/driver.ts'
import { MongoOperatorTasks } from './mongoOperatorTasks.ts'
import type { AnyProcess } from './process.ts'
import type { ProcessRoleOptions } from './startersRole.ts'
import { startWorker, type RunningWorker } from './worker.ts'

export interface WorkerRoleOptions extends Pick<ProcessRoleOptions, 'service' | 'temporal' | 'clock' | 'log'> {
  readonly db: Connection
  readonly context: ServiceContext
}

export async function hostWorker(processes: readonly AnyProcess[], options: WorkerRoleOptions): Promise<RunningWorker> {
  const { service, db, temporal, clock, log, context } = options
  const tasks = new MongoOperatorTasks(dbOf(db))
  await tasks.prepare()
  return startWorker({ service, processes, context, ...temporal, tasks, clock, log })
}
