// What the starter needs of Temporal. Implementations: temporalWorkflows.ts and, for tests and simulation, memoryWorkflows.ts;
// workflows.contract.ts holds both.
// Guarantees: a call either had its effect or throws; all may be repeated. Whatever is thrown and not PayloadRefused may be tried again.
import type { ProcessInput } from './inbox.ts'
import type { Signalled } from './inboxState.ts'

export interface Begin {
  readonly workflowId: string
  /** The exported function. */
  readonly type: string
  /** The service's name: its worker serves all its processes. */
  readonly taskQueue: string
  readonly input: ProcessInput
  /** Handed over in the same call. */
  readonly events: readonly Signalled[]
  /** Start it although it has ended before: the caller knows that its round is still open. */
  readonly again: boolean
}

export interface Workflows {
  /** Starts it unless it runs; the events reach it either way. `ended`: it ran before, and `again` is false. */
  begin(begin: Begin): Promise<'running' | 'ended'>
  /** False when nothing runs under this id. */
  tell(workflowId: string, events: readonly Signalled[]): Promise<boolean>
  isRunning(workflowId: string): Promise<boolean>
  /** Ids of all that run of this type in this task queue, as far as Temporal has noted by now. */
  running(type: string, taskQueue: string): Promise<string[]>
  /** Which Temporal this is: another text after it has lost everything. Null when it is too new to have one. */
  identity(): Promise<string | null>
  /** An operator's "go on". False when nothing runs under this id. */
  resume(workflowId: string): Promise<boolean>
}

/** Temporal will never take this, however often it is asked. */
export class PayloadRefused extends Error {
  override readonly name = 'PayloadRefused'
}
