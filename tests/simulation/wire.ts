// The network between a process and an engine: every call of a port is a request that is answered some steps later, or not as expected.
// Guarantees: an effect happens in one step, or in part when the engine has no way to do it at once; after a fault the caller has an error
// and the effect is done, undone, done in part, or done later. Does not: corrupt what it carries.
import { CALL_FAULTS, type CallFault, type Plan } from './plan.ts'
import type { Random } from './random.ts'
import type { Process, Scheduler } from './scheduler.ts'

export type EngineName = 'database' | 'kafka' | 'temporal'

/** Named as the driver names it, so that the platform's own judgement of errors is tried too. */
export class Away extends Error {
  override readonly name = 'MongoNetworkError'
}

export interface Call<Result> {
  readonly engine: EngineName
  readonly what: string
  readonly effect: () => Promise<Result>
  /** A read has no effect that could be lost. */
  readonly reads?: boolean
  /** Part of the effect, for a write of many documents. */
  readonly part?: () => Promise<unknown>
  /** An effect that may come long after its error would break what the engine itself forbids. */
  readonly neverLate?: boolean
}

const LATENCY_MS_MAX = 8
const LATE_MS_MAX = 4_000
const SLOW_MS_MAX = 8_000
/** A machine that crashes at every tenth call would do no work to be disturbed. */
const SHARE_OF_MACHINE_FAULTS = 0.1

export class Wire {
  /** Virtual instants until which an engine answers nobody. */
  readonly awayUntil: Record<EngineName, number> = { database: 0, kafka: 0, temporal: 0 }
  healed = false
  lastWriteAt = 0
  /** What a crash or a standstill of a process means is the installation's business. */
  onCrash: (process: Process) => void = () => undefined
  onStall: (process: Process) => void = () => undefined
  onSlow: (process: Process) => void = () => undefined
  readonly met = new Map<string, number>()
  private readonly scheduler: Scheduler
  private readonly random: Random
  private readonly share: number
  private readonly kinds: readonly CallFault[]

  constructor(scheduler: Scheduler, random: Random, { callFaultShare, kinds }: Plan) {
    this.scheduler = scheduler
    this.random = random
    this.share = callFaultShare
    this.kinds = CALL_FAULTS.filter((kind) => kinds.includes(kind))
  }

  call<Result>(from: Process, call: Call<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (from.dead) return
      const arrive = (): string | void => {
        if (this.isHeldUp(call, arrive, from)) return 'is held up on the way'
        const { outcome, remark } = this.arrive(call, from)
        this.scheduler.later(from, this.latency(), `← ${call.what}`, () => {
          if (outcome) outcome.then(resolve, reject)
          else reject(new Away(`${call.engine} does not answer`))
          return remark
        })
        this.befall(from)
        return remark
      }
      this.scheduler.later(null, this.latency(), call.what, arrive, from)
    })
  }

  /** For the report: a fault that no seed meets is no fault. */
  count(fault: string): void {
    this.met.set(fault, (this.met.get(fault) ?? 0) + 1)
  }

  private arrive<Result>(call: Call<Result>, from: Process): { outcome: Promise<Result> | null; remark: string } {
    if (this.awayUntil[call.engine] > this.scheduler.nowMs) return { outcome: null, remark: `${call.engine} is away` }
    if (!call.reads) this.lastWriteAt = this.scheduler.nowMs
    const fault = this.fault(call)
    if (fault === null) {
      const outcome = call.effect()
      outcome.catch(() => undefined) // nobody hears it when its machine crashes first
      return { outcome, remark: '' }
    }
    this.count(fault)
    if (fault === 'lostAnswer') void call.effect().catch(() => undefined)
    if (fault === 'inPart') void call.part?.().catch(() => undefined)
    if (fault === 'late') this.lateEffect(call, from)
    return { outcome: null, remark: REMARKS[fault] ?? '' }
  }

  private fault({ reads, part, neverLate }: Call<unknown>): CallFault | null {
    const fault = this.drawn(['refused', 'lostAnswer', 'inPart', 'late'])
    if (fault === null || reads) return fault === null ? null : 'refused'
    if ((fault === 'inPart' && !part) || (fault === 'late' && neverLate)) return 'lostAnswer'
    return fault
  }

  /** A request that reaches the engine seconds after it was sent, or behind one that was sent later. */
  private isHeldUp(call: Call<unknown>, arrive: () => string | void, from: Process): boolean {
    if (this.drawn(['slow']) === null) return false
    this.count('slow')
    this.onSlow(from)
    this.scheduler.later(null, this.random.below(SLOW_MS_MAX), `at last: ${call.what}`, arrive, from)
    return true
  }

  /** Between a durable step and the next: its process dies, or stands still, before it hears the answer. */
  private befall(from: Process): void {
    const fault = this.drawn(['callerCrashes', 'callerStalls'])
    if (fault === null || !this.random.chance(SHARE_OF_MACHINE_FAULTS)) return
    this.count(fault)
    if (fault === 'callerCrashes') this.onCrash(from)
    else this.onStall(from)
  }

  private drawn(kinds: readonly CallFault[]): CallFault | null {
    const possible = this.kinds.filter((kind) => kinds.includes(kind))
    if (this.healed || possible.length === 0 || !this.random.chance(this.share)) return null
    return this.random.pick(possible)
  }

  /** The engine was slow: the caller has given up, the effect comes yet. */
  private lateEffect(call: Call<unknown>, from: Process): void {
    const effect = () => {
      if (this.awayUntil[call.engine] > this.scheduler.nowMs) return 'never'
      void call.effect().catch(() => undefined)
      return 'late'
    }
    this.scheduler.later(null, this.random.below(LATE_MS_MAX), call.what, effect, from)
  }

  private latency(): number {
    return this.random.below(LATENCY_MS_MAX)
  }
}

const REMARKS: Partial<Record<CallFault, string>> = {
  refused: 'fails, nothing done',
  lostAnswer: 'done, but the answer is lost',
  inPart: 'fails, done in part',
  late: 'fails, and is done later',
}
