// Makes Temporal activities of a process's steps.
// Guarantees: a refusal is an answer; what passes is tried again; what nobody foresaw is tried a few times, then given to the workflow,
// which opens an operator's task. Each step runs inside the trace of the event that caused it.
// Shown by failures.test.ts and process.int.test.ts.
import { activityInfo, heartbeat, log as activityLog } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import type { Clock } from '../clock.ts'
import { crashPoint } from '../crashPoint.ts'
import { withSpan } from '../observe/tracing.ts'
import { meaningOf } from './failures.ts'
import { activityName, CLOSE_TASK, OPEN_TASK, type OperatorTask } from './names.ts'
import type { OperatorTasks } from './operatorTasks.ts'
import type { Activities, StepMeta } from './step.ts'

export type TemporalActivities = Record<string, (...args: never[]) => Promise<unknown>>

/** The log of the worker, as far as steps need it. */
export interface StepLog {
  error(about: object, text: string): void
}

export interface StepRunning {
  readonly log: StepLog
  /** Attempts at a step that fails for no known reason, before an operator is asked. */
  readonly attemptsMax: number
}

/** A beat every 3 s: two may be lost before a worker counts as dead (steps.ts). */
export const stepLimits = { attemptsMax: 5, beatMs: 3_000 } as const

export function temporalActivities(process: string, declared: Activities, running: StepRunning): TemporalActivities {
  const wrapped: TemporalActivities = {}
  for (const [step, perform] of Object.entries(declared)) {
    const run = perform as (meta: StepMeta, ...args: unknown[]) => Promise<unknown>
    const name = activityName(process, step)
    wrapped[name] = (meta: StepMeta, ...args: unknown[]) =>
      withSpan(name, meta.traceparent, () => attempt(name, meta, () => run(meta, ...args), running))
  }
  return wrapped
}

export function taskActivities(tasks: OperatorTasks, clock: Clock): TemporalActivities {
  return {
    [OPEN_TASK]: (task: OperatorTask) => tasks.open(task, clock.now()),
    [CLOSE_TASK]: (id: string) => tasks.close(id, clock.now()),
  }
}

async function attempt(
  name: string,
  meta: StepMeta,
  run: () => Promise<unknown>,
  { log, attemptsMax }: StepRunning,
): Promise<unknown> {
  const beat = setInterval(() => heartbeat(), stepLimits.beatMs)
  try {
    const result = await run()
    crashPoint('activity/after-effect')
    return result
  } catch (error) {
    const meaning = meaningOf(error)
    if (meaning.kind === 'refused') return { refused: meaning.code }
    const { attempt } = activityInfo()
    const about = { err: error, step: name, commandId: meta.commandId, attempt }
    const kind = error instanceof Error ? error.name : typeof error
    if (meaning.kind === 'again') {
      activityLog.debug('a step is tried again', { step: name, attempt })
      throw ApplicationFailure.retryable(`${name}: unreachable or in conflict (${kind})`, 'Unreachable')
    }
    log.error(about, 'a step failed for no known reason')
    if (attempt < attemptsMax) throw ApplicationFailure.retryable(`${name}: ${kind}`, 'Unexpected')
    throw ApplicationFailure.nonRetryable(`${name}: ${kind}`, 'Unexpected')
  } finally {
    clearInterval(beat)
  }
}
