// A workflow's steps: `step.checkIdentity(id)` runs the activity `<process>.checkIdentity` until it has answered.
// Guarantees: the same command id whenever a step is run again; a refusal is a value; unreachable things are tried for days; an
// unexpected error opens an operator's task and waits. So no step fails a workflow. Shown by process.int.test.ts.
import { ActivityFailure, ApplicationFailure, isCancellation, proxyActivities, workflowInfo } from '@temporalio/workflow'
import type { Inbox } from './inbox.ts'
import { activityName, CLOSE_TASK, OPEN_TASK, type OperatorTask } from './names.ts'
import { placeOf } from './process.ts'
import type { StepMeta, Steps } from './step.ts'

type Run = (...args: readonly unknown[]) => Promise<unknown>

export interface StepOptions {
  /** Longest a single attempt may take. Default 30 s. */
  readonly startToCloseMs?: number
}

const START_TO_CLOSE_MS = 30_000
/** How long a killed worker goes unnoticed; the worker beats for every step (activities.ts). */
const HEARTBEAT_MS = 10_000
const RETRY = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '10 minutes' } as const
/** A mended release is noticed without anybody's help within this time. */
const TRY_ANYWAY_MS = 3_600_000

export function steps<Declared>(
  events: Pick<Inbox<{ type: string }>, 'cause' | 'resumedOr'>,
  options: StepOptions = {},
): Steps<Declared> {
  const startToCloseTimeout = options.startToCloseMs ?? START_TO_CLOSE_MS
  const activities = proxyActivities<Record<string, Run>>({ startToCloseTimeout, heartbeatTimeout: HEARTBEAT_MS, retry: RETRY })
  const tasks = proxyActivities<Record<string, Run>>({ startToCloseTimeout: START_TO_CLOSE_MS, retry: RETRY })
  const repetitions = new Map<string, number>()

  async function metaOf(step: string): Promise<StepMeta> {
    const { id, sequence, correlationId, traceparent } = await events.cause()
    const stem = `${workflowInfo().workflowId}:${step}:${sequence}`
    const n = (repetitions.get(stem) ?? 0) + 1
    repetitions.set(stem, n)
    const trace = traceparent === undefined ? {} : { traceparent }
    return { commandId: `${stem}:${n}`, actor: `process:${place().process}`, correlationId, causationId: id, ...trace }
  }

  async function perform(step: string, args: readonly unknown[]): Promise<unknown> {
    const run = activities[activityName(place().process, step)] as Run
    const meta = await metaOf(step)
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await run(meta, ...args)
        if (attempt > 1) await tasks[CLOSE_TASK]?.(meta.commandId)
        return result
      } catch (error) {
        if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error
        await tasks[OPEN_TASK]?.(taskOf(step, meta, error))
        await events.resumedOr(TRY_ANYWAY_MS)
      }
    }
  }

  // A proxy, because a workflow knows its activities by type only: their code does not run here.
  return new Proxy({} as Steps<Declared>, {
    get: (_, step) =>
      typeof step === 'string' && step !== 'then' ? (...args: readonly unknown[]) => perform(step, args) : undefined,
  })
}

function taskOf(step: string, meta: StepMeta, error: ActivityFailure): OperatorTask {
  const problem = error.cause instanceof ApplicationFailure ? (error.cause.message ?? 'unknown') : error.name
  return { id: meta.commandId, ...place(), step, problem }
}

const place = () => placeOf(workflowInfo().workflowId)
