// One service inside one process: its aggregates ready for commands, its rows for queries, its own feed.
// Guarantees: the database passed the boot probe before anything is accepted; collections and indexes exist.
// Shown by host.int.test.ts and probe.int.test.ts.
import type { Connection } from 'mongoose'
import { nameOf, type AnyAggregate } from '../aggregate/aggregate.ts'
import { executor } from '../aggregate/execute.ts'
import type { Pending } from '../aggregate/ports.ts'
import type { Clock } from '../clock.ts'
import { ownFeed } from '../feed/feed.ts'
import { dbOf } from '../mongo/driver.ts'
import { MongoLog, MongoStore } from '../mongo/mongoStore.ts'
import { probeAtomicity } from '../mongo/probe.ts'
import type { Commands } from './commands.ts'
import { processCommands, type HostedAggregate } from './processCommands.ts'

export interface RuntimeOptions {
  readonly aggregates: readonly AnyAggregate[]
  readonly db: Connection
  readonly clock: Clock
  /** The relay of this process, if it runs one. */
  wake(source: string, committed: Pending): void
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
      const { source } = aggregate.contract
      const wakes = (committed: Pending) => wake(source, committed)
      const execute = executor(aggregate, { store, log, clock, wake: wakes, random: Math.random })
      bySource.set(source, { aggregate, store, log, feed: ownFeed(store, log), execute })
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
    return processCommands((source) => this.of(source), clock)
  }
}
