// One service inside one process: its aggregates ready for commands, its rows for queries, its own feed.
// Guarantees: the database passed the boot probe before anything is accepted; collections and indexes exist.
import type { Connection } from 'mongoose'
import { nameOf, type AnyAggregate } from '../aggregate/aggregate.ts'
import { executor, type Execute } from '../aggregate/execute.ts'
import type { AggregateStore, EventLog } from '../aggregate/ports.ts'
import type { Clock } from '../clock.ts'
import { ownFeed, type Feed } from '../feed/feed.ts'
import { dbOf } from '../mongo/driver.ts'
import { MongoLog, MongoStore } from '../mongo/mongoStore.ts'
import { probeAtomicity } from '../mongo/probe.ts'
import { traceparentOf } from '../observe/tracing.ts'
import type { Commands } from './commands.ts'

const PROCESS_DEADLINE_MS = 10_000 // a process tries again for days; one attempt need not hold its caller longer

export interface HostedAggregate {
  readonly aggregate: AnyAggregate
  readonly store: AggregateStore
  readonly log: EventLog
  readonly feed: Feed
  // oxlint-disable-next-line typescript/no-explicit-any -- the types of state and command were checked where the aggregate was declared
  readonly execute: Execute<any, any>
}

export interface RuntimeOptions {
  readonly aggregates: readonly AnyAggregate[]
  readonly db: Connection
  readonly clock: Clock
  /** The relay of this process, if it runs one. */
  wake(): void
}

export class Runtime {
  private readonly bySource: ReadonlyMap<string, HostedAggregate>

  private constructor(bySource: ReadonlyMap<string, HostedAggregate>) {
    this.bySource = bySource
  }

  static async open({ aggregates, db, clock, wake }: RuntimeOptions): Promise<Runtime> {
    await probeAtomicity(dbOf(db))
    const bySource = new Map<string, HostedAggregate>()
    for (const aggregate of aggregates) {
      const store = new MongoStore(dbOf(db), nameOf(aggregate), aggregate.indexes)
      const log = new MongoLog(dbOf(db), nameOf(aggregate))
      await store.prepare()
      await log.prepare()
      const execute = executor(aggregate, { store, log, clock, wake, random: Math.random })
      bySource.set(aggregate.contract.source, { aggregate, store, log, feed: ownFeed(store, log), execute })
    }
    return new Runtime(bySource)
  }

  all(): HostedAggregate[] {
    return [...this.bySource.values()]
  }

  /** Throws when the service does not own it: a mistake in its declaration. */
  of(source: string): HostedAggregate {
    const hosted = this.bySource.get(source)
    if (!hosted) throw new Error(`${source} is not an aggregate of this service`)
    return hosted
  }

  owns(source: string): boolean {
    return this.bySource.has(source)
  }

  /** What reactions and activities use. */
  commands(clock: Clock): Commands {
    return {
      send: (aggregate, target, command, meta) => {
        const { commandId, actor, correlationId = commandId, causationId = commandId, ...more } = meta
        const traceparent = traceparentOf() ?? meta.traceparent
        return this.of(aggregate.contract.source).execute({
          target,
          command,
          commandId,
          // A process derives its command from what it reacts to, so the id alone says that it is the same command.
          fingerprint: commandId,
          actor,
          correlationId,
          causationId,
          deadline: clock.now() + PROCESS_DEADLINE_MS,
          caller: 'process',
          ...more,
          ...(traceparent === undefined ? {} : { traceparent }),
        })
      },
      state: async (aggregate, id) => {
        const stored = await this.of(aggregate.contract.source).store.load(id)
        return stored ? { state: stored.state as never, version: stored.version } : null
      },
    }
  }
}
