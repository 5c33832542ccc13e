// Workflows that only remember what they were told: for tests of the starter and for the simulation.
// Guarantees: begins, tells and ends as Temporal does (workflows.contract.ts, run by starter.test.ts). Does not: run a procedure.
import type { Signalled } from './inboxState.ts'
import type { Begin, Workflows } from './workflows.ts'

export interface MemoryRun {
  readonly begin: Begin
  readonly told: Signalled[]
  running: boolean
}

export class MemoryWorkflows implements Workflows {
  /** The latest run by workflow id. */
  readonly runs = new Map<string, MemoryRun>()
  private wipes = 0

  async begin(begin: Begin): Promise<'running' | 'ended'> {
    const run = this.runs.get(begin.workflowId)
    if (run?.running) run.told.push(...begin.events)
    else if (run && !begin.again) return 'ended'
    else this.runs.set(begin.workflowId, { begin, told: [...begin.events], running: true })
    return 'running'
  }

  async tell(workflowId: string, events: readonly Signalled[]): Promise<boolean> {
    const run = this.runs.get(workflowId)
    if (!run?.running) return false
    run.told.push(...events)
    return true
  }

  async isRunning(workflowId: string): Promise<boolean> {
    return this.runs.get(workflowId)?.running ?? false
  }

  async running(type: string, taskQueue: string): Promise<string[]> {
    const ours = [...this.runs].filter(
      ([, { begin, running }]) => running && begin.type === type && begin.taskQueue === taskQueue,
    )
    return ours.map(([id]) => id)
  }

  async resume(workflowId: string): Promise<boolean> {
    return this.isRunning(workflowId)
  }

  async identity(): Promise<string | null> {
    return `memory ${this.wipes}`
  }

  /** Everything is lost, as with a new disk. */
  wipe(): void {
    this.runs.clear()
    this.wipes += 1
  }

  end(workflowId: string): void {
    const run = this.runs.get(workflowId)
    if (run) run.running = false
  }
}
