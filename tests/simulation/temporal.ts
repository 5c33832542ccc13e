// A Temporal server with its workflows' code inside it: the platform's real inbox and steps run on temporalSdk.ts, which asks here.
// Guarantees: a signal or a start takes effect at once or not at all; an activity that no worker answers for is given out again.
// Does not: replay. The histories of real workflows are replayed in the services' own tests; here a workflow outlives its worker.
import type { Begin, Workflows } from '../../packages/platform/src/process/workflows.ts'
import type { Signalled } from '../../packages/platform/src/process/inboxState.ts'
import { SIGNALS } from '../../packages/platform/src/process/names.ts'
import type { Process, Scheduler } from './scheduler.ts'
import { ContinuedAsNew, inRun, type ActivityAnswer, type ActivityTask, type Run } from './temporalSdk.ts'
import type { Wire } from './wire.ts'

/** How long the server waits for a worker that beats no more (steps.ts). */
const HEARTBEAT_TIMEOUT_MS = 10_000
const POLL_AGAIN_MS = 200
/** Events of a history after which a workflow is asked to go on in a new run; a real one has 51,200. */
const HISTORY_EVENTS_SUGGESTED = 12

type Workflow = (input: never) => Promise<unknown>

export class Temporal {
  /** The latest run by workflow id. */
  readonly runs = new Map<string, Run>()
  /** How often each workflow was begun anew, not counting new runs of the same. */
  readonly begun = new Map<string, number>()
  private readonly workflows: Readonly<Record<string, Workflow>>
  private readonly scheduler: Scheduler
  private readonly wire: Wire
  private readonly breach: (what: string) => void
  private queue: ActivityTask[] = []
  private waiting: (() => void)[] = []
  private wipes = 0
  /** Something happened to a workflow since all conditions were looked at. */
  private stirred = false

  constructor(workflows: Readonly<Record<string, Workflow>>, scheduler: Scheduler, wire: Wire, breach: (what: string) => void) {
    this.workflows = workflows
    this.scheduler = scheduler
    this.wire = wire
    this.breach = breach
    scheduler.onRest = () => this.letGoOn()
  }

  client(from: Process): Workflows {
    const call = <Result>(what: string, effect: () => Promise<Result>, reads = false) =>
      this.wire.call(from, { engine: 'temporal', what, effect, reads })
    return {
      begin: (begin) => call(`begin ${begin.workflowId} ${told(begin.events)}`, async () => this.begin(begin)),
      tell: (id, events) => call(`tell ${id} ${told(events)}`, async () => this.signal(id, SIGNALS.events, [events])),
      isRunning: (id) => call(`does ${id} run?`, async () => this.isRunning(id), true),
      running: () => call('what runs?', async () => [...this.runs.keys()].filter((id) => this.isRunning(id)), true),
      identity: () => call('which Temporal?', async () => `temporal ${this.wipes}`, true),
      resume: (id) => call(`resume ${id}`, async () => this.signal(id, SIGNALS.resume, [])),
    }
  }

  /** A worker: takes activities and answers them, one lane of it. */
  async work(worker: Process, perform: (task: ActivityTask) => Promise<ActivityAnswer>): Promise<void> {
    for (;;) {
      const task = await this.wire
        .call(worker, { engine: 'temporal', what: 'takes a step', effect: async () => this.take() })
        .catch(() => undefined)
      if (!task && this.queue.length > 0) {
        await this.scheduler.sleep(worker, POLL_AGAIN_MS, 'polls again') // it came while the empty answer was on its way
        continue
      }
      if (!task) {
        await new Promise<void>((resolve) => this.waiting.push(() => this.scheduler.later(worker, 0, 'polls', resolve)))
        continue
      }
      const answer = await perform(task)
      const effect = async () => this.answered(task, answer)
      await this.wire.call(worker, { engine: 'temporal', what: `answers ${task.name}`, effect }).catch(() => undefined)
    }
  }

  isRunning(id: string): boolean {
    const run = this.runs.get(id)
    return run !== undefined && !run.ended
  }

  /** Everything is lost, as with a new disk. */
  wipe(): void {
    for (const run of this.runs.values()) run.ended = true
    this.runs.clear()
    this.queue = []
    this.wipes += 1
  }

  wakeAll(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const wake of waiting) wake()
  }

  private begin(begin: Begin): 'running' | 'ended' {
    const { workflowId, events, again } = begin
    if (!this.isRunning(workflowId)) {
      if (this.runs.has(workflowId) && !again) return 'ended'
      this.begun.set(workflowId, (this.begun.get(workflowId) ?? 0) + 1)
      this.start(workflowId, begin.type, begin.input)
    }
    this.signal(workflowId, SIGNALS.events, [events])
    return 'running'
  }

  private start(workflowId: string, type: string, input: unknown): void {
    const workflow = this.workflows[type]
    if (!workflow) throw new Error(`no workflow ${type}`)
    const run: Run = {
      workflowId,
      ended: false,
      handlers: new Map(),
      waits: new Set(),
      historyEvents: 0,
      suggestsNew: () => run.historyEvents >= HISTORY_EVENTS_SUGGESTED,
      timer: (ms, fire) =>
        this.scheduler.later(null, ms, `timer of ${workflowId}`, () => {
          if (run.ended) return
          fire()
          this.stirred = true
        }),
      schedule: (task) => this.enqueue(task),
    }
    this.runs.set(workflowId, run)
    const ended = (how: string) => {
      run.ended = true
      this.scheduler.note('temporal', `${workflowId} ${how}`)
    }
    inRun(run, () => workflow(input as never)).then(
      () => ended('is done'),
      (error: unknown) => {
        if (run.ended) return
        ended(error instanceof ContinuedAsNew ? 'goes on in a new run' : 'failed')
        if (error instanceof ContinuedAsNew) this.start(workflowId, type, error.input)
        else this.breach(`workflow ${workflowId} failed: ${error instanceof Error ? error.stack : String(error)}`)
      },
    )
  }

  private signal(workflowId: string, name: string, args: readonly unknown[]): boolean {
    const run = this.runs.get(workflowId)
    if (!run || run.ended) return false
    run.historyEvents += 1
    this.stirred = true
    inRun(run, () => run.handlers.get(name)?.(...args))
    return true
  }

  /** Conditions that hold by now let their workflows go on. */
  private letGoOn(): boolean {
    if (!this.stirred) return false
    this.stirred = false
    for (const run of this.runs.values()) {
      if (run.ended) continue
      for (const wait of run.waits) {
        if (!inRun(run, wait.ready)) continue
        run.waits.delete(wait)
        wait.resolve(true)
        this.stirred = true
      }
    }
    return this.stirred
  }

  private enqueue(task: ActivityTask): void {
    task.run.historyEvents += 1
    this.queue.push(task)
    this.wakeAll()
  }

  private take(): ActivityTask | undefined {
    const task = this.queue.shift()
    if (!task) return undefined
    if (task.run.ended || task.done()) return this.take()
    const attempt = task.attempt
    this.scheduler.later(null, HEARTBEAT_TIMEOUT_MS, `no beat for ${task.name}`, () => {
      if (task.attempt === attempt) this.again(task, 0)
    })
    return { ...task, attempt }
  }

  private answered(taken: ActivityTask, answer: ActivityAnswer): void {
    const task = taken.original
    if (task.run.ended || task.done() || task.attempt !== taken.attempt) return
    this.stirred = true
    if ('result' in answer) task.complete(answer.result)
    else if (!answer.retryable) task.fail(answer.error)
    else this.again(task, Math.min(1_000 * 2 ** (task.attempt - 1), 600_000))
  }

  private again(task: ActivityTask, ms: number): void {
    if (task.run.ended || task.done()) return
    task.attempt += 1
    this.scheduler.later(null, ms, `${task.name} is due again`, () => {
      if (!task.run.ended && !task.done()) this.enqueue(task)
    })
  }
}

const told = (events: readonly Signalled[]) => events.map(({ sequence }) => sequence).join(' ')
