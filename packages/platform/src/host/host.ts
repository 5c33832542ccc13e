// Runs one service in this process, in the roles asked for: relay, projector (projections), process (reactions, and events to Temporal),
// worker (Temporal to commands). Its HTTP side is in serve.ts.
// Guarantees: nothing is accepted before the database passed the probe and topics and indexes exist; each consumer first catches up from
// the service's own feed, beside consuming from another's, so a wiped broker loses nothing; `stop` finishes what is under way. Does not: retry a start; whoever spawned the process does.
import type { Kafka } from 'kafkajs'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { EventContract } from '../aggregate/contract.ts'
import type { Clock } from '../clock.ts'
import { consumerLimits, OrderedConsumer, type OrderedHandler } from '../consume/orderedConsumer.ts'
import { projector } from '../consume/projector.ts'
import { reactor } from '../consume/reactor.ts'
import type { Feed } from '../feed/feed.ts'
import { KafkaEventProducer } from '../kafka/kafkaClient.ts'
import { KafkaEventConsumer } from '../kafka/kafkaConsumer.ts'
import { ClusterWatch } from '../kafka/clusterWatch.ts'
import { ensureTopics, topicDefaults } from '../kafka/topics.ts'
import { dbOf } from '../mongo/driver.ts'
import { isTransientMongoError } from '../mongo/errors.ts'
import { MongoPositions } from '../mongo/mongoPositions.ts'
import { MongoBlockedKeys, MongoRows, rowsCollection } from '../mongo/mongoRows.ts'
import { Relay, RelayLoop } from '../relay/relay.ts'
import { hostStarters, hostWorker, prepareTemporal } from '../process/roles.ts'
import type { TemporalOptions } from '../process/temporalWorkflows.ts'
import { contextOf } from './context.ts'
import { Runtime } from './runtime.ts'
import type { AnyService, ServiceContext } from './service.ts'

export type Role = 'relay' | 'projector' | 'process' | 'worker'

export interface Engines {
  readonly db: Connection
  readonly kafka: Kafka
  readonly epoch: string
  readonly clock: Clock
  readonly log: Logger
  readonly temporal: TemporalOptions
  readonly sessionTimeoutMs?: number
  /** The feed of a source that another service owns. */
  feedOf(source: string): Feed
  /** This process cannot go on; whoever spawned it starts it anew. */
  onCrash(error: Error): void
}

const RELAY_POLL_MS = 200
const CATCH_UP_ATTEMPTS = 60
const CATCH_UP_RETRY_MS = 1_000
const FOREIGN_RETRY_MS_MAX = 10_000 // an owner that is away for a night is asked a few thousand times, not 40,000

export type DeclaredService = Pick<AnyService, 'name' | 'aggregates' | 'projections' | 'reactions' | 'processes'>

export interface Hosted {
  readonly runtime: Runtime
  readonly context: ServiceContext
  /** By group name, for redrives and for readiness. */
  readonly consumers: ReadonlyMap<string, OrderedConsumer>
  stop(): Promise<void>
}

/** `outside` is what the service's `connect` made. */
export async function hostService(
  service: DeclaredService,
  roles: readonly Role[],
  engines: Engines,
  outside: unknown = null,
): Promise<Hosted> {
  const loops: RelayLoop[] = []
  const stops: (() => Promise<void>)[] = []
  const runtime = await Runtime.open({
    aggregates: service.aggregates,
    db: engines.db,
    clock: engines.clock,
    wake: () => loops.forEach((loop) => loop.wake()),
  })
  const consumers = new Map<string, OrderedConsumer>()
  const watch = kafkaWatch(service, engines, consumers)
  await watch.open()
  if (roles.includes('relay')) stops.push(startRelay(runtime, engines, loops))
  const context = contextOf(runtime, dbOf(engines.db), engines.clock, outside)
  const options = { ...engines, service: service.name, runtime }
  if (service.processes.length > 0 && roles.some((role) => role === 'process' || role === 'worker'))
    await prepareTemporal(engines)
  const starters = roles.includes('process') && service.processes.length > 0 ? hostStarters(service.processes, options) : null
  if (starters) stops.push(() => starters.stop())
  const handlings = [
    ...(await handlersOf(service, roles, runtime, engines)),
    ...(starters?.starters ?? []).map(({ process, starter }) => ({ contract: process.from, handler: starter })),
  ]
  const begin = async ({ contract, handler }: Handling) => {
    const consumer = await orderedConsumer(contract, handler, runtime, engines)
    consumers.set(handler.group, consumer)
    const isOwn = runtime.owns(contract.source)
    if (isOwn) await untilCaughtUp(handler.group, consumer, engines)
    stops.push(await startConsumer(contract, handler.group, consumer, engines))
    if (!isOwn) stops.push(catchingUp(handler.group, consumer, engines))
  }
  // Side by side: after kill -9 each group lets its new member in only when the dead one's session has ended.
  await Promise.all(handlings.map(begin))
  starters?.sweep()
  if (roles.includes('worker') && service.processes.length > 0) {
    const worker = await hostWorker(service.processes, { ...options, context })
    stops.push(() => worker.stop())
  }
  if (roles.includes('relay') || handlings.length > 0) watch.start()
  stops.push(() => watch.stop())
  return {
    runtime,
    context,
    consumers,
    async stop() {
      for (const stop of stops.toReversed()) await stop()
    },
  }
}

/** Makes the topics, and again when Kafka has lost them; what was on its way then is read from the feeds. */
function kafkaWatch(service: DeclaredService, engines: Engines, consumers: ReadonlyMap<string, OrderedConsumer>): ClusterWatch {
  const { kafka, epoch, clock, log } = engines
  const contracts = [
    ...service.aggregates.map(({ contract }) => contract),
    ...[...service.projections, ...service.reactions].map(({ from }) => from),
  ]
  const sources = [...new Set(contracts.map(({ source }) => source))]
  return new ClusterWatch({
    kafka,
    clock,
    prepare: (admin) => ensureTopics(admin, { epoch, ...topicDefaults }, sources),
    async onNew() {
      log.warn({ service: service.name }, 'Kafka is empty or another one: what was on its way is read from the event logs')
      await Promise.all([...consumers].map(([group, consumer]) => untilCaughtUp(group, consumer, engines)))
    },
    onError: (error) => log.warn({ err: error, service: service.name }, 'Kafka could not be looked at; tried again'),
  })
}

function startRelay(runtime: Runtime, { kafka, epoch, clock, log }: Engines, loops: RelayLoop[]): () => Promise<void> {
  const producer = new KafkaEventProducer(kafka, epoch)
  for (const { store, log: eventLog, aggregate } of runtime.all()) {
    const { source } = aggregate.contract
    const relay = new Relay({
      store,
      log: eventLog,
      producer,
      clock,
      onStuck: (stuck) => log.error({ source, ...stuck }, 'an aggregate stands still in the relay'),
    })
    loops.push(
      new RelayLoop(relay, RELAY_POLL_MS, (error) => log.error({ err: error, source }, 'the relay could not make its round')),
    )
  }
  for (const loop of loops) loop.start()
  return async () => {
    await Promise.all(loops.map((loop) => loop.stop()))
    await producer.close()
  }
}

type Handling = { readonly contract: EventContract; readonly handler: OrderedHandler }

async function handlersOf(
  service: DeclaredService,
  roles: readonly Role[],
  runtime: Runtime,
  { db, clock }: Engines,
): Promise<Handling[]> {
  const handlings: Handling[] = []
  if (roles.includes('projector'))
    for (const declared of service.projections) {
      const rows = new MongoRows(dbOf(db), rowsCollection(declared.name), declared.indexes)
      await rows.prepare()
      handlings.push({ contract: declared.from, handler: projector(declared, rows, `${service.name}.${declared.name}`) })
    }
  if (roles.includes('process'))
    for (const declared of service.reactions) {
      const group = `${service.name}.${declared.name}`
      const positions = new MongoPositions(dbOf(db), group)
      handlings.push({
        contract: declared.from,
        handler: reactor(declared, positions, runtime.commands(clock), { group, isTransient: isTransientMongoError }),
      })
    }
  return handlings
}

async function orderedConsumer(
  contract: EventContract,
  handler: OrderedHandler,
  runtime: Runtime,
  engines: Engines,
): Promise<OrderedConsumer> {
  const { clock, log, db } = engines
  const blocked = new MongoBlockedKeys(dbOf(db))
  await blocked.prepare()
  return new OrderedConsumer({
    contract,
    handler,
    blocked,
    clock,
    feed: runtime.owns(contract.source) ? runtime.of(contract.source).feed : engines.feedOf(contract.source),
    onBlocked: (key, cause) => log.error({ group: handler.group, key, cause }, 'a key is blocked'),
    onStranger: (cause) => log.warn({ group: handler.group, cause }, 'a message that names no aggregate was passed over'),
  })
}

async function startConsumer(
  contract: EventContract,
  group: string,
  consumer: OrderedConsumer,
  engines: Engines,
): Promise<() => Promise<void>> {
  const { kafka, epoch, log, onCrash, sessionTimeoutMs } = engines
  const events = new KafkaEventConsumer({
    kafka,
    epoch,
    log,
    onCrash,
    ...(sessionTimeoutMs === undefined ? {} : { sessionTimeoutMs }),
  })
  await events.run({ group, sources: [contract.source], onBatch: (batch) => consumer.onBatch(batch) })
  return () => events.stop()
}

/** From another service's feed, beside consuming: its owner may be away for hours, and may live in this very process, not yet listening. */
function catchingUp(group: string, consumer: OrderedConsumer, { clock, log }: Engines): () => Promise<void> {
  const stopping = new AbortController()
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()))
  const done = (async () => {
    for (let waitMs = CATCH_UP_RETRY_MS; !stopping.signal.aborted; waitMs = Math.min(2 * waitMs, FOREIGN_RETRY_MS_MAX)) {
      try {
        const applied = await consumer.catchUp(consumerLimits.feedPage, stopping.signal)
        return log.info({ group, applied }, 'caught up with another service')
      } catch (error) {
        log.warn({ err: error, group, waitMs }, 'another service cannot be caught up with yet; tried again')
        await Promise.race([clock.sleep(waitMs), stopped])
      }
    }
  })()
  return async () => {
    stopping.abort()
    await done
  }
}

/** Catching up needs the engines; one that is away for a moment (Temporal, say) does not end the process. */
async function untilCaughtUp(group: string, consumer: OrderedConsumer, { clock, log }: Engines): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await consumer.catchUp()
      return
    } catch (error) {
      if (attempt === CATCH_UP_ATTEMPTS) throw error
      log.warn({ err: error, group, attempt }, 'catching up is tried again')
      await clock.sleep(CATCH_UP_RETRY_MS)
    }
  }
}
