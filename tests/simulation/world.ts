// One seed from beginning to end: the story under faults, then healed, then quiet, then judged.
// Guarantees: the same plan gives the same trace; nothing real is waited for. A breach ends the seed where it is seen.
import { instantOf } from '../../packages/platform/src/clock.ts'
import { visiting as visitingWorkflow } from '../../packages/platform/src/process/sample/workflow.ts'
import { Clients } from './clients.ts'
import { Database } from './database.ts'
import { Installation, type Engines } from './installation.ts'
import { breaches, strayHolds } from './invariants.ts'
import { Kafka } from './kafka.ts'
import { Nemesis } from './nemesis.ts'
import { Operators } from './operators.ts'
import type { Plan } from './plan.ts'
import { Random } from './random.ts'
import { BASE_MS, Scheduler, type Step } from './scheduler.ts'
import { aggregates, begin } from './story.ts'
import { Temporal } from './temporal.ts'
import { Wire } from './wire.ts'

const STEPS_MAX = 60_000
const HOUR_MS = 3_600_000

export interface Outcome {
  readonly plan: Plan
  readonly breaches: readonly string[]
  readonly trace: readonly Step[]
  readonly steps: number
  readonly virtualMs: number
  /** How often each fault was met. */
  readonly met: ReadonlyMap<string, number>
}

export async function simulate(plan: Plan): Promise<Outcome> {
  const scheduler = new Scheduler(new Random(plan.seed, `order ${plan.shuffle}`))
  const restore = virtualTime(scheduler)
  const seen: string[] = []
  const breach = (what: string) => {
    if (!seen.includes(what)) seen.push(what)
    scheduler.note('', `BREACH: ${what}`)
  }
  const random = new Random(plan.seed, `faults ${plan.shuffle}`)
  const wire = new Wire(scheduler, random, plan)
  const database = new Database(aggregates, wire, random, breach)
  const kafka = new Kafka(scheduler, wire, random)
  const temporal = new Temporal({ visiting: visitingWorkflow }, scheduler, wire, breach)
  const engines: Engines = { scheduler, random, database, kafka, temporal, wire, breach }
  const installation = new Installation(engines)
  const nemesis = new Nemesis(engines, wire, installation)
  const operators = new Operators(engines, installation, nemesis.poisoned)
  const clients = new Clients(scheduler, new Random(plan.seed, 'clients'), installation, breach)
  try {
    await begin(database, plan.places)
    for (const { machine } of installation.machines) installation.boot(machine)
    for (let n = 1; n <= plan.clients; n += 1) clients.start(`client-${n}`, plan.commandsEach)
    nemesis.plan(plan)
    const until = async (done: () => boolean) => scheduler.run(() => seen.length > 0 || done(), STEPS_MAX)
    await until(() => nemesis.toCome === 0 && (clients.working === 0 || scheduler.nowMs > 20_000))
    nemesis.heal()
    operators.start()
    await until(() => clients.working === 0)
    for (const passes of [0, HOUR_MS, HOUR_MS, 24 * HOUR_MS]) {
      scheduler.skip(passes)
      const since = scheduler.nowMs
      await until(() => operators.isQuiet(since))
      if (passes === 0 && seen.length === 0) seen.push(...(await strayHolds(database)))
    }
    if (seen.length === 0) seen.push(...(await breaches(database, clients, temporal)))
  } catch (error) {
    seen.push(error instanceof Error ? `${error.stack}${operators.whyNot()}` : String(error))
  } finally {
    restore()
  }
  return { plan, breaches: seen, trace: scheduler.trace, steps: scheduler.steps, virtualMs: scheduler.nowMs, met: wire.met }
}

/** Temporal gives workflows its own clock as Date.now; the beats of activities have no one to hear them here. */
function virtualTime(scheduler: Scheduler): () => void {
  const { now } = Date
  const { setInterval: interval } = globalThis
  Date.now = () => BASE_MS + Math.floor(scheduler.nowMs)
  globalThis.setInterval = (() => undefined) as never
  return () => {
    Date.now = now
    globalThis.setInterval = interval
  }
}

/** The interleaving as a person reads it. */
export function told(trace: readonly Step[]): string {
  return trace
    .map(({ at, who, what, remark }) => {
      const time = instantOf(BASE_MS + Math.floor(at))
        .slice(8, 23)
        .replace('T', ' ')
      return `${time}  ${who.padEnd(11)}  ${what}${remark ? `  [${remark}]` : ''}`
    })
    .join('\n')
}
