// Runs one service in this process, in the roles asked for: relay, projector (projections), process (reactions, and events to Temporal),
// worker (Temporal to commands). Its HTTP side is in serve.ts.
// Guarantees: nothing is accepted before the database passed the probe and topics and indexes exist; each consumer first catches up from
// the feed, so a wiped broker loses nothing; `stop` finishes what is under way. Does not: retry a start; whoever spawned the process does.
import type { Kafka } from 'kafkajs'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { groupOf, rowsCollection } from '../consume/generations.ts'
import type { AnyProjection } from '../consume/projection.ts'
import { projector } from '../consume/projector.ts'
import { reactor } from '../consume/reactor.ts'
import type { Feed } from '../feed/feed.ts'
import { ClusterWatch } from '../kafka/clusterWatch.ts'
import { LagReader } from '../kafka/lag.ts'
import { ensureTopics, topicDefaults } from '../kafka/topics.ts'
import { dbOf } from '../mongo/driver.ts'
import { isNoSuchCollection, isTransientMongoError } from '../mongo/errors.ts'
import { MongoRows } from '../mongo/mongoRows.ts'
import { Operator, operatorLimits } from '../operate/operator.ts'
import type { HostedStarters } from '../process/startersRole.ts'
import type { TemporalOptions } from '../process/temporalWorkflows.ts'
import { repeatedly } from '../repeatedly.ts'
import { Consumers } from './consumers.ts'
import { contextOf } from './context.ts'
import { startFileSweep } from './fileSweep.ts'
import type { LaggingDeps } from './lagging.ts'
import { openOperations, type ServiceOperations } from './operations.ts'
import { ProjectionRunner, rebuildLimits, type RebuildLimits } from './projectionRunner.ts'
import { startRelay, type RelayRole } from './relayRole.ts'
import { Runtime } from './runtime.ts'
import type { DeclaredService } from './service.ts'
import type { ServiceContext } from './serviceContext.ts'

export type Role = 'relay' | 'projector' | 'process' | 'worker'

export interface Engines {
  readonly db: Connection
  readonly kafka: Kafka
  readonly epoch: string
  readonly clock: Clock
  readonly log: Logger
  readonly temporal: TemporalOptions
  readonly sessionTimeoutMs?: number
  /** How long replaced rows of a rebuilt projection are kept, and more of that kind; tests shorten it. */
  readonly rebuildLimits?: RebuildLimits
  /** The feed of a source that another service owns. */
  feedOf(source: string): Feed
  /** This process cannot go on; whoever spawned it starts it anew. */
  onCrash(error: Error): void
}

export interface Hosted {
  readonly runtime: Runtime
  readonly context: ServiceContext
  readonly operations: ServiceOperations
  /** For readiness and for operators' redrives. */
  readonly consumers: Consumers
  /** For operators: what lags, and the measures of all that can ask for one. */
  readonly reads: LaggingDeps
  stop(): Promise<void>
}

/** `outside` is what the service's `connect` made. */
export async function hostService(
  service: DeclaredService,
  roles: readonly Role[],
  engines: Engines,
  outside: unknown = null,
): Promise<Hosted> {
  const { db, clock } = engines
  const operations = await openOperations(service.name, db)
  let relay: RelayRole | null = null
  const runtime = await Runtime.open({
    aggregates: [...service.aggregates, operations.aggregate],
    db,
    clock,
    wake: (source, committed) => relay?.wake(source, committed),
  })
  const partitions = new Map<string, number>()
  const watch = kafkaWatch(service, operations, engines, partitions, () => hosting.consumers.catchUp())
  await watch.open()
  const stops: (() => Promise<void>)[] = []
  if (roles.includes('relay')) {
    relay = startRelay({ aggregates: runtime.all(), ...engines, ...operations })
    stops.push(() => relay?.stop() ?? Promise.resolve())
    const files = service.files?.(outside) ?? []
    if (files.length > 0) stops.push(startFileSweep({ files, runtime, ...engines, ...operations }))
  }
  const context = contextOf(runtime, dbOf(db), clock, outside)
  const hosting: Hosting = { service, roles, engines, runtime, operations, consumers: consumersOf(runtime, operations, partitions, engines) } // prettier-ignore
  let starters: HostedStarters | null = null
  // After the consumers: a starter whose event is on its way needs its connection to Temporal to the end.
  stops.push(
    async () => starters?.stop(),
    () => hosting.consumers.stopAll(),
  )
  // Loaded where it is needed: Temporal's client and worker would be half of an api's memory.
  if (service.processes.length > 0 && roles.some((role) => role === 'process' || role === 'worker'))
    await (await import('../process/startersRole.ts')).prepareTemporal(engines)
  // Side by side: after kill -9 each group lets its new member in only when the dead one's session has ended.
  const [stopProjections, started] = await Promise.all([startProjections(hosting), startProcesses(hosting)])
  starters = started
  stops.push(stopProjections, startOperator(hosting, starters))
  if (roles.includes('worker') && service.processes.length > 0) {
    const { hostWorker } = await import('../process/workerRole.ts')
    const worker = await hostWorker(service.processes, { ...engines, service: service.name, context })
    stops.push(() => worker.stop())
  }
  if (roles.some((role) => role !== 'worker')) watch.start()
  stops.push(() => watch.stop())
  const lag = new LagReader(engines.kafka, engines.epoch, clock)
  stops.push(() => lag.close())
  return {
    runtime,
    context,
    operations,
    consumers: hosting.consumers,
    reads: { service, runtime, operations, db: dbOf(db), kafka: lag, clock, log: engines.log },
    async stop() {
      for (const stop of stops.toReversed()) await stop()
    },
  }
}

interface Hosting {
  readonly service: DeclaredService
  readonly roles: readonly Role[]
  readonly engines: Engines
  readonly runtime: Runtime
  readonly operations: ServiceOperations
  readonly consumers: Consumers
}

/** Makes the topics, and again when Kafka has lost them; what was on its way then is read from the feeds. */
function kafkaWatch(
  service: DeclaredService,
  { aggregate }: ServiceOperations,
  { kafka, epoch, clock, log }: Engines,
  partitions: Map<string, number>,
  catchUp: () => Promise<void>,
): ClusterWatch {
  const contracts = [
    ...[...service.aggregates, aggregate].map(({ contract }) => contract),
    ...[...service.projections, ...service.reactions].map(({ from }) => from),
  ]
  const sources = [...new Set(contracts.map(({ source }) => source))]
  return new ClusterWatch({
    kafka,
    clock,
    async prepare(admin) {
      const topics = await ensureTopics(admin, { epoch, ...topicDefaults }, sources)
      for (const [source, count] of topics.partitions) partitions.set(source, count)
      return topics.created
    },
    async onNew() {
      log.warn({ service: service.name }, 'Kafka is empty or another one: what was on its way is read from the event logs')
      await catchUp()
    },
    onError: (error) => log.warn({ err: error, service: service.name }, 'Kafka could not be looked at; tried again'),
  })
}

function consumersOf(
  runtime: Runtime,
  operations: ServiceOperations,
  partitions: ReadonlyMap<string, number>,
  engines: Engines,
): Consumers {
  return new Consumers({
    ...engines,
    ...operations,
    partitionsOf: (source) => partitions.get(source) ?? topicDefaults.partitions,
    owns: (source) => runtime.owns(source),
    feedOf: (source) => (runtime.owns(source) ? runtime.of(source).feed : engines.feedOf(source)),
  })
}

/** Resolves when each projection's serving generation runs. */
async function startProjections(hosting: Hosting): Promise<() => Promise<void>> {
  const { service, roles, engines } = hosting
  if (!roles.includes('projector')) return async () => undefined
  const runners = service.projections.map((declared) => runnerOf(declared, hosting))
  const look = async () => void (await Promise.all(runners.map((runner) => runner.look())))
  await look()
  const watch = repeatedly({
    everyMs: (engines.rebuildLimits ?? rebuildLimits).watchMs,
    work: look,
    onError: (error) => engines.log.warn({ err: error }, 'the generations of projections could not be looked at'),
  })
  return async () => {
    await hosting.consumers.stopAll()
    await watch.stop()
    await Promise.all(runners.map((runner) => runner.stop()))
  }
}

function runnerOf(declared: AnyProjection, { service, engines, operations, consumers }: Hosting): ProjectionRunner {
  const { clock, log } = engines
  const { generations, blocked } = operations
  const db = dbOf(engines.db)
  const group = (number: number) => groupOf(service.name, declared.name, number)
  return new ProjectionRunner({
    service: service.name,
    projection: declared.name,
    generations,
    blocked,
    clock,
    log,
    ...(engines.rebuildLimits ? { limits: engines.rebuildLimits } : {}),
    async start(number) {
      const rows = new MongoRows(db, rowsCollection(declared.name, number), declared.indexes)
      await rows.prepare()
      return consumers.start(declared.from, projector(declared, rows, group(number)))
    },
    stop: (number) => consumers.stop(group(number)),
    async drop(number) {
      await db.collection(rowsCollection(declared.name, number)).drop().catch(unlessGone)
      await blocked.clear(group(number))
    },
  })
}

/** A process that was killed after the drop left the rest to this one. */
function unlessGone(error: unknown): void {
  if (!isNoSuchCollection(error)) throw error
}

/** Reactions, and the starters of processes; null when there are none. */
async function startProcesses({
  service,
  roles,
  engines,
  runtime,
  operations,
  consumers,
}: Hosting): Promise<HostedStarters | null> {
  if (!roles.includes('process')) return null
  const { clock } = engines
  const { positions, blocked } = operations
  const options = { ...engines, service: service.name, runtime, positions, blocked }
  const { hostStarters } = await import('../process/startersRole.ts')
  const starters = service.processes.length > 0 ? hostStarters(service.processes, options) : null
  const reactions = service.reactions.map((declared) => {
    const group = `${service.name}.${declared.name}`
    const handler = reactor(declared, positions.of(group), runtime.commands(clock), {
      group,
      isTransient: isTransientMongoError,
    })
    return consumers.start(declared.from, handler)
  })
  await Promise.all([
    ...reactions,
    ...(starters?.starters ?? []).map(({ process, starter }) => consumers.start(process.from, starter)),
  ])
  starters?.sweep()
  return starters
}

/** Only a process that consumes can carry out what operators ask for. */
function startOperator({ roles, engines, runtime, operations, consumers }: Hosting, starters: HostedStarters | null) {
  if (!roles.some((role) => role === 'projector' || role === 'process')) return async () => undefined
  const { log, clock } = engines
  const operator = new Operator({
    aggregate: operations.aggregate,
    commands: runtime.commands(clock),
    operations: operations.requests,
    blocked: operations.blocked,
    tasks: operations.tasks,
    log,
    ownerOf: (group, key) => consumers.ownerOf(group, key),
    ...(starters ? { workflows: starters.workflows } : {}),
    ...(roles.includes('projector') ? { generations: operations.generations } : {}),
  })
  const watch = repeatedly({
    everyMs: operatorLimits.everyMs,
    work: () => operator.round(),
    onError: (error) => log.warn({ err: error }, 'operators’ requests could not be looked at'),
  })
  return () => watch.stop()
}
