// Virtual time, and who goes on next: one step at a time, chosen by the seed among all that could happen now.
// Guarantees: the same seed gives the same steps; a crashed machine's code never goes on; a paused one's goes on later.
// Does not guarantee: that every order is tried; a seed is one random walk through them.
import { instantOf, type Clock } from '../../packages/platform/src/clock.ts'
import type { Random } from './random.ts'

/** The simulated day: the examples of microcredit are told in March 2025. */
export const BASE_MS = Date.parse('2025-03-10T03:00:00.000Z')
const STEP_MS_MAX = 3

/** Where processes of the installation run, one after another. */
export class Machine {
  readonly name: string
  pausedUntil = 0
  skewMs = 0
  /** Null while it is down. */
  process: Process | null = null

  constructor(name: string) {
    this.name = name
  }
}

/** One run of a machine's program. A crash ends it, and nothing of its memory is left to the next. */
export class Process {
  readonly machine: Machine
  readonly bootedAt: number
  dead = false

  constructor(machine: Machine, bootedAt: number) {
    this.machine = machine
    this.bootedAt = bootedAt
  }

  get name(): string {
    return this.machine.name
  }
}

interface Task {
  readonly at: number
  /** Whose code goes on; null for an engine or the network. */
  readonly owner: Process | null
  /** Whose request this is, while it is on the wire. */
  readonly sender: Process | null
  readonly what: string
  /** Answers a remark for the trace. */
  readonly run: () => string | void
}

export interface Step {
  readonly at: number
  readonly who: string
  readonly what: string
  readonly remark: string
}

const drained = () => new Promise<void>((resolve) => setImmediate(resolve))

export class Scheduler {
  nowMs = 0
  steps = 0
  readonly trace: Step[] = []
  /** Called when all code has come to rest; true when it made some go on. */
  onRest: () => boolean = () => false
  private tasks: Task[] = []
  private readonly random: Random

  constructor(random: Random) {
    this.random = random
  }

  /** After so many virtual milliseconds, or whenever the seed gets to it; never when its owner is dead. */
  later(owner: Process | null, ms: number, what: string, run: () => string | void, sender: Process | null = null): void {
    if (!owner?.dead) this.tasks.push({ at: this.nowMs + ms, owner, sender, what, run })
  }

  sleep(owner: Process | null, ms: number, what = 'wakes up'): Promise<void> {
    return new Promise((resolve) => this.later(owner, Math.max(ms, 0), what, resolve))
  }

  note(who: string, what: string, remark = ''): void {
    this.trace.push({ at: this.nowMs, who, what, remark })
  }

  /** Its code is gone; of its requests on the wire, each may still arrive. */
  kill(process: Process): void {
    process.dead = true
    process.machine.process = null
    process.machine.pausedUntil = 0
    this.tasks = this.tasks.filter((task) => task.owner !== process && (task.sender !== process || this.random.chance(0.5)))
  }

  /** A clock that starts anywhere, as a machine's monotonic clock does, and shows the time a little wrong. */
  clockOf(process: Process): Clock {
    return {
      now: () => BASE_MS + Math.floor(this.nowMs) + process.machine.skewMs,
      monotonic: () => this.nowMs - process.bootedAt,
      sleep: (ms) => this.sleep(process, ms),
    }
  }

  /** Takes steps until `done`; throws when so many were not enough. */
  async run(done: () => boolean, stepsMax: number): Promise<void> {
    await this.rest()
    for (let taken = 0; !done(); taken += 1) {
      if (taken === stepsMax) throw new Error(`no rest after ${stepsMax} steps, at ${instantOf(BASE_MS + this.nowMs)}`)
      if (!(await this.step())) return
    }
  }

  /** Time goes on by so much at once, as for a machine that slept. */
  skip(ms: number): void {
    this.nowMs += ms
  }

  private async step(): Promise<boolean> {
    const task = this.next()
    if (!task) return false
    this.steps += 1
    const place = this.trace.length
    const remark = task.run()
    const who = (task.owner ?? task.sender)?.name ?? ''
    this.trace.splice(place, 0, { at: this.nowMs, who, what: task.what, remark: remark ?? '' })
    await this.rest()
    return true
  }

  private async rest(): Promise<void> {
    do await drained()
    while (this.onRest())
  }

  private next(): Task | undefined {
    if (this.tasks.length === 0) return undefined
    this.nowMs += this.random.below(STEP_MS_MAX)
    const due: number[] = []
    let soonest = Infinity
    // By index: this loop is a tenth of all that the simulation does.
    for (let index = 0; index < this.tasks.length; index += 1) {
      const { at, owner } = this.tasks[index] as Task
      const from = owner !== null && owner.machine.pausedUntil > at ? owner.machine.pausedUntil : at
      if (from <= this.nowMs) due.push(index)
      else if (from < soonest) soonest = from
    }
    if (due.length === 0) {
      this.nowMs = soonest
      return this.next()
    }
    const index = due[this.random.below(due.length)] as number
    const task = this.tasks[index] as Task
    const last = this.tasks.pop() as Task
    if (index < this.tasks.length) this.tasks[index] = last
    return task
  }
}
