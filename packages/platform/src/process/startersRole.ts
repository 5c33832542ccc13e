// The role `process` of a service's processes: events → Temporal.
// Guarantees: it does not wait for a Temporal that is away: the starter's batches come again, and the sweep tries again.
// Shown by roles.int.test.ts.
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { blockedNow, roundsGroup, type BlockedKeys } from '../consume/blocked.ts'
import type { Runtime } from '../host/runtime.ts'
import type { MongoPositions } from '../mongo/mongoPositions.ts'
import { alarms } from '../observe/alarms.ts'
import type { AnyProcess } from './process.ts'
import { Starter } from './starter.ts'
import { SweepLoop } from './sweep.ts'
import { TemporalWorkflows, type TemporalOptions } from './temporalWorkflows.ts'
import type { Workflows } from './workflows.ts'

export interface ProcessRoleOptions {
  readonly service: string
  readonly runtime: Pick<Runtime, 'of'>
  readonly positions: MongoPositions
  readonly temporal: TemporalOptions
  readonly clock: Clock
  readonly log: Logger
  readonly sweepIntervalMs?: number
  /** Rounds that cannot be started are noted here, for the operators. */
  readonly blocked: BlockedKeys
}

export interface HostedStarters {
  /** One ordered consumer each, from `process.from`. */
  readonly starters: readonly { readonly process: AnyProcess; readonly starter: Starter }[]
  readonly workflows: Workflows
  /** Begins the sweeps: once the consumers have caught up, or it would start what they are about to start. */
  sweep(): void
  stop(): Promise<void>
}

/** Makes Temporal's namespace first, so that the first event does not wait; a Temporal that is away is made ready by the sweep. */
export async function prepareTemporal({ temporal, log }: Pick<ProcessRoleOptions, 'temporal' | 'log'>): Promise<void> {
  const workflows = new TemporalWorkflows(temporal)
  try {
    await workflows.prepare()
  } catch (error) {
    log.warn({ err: error }, 'Temporal is not ready yet')
  } finally {
    await workflows.close()
  }
}

export function hostStarters(processes: readonly AnyProcess[], options: ProcessRoleOptions): HostedStarters {
  const { service, runtime, positions, temporal, clock, log, sweepIntervalMs, blocked } = options
  const workflows = new TemporalWorkflows(temporal)
  const starters = processes.map((process) => {
    const { feed, store } = runtime.of(process.from.source)
    const statesOf = async (ids: readonly string[]) =>
      new Map((await store.loadMany(ids)).map(({ id, state }) => [id, state] as const))
    return {
      process,
      feed,
      starter: new Starter({
        service,
        process,
        workflows,
        positions: positions.of(`${service}.${process.name}`),
        feed,
        statesOf,
      }),
    }
  })
  const loops = starters.map(
    ({ process, starter, feed }) =>
      new SweepLoop({
        process,
        starter,
        workflows,
        feed,
        clock,
        prepare: () => workflows.prepare(),
        ...(sweepIntervalMs === undefined ? {} : { intervalMs: sweepIntervalMs }),
        ...notingRounds(roundsGroup(service, process.name), { blocked, clock, log }),
        onError: (error) => log.warn({ err: error, process: process.name }, 'the sweep of open rounds is tried again'),
      }),
  )
  return {
    starters,
    workflows,
    sweep: () => loops.forEach((loop) => loop.start()),
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
      await workflows.close()
    },
  }
}

/** A round that cannot be started is a row until a sweep finds it mended. */
function notingRounds(group: string, { blocked, clock, log }: Pick<ProcessRoleOptions, 'blocked' | 'clock' | 'log'>) {
  const told = (noted: Promise<void>) => void noted.catch((error: unknown) => log.warn({ err: error, group }, 'not noted'))
  return {
    onStuck(id: string, cause: string) {
      log.error({ group, id, cause }, alarms['round-not-started'].log)
      told(blocked.block(blockedNow(clock, group, id, null, cause)))
    },
    onSwept(stuck: ReadonlySet<string>) {
      told(blocked.unblockOthers(group, stuck))
    },
  }
}
