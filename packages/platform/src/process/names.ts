// Names that workflow, starter and worker must agree on. They stand in histories: they never change.

export const SIGNALS = { events: 'events', resume: 'resume', renew: 'renew' } as const
export const OPEN_TASK = 'simpul.openOperatorTask'
export const CLOSE_TASK = 'simpul.closeOperatorTask'

/** A service's worker holds the activities of all its processes. */
export const activityName = (process: string, step: string) => `${process}.${step}`

/** What a workflow tells the operators: where the procedure stands still. No message of the error: it may name a person. */
export interface OperatorTask {
  /** The command id of the step, so a task that is opened again is the same one. */
  readonly id: string
  readonly process: string
  readonly aggregateId: string
  readonly round: number
  readonly step: string
  /** Kind of error; its message and stack are in the log of the worker, under this id. */
  readonly problem: string
}
