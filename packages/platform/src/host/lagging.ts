// What lags in a service: consumers behind Kafka, commits that wait for the relay, projections that are being rebuilt.
// Guarantees: with Kafka away the rest is told, and consumers as unknown. Does not: judge; operators and alarms do.
// Shown by operate.int.test.ts.
import type { Logger } from 'pino'
import { nameOf } from '../aggregate/aggregate.ts'
import type { Clock } from '../clock.ts'
import { groupOf, type Generations } from '../consume/generations.ts'
import type { LagReader, Subscription } from '../kafka/lag.ts'
import type { Db } from '../mongo/driver.ts'
import { outboxBacklog } from '../mongo/mongoOutboxes.ts'
import type { ServiceOperations } from './operations.ts'
import type { Runtime } from './runtime.ts'
import type { DeclaredService } from './service.ts'

export interface Lagging {
  readonly kind: 'consumer' | 'outbox' | 'rebuild'
  /** Consumer group, source or projection. */
  readonly of: string
  /** Events of a consumer, aggregates of an outbox, generation of a rebuild; null: unknown. */
  readonly behind: number | null
  readonly oldestSeconds: number | null
}

export interface LaggingDeps {
  readonly service: DeclaredService
  readonly runtime: Runtime
  readonly operations: ServiceOperations
  readonly db: Db
  readonly kafka: LagReader
  readonly clock: Clock
  readonly log: Logger
}

/** Consumer groups of a service as they are now. */
export async function subscriptionsOf(
  service: DeclaredService,
  generations: ReadonlyMap<string, Generations>,
): Promise<Subscription[]> {
  return [
    ...service.projections.flatMap(({ name, from: { source } }) => {
      const { serving = 1, building = null } = generations.get(name) ?? {}
      return [serving, ...(building === null ? [] : [building])].map((number) => ({
        group: groupOf(service.name, name, number),
        source,
      }))
    }),
    ...[...service.reactions, ...service.processes].map(({ name, from: { source } }) => ({
      group: `${service.name}.${name}`,
      source,
    })),
  ]
}

export async function generationsOf({ service, operations }: Pick<LaggingDeps, 'service' | 'operations'>) {
  const found = service.projections.map(async ({ name }) => [name, await operations.generations.of(name)] as const)
  return new Map(await Promise.all(found))
}

export async function laggingOf(deps: LaggingDeps): Promise<Lagging[]> {
  const { service, runtime, db, kafka, clock, log } = deps
  const generations = await generationsOf(deps)
  const subscriptions = await subscriptionsOf(service, generations)
  const consumers = await kafka.of(subscriptions).catch((error: unknown) => {
    log.warn({ err: error }, 'the lag of consumers could not be asked of Kafka')
    return subscriptions.map(({ group, source }) => ({ group, source, events: null }))
  })
  const outboxes = runtime.all().map(async ({ aggregate }): Promise<Lagging> => {
    const { aggregates, oldestAt } = await outboxBacklog(db, nameOf(aggregate))
    const oldestSeconds = oldestAt === null ? 0 : Math.max(0, Math.round((clock.now() - oldestAt) / 1000))
    return { kind: 'outbox', of: aggregate.contract.source, behind: aggregates, oldestSeconds }
  })
  return [
    ...consumers.map(({ group, events }): Lagging => ({ kind: 'consumer', of: group, behind: events, oldestSeconds: null })),
    ...(await Promise.all(outboxes)),
    ...[...generations].flatMap(([name, { building }]): Lagging[] =>
      building === null ? [] : [{ kind: 'rebuild', of: name, behind: building, oldestSeconds: null }],
    ),
  ]
}
