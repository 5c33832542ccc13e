// The Temporal worker of a service: all its processes, one task queue named after the service.
// Guarantees: fixed sizes; waits for a Temporal that is not there yet; a worker that dies is made anew; `stop` lets steps finish.
// Shown by process.int.test.ts.
import { makeTelemetryFilterString, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { ServiceContext } from '../host/serviceContext.ts'
import { stepLimits, taskActivities, temporalActivities, type TemporalActivities } from './activities.ts'
import { workflowBundle } from './bundle.ts'
import type { OperatorTasks } from './operatorTasks.ts'
import type { AnyProcess } from './process.ts'

export interface WorkerOptions {
  readonly service: string
  readonly processes: readonly AnyProcess[]
  readonly context: ServiceContext
  readonly address: string
  readonly namespace: string
  readonly tasks: OperatorTasks
  readonly clock: Clock
  readonly log: Logger
  /** Where scripts are kept; default `workflows` in Simpul's cache. */
  readonly bundleFolder?: string
  readonly attemptsMax?: number
}

/** For two cores (the profile of Temporal's own stress test). */
export const workerSizes = {
  maxCachedWorkflows: 50,
  maxConcurrentWorkflowTaskExecutions: 8,
  maxConcurrentActivityTaskExecutions: 32,
} as const

const GRACE = { shutdownGraceTime: '6 seconds', shutdownForceTime: '9 seconds' } as const // a process drains in ≤ 10 s
/** How long a running workflow waits for the worker that had it in memory, when that was killed. */
const STICKY_MS = 5_000
const RECONNECT_MS = 1_000

export interface RunningWorker {
  stop(): Promise<void>
}

/** Resolves when workflows are built and, unless Temporal is away, the worker polls. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  quietRuntime(options.log)
  const { processes, bundleFolder } = options
  const codePath = await workflowBundle(
    processes.map(({ workflow }) => workflow),
    bundleFolder,
  )
  const loop = new WorkerLoop(options, codePath)
  await loop.firstAttempt()
  return loop
}

class WorkerLoop implements RunningWorker {
  private readonly options: WorkerOptions
  private readonly codePath: string
  private readonly first = Promise.withResolvers<void>()
  private readonly running: Promise<void>
  private worker: Worker | null = null
  private stopped = false

  constructor(options: WorkerOptions, codePath: string) {
    this.options = options
    this.codePath = codePath
    this.running = this.untilStopped()
  }

  firstAttempt(): Promise<void> {
    return this.first.promise
  }

  async stop(): Promise<void> {
    this.stopped = true
    if (this.worker?.getState() === 'RUNNING') this.worker.shutdown()
    await this.running
  }

  private async untilStopped(): Promise<void> {
    const { log, clock, address } = this.options
    while (!this.stopped) {
      try {
        const connection = await NativeConnection.connect({ address })
        try {
          await this.poll(connection)
        } finally {
          await connection.close()
        }
      } catch (error) {
        log.warn({ err: error, address }, 'no worker for procedures: Temporal does not answer, it is tried again')
        this.first.resolve()
        await clock.sleep(RECONNECT_MS)
      }
    }
    this.first.resolve()
  }

  private async poll(connection: NativeConnection): Promise<void> {
    const { service, namespace } = this.options
    this.worker = await Worker.create({
      connection,
      namespace,
      taskQueue: service,
      workflowBundle: { codePath: this.codePath },
      activities: activitiesOf(this.options),
      ...workerSizes,
      ...GRACE,
      stickyQueueScheduleToStartTimeout: STICKY_MS,
    })
    const polling = this.worker.run()
    this.first.resolve()
    if (this.stopped) this.worker.shutdown()
    await polling
  }
}

function activitiesOf({ processes, context, tasks, clock, log, attemptsMax = stepLimits.attemptsMax }: WorkerOptions) {
  const activities: TemporalActivities = taskActivities(tasks, clock)
  for (const process of processes)
    Object.assign(activities, temporalActivities(process.name, process.activities(context), { log, attemptsMax }))
  return activities
}

/** Temporal's core: its warnings in our log, and signals left to the host, which stops all roles in its order. Once a process. */
let installed = false
function quietRuntime(log: Logger): void {
  if (installed) return
  installed = true
  const tell =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (text: string, meta: object = {}) =>
      log[level](meta, text)
  Runtime.install({
    shutdownSignals: [],
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) } },
    logger: {
      log: (level, text, meta = {}) => tell(level === 'ERROR' ? 'error' : level === 'WARN' ? 'warn' : 'debug')(text, meta),
      trace: tell('debug'),
      debug: tell('debug'),
      info: tell('debug'),
      warn: tell('warn'),
      error: tell('error'),
    },
  })
}
