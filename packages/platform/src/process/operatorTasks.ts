// Steps of procedures that stand still until somebody mends what is wrong. Implementations: memory and mongoOperatorTasks.ts.
// Guarantees: one open task a step, however often it fails; a task that is done stays as a record.
import type { OperatorTask } from './names.ts'

export interface StoredTask extends OperatorTask {
  /** Milliseconds since 1970. */
  readonly openedAt: number
  readonly closedAt: number | null
}

export interface OperatorTasks {
  /** Keeps when it was first opened; a closed one is opened again. */
  open(task: OperatorTask, at: number): Promise<void>
  close(id: string, at: number): Promise<void>
  /** Oldest first. */
  openOnes(limit: number): Promise<StoredTask[]>
  countOpen(): Promise<number>
  /** Null when it is closed, or never was. */
  openOne(id: string): Promise<StoredTask | null>
}

export class MemoryOperatorTasks implements OperatorTasks {
  readonly tasks = new Map<string, StoredTask>()

  async open(task: OperatorTask, at: number): Promise<void> {
    this.tasks.set(task.id, { ...task, openedAt: this.tasks.get(task.id)?.openedAt ?? at, closedAt: null })
  }

  async close(id: string, at: number): Promise<void> {
    const task = this.tasks.get(id)
    if (task) this.tasks.set(id, { ...task, closedAt: task.closedAt ?? at })
  }

  async openOnes(limit: number): Promise<StoredTask[]> {
    const open = [...this.tasks.values()].filter(({ closedAt }) => closedAt === null)
    return open.toSorted((a, b) => a.openedAt - b.openedAt).slice(0, limit)
  }

  async countOpen(): Promise<number> {
    return [...this.tasks.values()].filter(({ closedAt }) => closedAt === null).length
  }

  async openOne(id: string): Promise<StoredTask | null> {
    const task = this.tasks.get(id)
    return task?.closedAt === null ? task : null
  }
}
