// The machines of a small installation, two of each role, put together as host/host.ts puts them together, over the simulated engines.
// Guarantees: all that decides is the platform's own code; a machine that boots again has nothing but what the engines kept.
import type { Clock } from '../../packages/platform/src/clock.ts'
import { executor } from '../../packages/platform/src/aggregate/execute.ts'
import type { Pending } from '../../packages/platform/src/aggregate/ports.ts'
import { commandLimits } from '../../packages/platform/src/aggregate/limits.ts'
import type { EventContract } from '../../packages/platform/src/aggregate/contract.ts'
import type { ClaimStore } from '../../packages/platform/src/claims/claimStore.ts'
import type { BlockedKeys } from '../../packages/platform/src/consume/blocked.ts'
import { OrderedConsumer, type OrderedHandler } from '../../packages/platform/src/consume/orderedConsumer.ts'
import { projector } from '../../packages/platform/src/consume/projector.ts'
import type { AnyReaction } from '../../packages/platform/src/consume/reaction.ts'
import { reactor } from '../../packages/platform/src/consume/reactor.ts'
import { ownFeed } from '../../packages/platform/src/feed/feed.ts'
import type { Commands } from '../../packages/platform/src/host/commands.ts'
import { processCommands, type HostedAggregate } from '../../packages/platform/src/host/processCommands.ts'
import type { ServiceContext } from '../../packages/platform/src/host/serviceContext.ts'
import { temporalActivities, stepLimits } from '../../packages/platform/src/process/activities.ts'
import { visitActivities, type VisitPlan } from '../../packages/platform/src/process/sample/activities.ts'
import { Starter } from '../../packages/platform/src/process/starter.ts'
import { SweepLoop } from '../../packages/platform/src/process/sweep.ts'
import { Relay } from '../../packages/platform/src/relay/relay.ts'
import { instantOf } from '../../packages/platform/src/clock.ts'
import type { Database } from './database.ts'
import type { Kafka } from './kafka.ts'
import type { Random } from './random.ts'
import { BASE_MS, Machine, Process, type Scheduler } from './scheduler.ts'
import { aggregates, reactions, sums, SUMS, visiting, VISITING } from './story.ts'
import type { Temporal } from './temporal.ts'
import { inAttempt, type ActivityAnswer, type ActivityTask } from './temporalSdk.ts'
import { Away, type Wire } from './wire.ts'

const RELAY_POLL_MS = 2_000 // the real 200 ms would be most of what a seed does
const CATCH_UP_ATTEMPTS = 60
const CATCH_UP_RETRY_MS = 1_000
/** Small, so that a broker that is away for seconds fills them. */
const limits = { ...commandLimits, outboxEntriesMaxHttp: 4, outboxEntriesMaxProcess: 5 }
const isTransient = (error: unknown) => error instanceof Away
const NIGHT_MS = 24 * 3_600_000
const HEADS_PATIENCE_MS = 5_000
const WORKER_LANES = 2
/** A visit is reminded of after half an hour and overdue after an hour and a half. */
const VISIT_PLAN = { dueAt: instantOf(BASE_MS + 90 * 60_000), remindAt: instantOf(BASE_MS + 30 * 60_000) }

export interface Engines {
  readonly scheduler: Scheduler
  readonly random: Random
  readonly database: Database
  readonly kafka: Kafka
  readonly temporal: Temporal
  readonly wire: Wire
  readonly breach: (what: string) => void
}

type Role = 'api' | 'relay' | 'projector' | 'process' | 'worker'
const ROLES: readonly Role[] = ['api', 'relay', 'projector', 'process', 'worker']

export class Installation {
  readonly machines: readonly { readonly machine: Machine; readonly role: Role }[]
  /** By machine and group: an operator's redrive is asked of who runs it. */
  readonly consumers = new Map<Machine, Map<string, OrderedConsumer>>()
  private readonly hosted = new WeakMap<Process, Hosted>()
  private readonly engines: Engines
  private readonly relays = new Map<string, Relay>()
  /** Relays that wait, by machine and source. */
  private readonly idleRelays = new Map<string, { source: string; wake: () => void }>()
  /** Which events each reaction has taken up, whoever ran it. */
  private readonly taken = new Map<string, number>()

  constructor(engines: Engines) {
    this.engines = engines
    this.machines = ROLES.flatMap((role) => [1, 2].map((n) => ({ machine: new Machine(`${role}-${n}`), role })))
  }

  /** Of a role; for crashes, pauses and requests. */
  of(role: Role): Machine[] {
    return this.machines.filter((each) => each.role === role).map(({ machine }) => machine)
  }

  boot(machine: Machine): void {
    const role = this.machines.find((each) => each.machine === machine)?.role
    if (machine.process || !role) return
    const { scheduler, random } = this.engines
    const process = new Process(machine, scheduler.nowMs - random.below(1_000_000))
    machine.process = process
    const hosted = new Hosted(process, this.engines, (source, committed) => this.wakeRelays(source, committed))
    this.hosted.set(process, hosted)
    this.consumers.set(machine, new Map())
    scheduler.note(machine.name, 'boots')
    if (role === 'relay') this.startRelays(process, hosted)
    if (role === 'projector') this.startProjector(process, hosted)
    if (role === 'process') this.startProcesses(process, hosted)
    if (role === 'worker') this.startWorker(process, hosted)
    else void this.compareNightly(process)
  }

  crash(machine: Machine): void {
    const { process } = machine
    if (!process) return
    const { scheduler, kafka, random } = this.engines
    scheduler.kill(process)
    // The broker notices when the session times out.
    scheduler.later(null, random.below(10_000), `kafka misses ${machine.name}`, () => kafka.leave(process))
  }

  /** What a request finds on a machine; null when it is down. */
  hostedOn(machine: Machine): Hosted | null {
    return (machine.process && this.hosted.get(machine.process)) ?? null
  }

  claimStore(process: Process): ClaimStore {
    return this.engines.database.claimStore(process)
  }

  /** Relay and API may be one process: then the relay is offered what was committed. Here it may hear of another's, or not. */
  private wakeRelays(source: string, committed: Pending): void {
    for (const [key, relay] of this.relays)
      if (key.endsWith(` ${source}`) && this.engines.random.chance(0.5)) relay.offer(committed)
    for (const [key, idle] of this.idleRelays) {
      if (idle.source !== source) continue
      this.idleRelays.delete(key)
      idle.wake()
    }
  }

  private startRelays(process: Process, hosted: Hosted): void {
    const { kafka, scheduler, breach } = this.engines
    for (const { store, log, aggregate } of hosted.all()) {
      const relay = new Relay({
        store,
        log,
        producer: kafka.producer(process),
        clock: hosted.clock,
        onStuck: ({ aggregateId, cause }) => {
          scheduler.note(process.name, `relay holds ${aggregateId}: ${cause}`)
          if (cause.startsWith('the log has another')) breach(`${aggregateId}: ${cause}`)
        },
      })
      this.relays.set(`${process.name} ${aggregate.contract.source}`, relay)
      void this.relayLoop(process, relay, aggregate.contract.source)
    }
  }

  private async relayLoop(process: Process, relay: Relay, source: string): Promise<void> {
    const { scheduler } = this.engines
    for (;;) {
      const moved = await relay.round().catch((error: unknown) => {
        scheduler.note(process.name, `no round of ${source}: ${String(error)}`)
        return 0
      })
      if (moved > 0) continue
      await new Promise<void>((resolve) => {
        scheduler.later(process, RELAY_POLL_MS, `polls ${source}`, resolve)
        const wake = () => scheduler.later(process, 0, `is woken for ${source}`, resolve)
        this.idleRelays.set(`${process.name} ${source}`, { source, wake })
      })
    }
  }

  private startProjector(process: Process, hosted: Hosted): void {
    const handler = projector(sums, this.engines.database.rowStore(process, SUMS), SUMS)
    this.consume(process, hosted, sums.from, handler)
  }

  private startProcesses(process: Process, hosted: Hosted): void {
    const { database, temporal, scheduler, breach } = this.engines
    for (const { group, reaction } of reactions) {
      const watched = this.watched(reaction, group)
      this.consume(
        process,
        hosted,
        reaction.from,
        reactor(watched, database.positionStore(process, group), hosted.commands, { group, isTransient }),
      )
    }
    const { feed, store } = hosted.of(visiting.from.source)
    const workflows = temporal.client(process)
    const positions = database.positionStore(process, VISITING)
    const statesOf = async (ids: readonly string[]) =>
      new Map((await store.loadMany(ids)).map(({ id, state }) => [id, state] as const))
    const starter = new Starter({ service: 'sample', process: visiting, workflows, positions, feed, statesOf })
    const onStuck = (id: string, cause: string) => breach(`the round of ${id} cannot be started: ${cause}`)
    const onError = (error: unknown) => scheduler.note(process.name, `sweep: ${String(error)}`)
    const { clock } = hosted
    const sweep = new SweepLoop({
      process: visiting,
      starter,
      workflows,
      feed,
      clock,
      prepare: async () => undefined,
      onStuck,
      onError,
    })
    this.consume(process, hosted, visiting.from, starter, () => sweep.start())
  }

  /** Events of a key are taken up one after the other, whatever process, crash or repetition; a skipped one is a breach. */
  private watched(reaction: AnyReaction, group: string): AnyReaction {
    return {
      ...reaction,
      handle: async (event, envelope, commands) => {
        const key = `${group} ${envelope.aggregateId}`
        const before =
          this.taken.get(key) ??
          (await this.engines.database.positionsOf(group).sequences([envelope.aggregateId])).get(envelope.aggregateId) ??
          0
        if (envelope.sequence > before + 1) this.engines.breach(`${group} took ${envelope.id} up when it was at ${before}`)
        this.taken.set(key, Math.max(before, envelope.sequence))
        await reaction.handle(event, envelope, commands)
      },
    }
  }

  private startWorker(process: Process, hosted: Hosted): void {
    const { temporal, breach } = this.engines
    const outside: VisitPlan = { due: VISIT_PLAN, broken: false, ran: [] }
    const context = { commands: hosted.commands, outside } as unknown as ServiceContext<VisitPlan>
    const running = {
      log: { error: (about: object) => breach(`a step failed: ${String((about as { err?: unknown }).err)}`) },
      attemptsMax: stepLimits.attemptsMax,
    }
    const activities = temporalActivities(visiting.name, visitActivities(context), running) as Record<
      string,
      (...args: readonly unknown[]) => Promise<unknown>
    >
    const perform = async ({ name, args, attempt }: ActivityTask): Promise<ActivityAnswer> => {
      const activity = activities[name]
      if (!activity) return { result: breach(`an operator was asked for: ${JSON.stringify(args)}`) }
      try {
        return { result: await inAttempt(attempt, () => activity(...args)) }
      } catch (error) {
        return { error, retryable: (error as { nonRetryable?: boolean }).nonRetryable !== true }
      }
    }
    for (let lane = 0; lane < WORKER_LANES; lane += 1) void temporal.work(process, perform)
  }

  /** As host/consumers.ts does once a night. */
  private async compareNightly(process: Process): Promise<void> {
    const { scheduler } = this.engines
    for (;;) {
      await scheduler.sleep(process, NIGHT_MS, 'compares heads')
      for (const [group, consumer] of this.consumers.get(process.machine) ?? [])
        await consumer
          .compareHeads({ patienceMs: HEADS_PATIENCE_MS })
          .then(({ applied }) => scheduler.note(process.name, `${group} had missed ${applied} events`))
          .catch((error: unknown) => scheduler.note(process.name, `${group} cannot compare: ${String(error)}`))
    }
  }

  private consume(process: Process, hosted: Hosted, contract: EventContract, handler: OrderedHandler, then?: () => void): void {
    const { kafka, scheduler } = this.engines
    const consumer = new OrderedConsumer({
      contract,
      handler,
      feed: hosted.of(contract.source).feed,
      blocked: hosted.blocked,
      clock: hosted.clock,
      onBlocked: (key, cause) => scheduler.note(process.name, `${handler.group} blocks ${key}: ${cause}`),
      onStranger: () => undefined,
    })
    this.consumers.get(process.machine)?.set(handler.group, consumer)
    void this.caughtUp(process, consumer, handler.group).then((isCaughtUp) => {
      if (!isCaughtUp) return this.restart(process.machine)
      kafka.join(process, handler.group, contract.source, (batch) => consumer.onBatch(batch))
      then?.()
      return undefined
    })
  }

  private async caughtUp(process: Process, consumer: OrderedConsumer, group: string): Promise<boolean> {
    const { scheduler } = this.engines
    for (let attempt = 1; attempt <= CATCH_UP_ATTEMPTS; attempt += 1) {
      try {
        await consumer.catchUp()
        return true
      } catch (error) {
        scheduler.note(process.name, `${group} cannot catch up: ${String(error)}`)
        await scheduler.sleep(process, CATCH_UP_RETRY_MS)
      }
    }
    return false
  }

  /** As whoever spawned a process starts it anew. */
  private restart(machine: Machine): void {
    this.crash(machine)
    this.engines.scheduler.later(null, 1_000, `${machine.name} is started again`, () => this.boot(machine))
  }
}

/** One process's own way to everything: what Runtime is on real engines. */
export class Hosted {
  readonly clock: Clock
  readonly commands: Commands
  readonly process: Process
  readonly blocked: BlockedKeys
  private readonly bySource: ReadonlyMap<string, HostedAggregate>

  constructor(process: Process, { scheduler, random, database }: Engines, wake: (source: string, committed: Pending) => void) {
    this.process = process
    this.clock = scheduler.clockOf(process)
    this.blocked = database.blockedKeys(process)
    const { clock } = this
    const hosted = aggregates.map((aggregate): HostedAggregate => {
      const { source } = aggregate.contract
      const store = database.store(process, source)
      const log = database.log(process, source)
      const execute = executor(aggregate, {
        store,
        log,
        clock,
        limits,
        wake: (committed) => wake(source, committed),
        random: () => random.next(),
      })
      return { aggregate, store, log, feed: ownFeed(store, log), execute }
    })
    this.bySource = new Map(hosted.map((each) => [each.aggregate.contract.source, each]))
    this.commands = processCommands((source) => this.of(source), clock)
  }

  all(): HostedAggregate[] {
    return [...this.bySource.values()]
  }

  of(source: string): HostedAggregate {
    const found = this.bySource.get(source)
    if (!found) throw new Error(`no aggregate ${source}`)
    return found
  }
}
