// One process of an installation: services and roles from its arguments, everything else from its environment.
// Guarantees: it listens only once each role works; stopping answers who is under way, then stops the roles, then the connections.
// Health and metrics are there for every role that was given a port. Does not: restart itself. Shown by tests/run/realStart.int.test.ts.
import type { AddressInfo } from 'node:net'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import { issuerKeys, tokenVerifier } from '../auth/token.ts'
import { systemClock, type Clock } from '../clock.ts'
import { readConfig, type Config } from '../config/config.ts'
import { remoteFeed } from '../feed/remoteFeed.ts'
import type { AppService } from '../http/app.ts'
import type { OperatorReads } from '../http/operatorRoutes.ts'
import { served } from '../http/served.ts'
import { kafkaClient } from '../kafka/kafkaClient.ts'
import { connectMongo } from '../mongo/driver.ts'
import { logger } from '../observe/log.ts'
import { alarms } from '../observe/alarms.ts'
import { metrics, type Metrics } from '../observe/metrics.ts'
import { observeOperations, type Measure } from '../observe/operations.ts'
import { startTracing } from '../observe/tracing.ts'
import { hostService, type Engines, type Hosted, type Role } from './host.ts'
import { lacking } from './lacking.ts'
import { laggingOf } from './lagging.ts'
import { HOLIDAYS_WARN_DAYS, holidaysKnownDays, measuresOf } from './measures.ts'
import type { AnyService } from './service.ts'

export const ROLES = ['api', 'relay', 'projector', 'process', 'worker'] as const
export type ProcessRole = (typeof ROLES)[number]

export interface ServeOptions {
  readonly services: readonly AnyService[]
  readonly roles: readonly ProcessRole[]
  /** Where the API listens, and health and metrics of any role; 0 takes a free one. Without it a process without API does not listen. */
  readonly port: number | undefined
  readonly host: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** A part has failed for good: the process should end. */
  onCrash(error: Error): void
}

export interface Serving {
  /** 0 when it does not listen. */
  readonly port: number
  stop(): Promise<void>
}

interface HostedService {
  readonly service: AnyService
  readonly hosted: Hosted
  readonly db: Connection
}

export async function serve(options: ServeOptions): Promise<Serving> {
  const { services, roles, env, onCrash } = options
  const config = readConfig(env)
  const log = logger({ level: config.LOG_LEVEL, service: roles.join('+') })
  const stops: (() => Promise<unknown>)[] = []
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT
  const tracing = await startTracing({ service: roles.join('+'), ...(endpoint === undefined ? {} : { endpoint }) })
  stops.push(() => tracing.stop())
  // One client for all databases of the process: each has connections, monitors and timers of its own.
  const mongo = await connectMongo(config.MONGODB_URL, `${config.SIMPUL_DB_PREFIX}_keys`)
  stops.push(() => mongo.close())
  const hosts = await Promise.all(services.map((service) => hostOne(service, roles, config, env, { log, onCrash, mongo })))
  stops.push(() => Promise.all(hosts.map(({ hosted }) => hosted.stop())))
  let port = 0
  const isApi = roles.includes('api')
  if (isApi || options.port !== undefined) {
    const { buildApp } = await import('../http/app.ts')
    const app = await buildApp({
      services: isApi ? hosts.map(appService) : [],
      ...(isApi
        ? { operated: hosts.map(({ service, hosted }) => ({ name: service.name, projections: projectionsOf(hosted) })) }
        : {}),
      verify: tokenVerifier(issuerKeys(config.SIMPUL_ISSUER), { issuer: config.SIMPUL_ISSUER, audience: config.SIMPUL_AUDIENCE }),
      serviceKey: config.SIMPUL_SERVICE_KEY,
      clock: systemClock,
      log,
      metrics: measured(hosts, log),
      ready: async () => (await Promise.all(hosts.map(({ db }) => answers(db)))).every(Boolean),
    })
    stops.push(() => app.close())
    await app.listen({ port: options.port ?? 0, host: options.host })
    port = (app.server.address() as AddressInfo).port // it listens on TCP, so the address is not a pipe's name
  }
  return {
    port,
    async stop() {
      for (const stop of stops.toReversed()) await stop()
    },
  }
}

/** What the databases of this process's services tell, beside what is counted in the process. */
function measured(hosts: readonly HostedService[], log: Logger): Metrics {
  const all = metrics({ process: true })
  const holidays = () => holidaysKnownDays(systemClock.now())
  if (holidays() < HOLIDAYS_WARN_DAYS) log.error({ days: holidays() }, alarms['holidays-end'].log)
  const lacks = lacking(
    hosts.map(({ service, hosted: { context } }) => ({ service, context })),
    log,
  )
  const look = async (): Promise<Measure[]> => [
    { metric: 'simpul_holidays_known_days', labels: {}, value: holidays() },
    ...(await lacks()),
    ...(await Promise.all(hosts.map(({ hosted }) => measuresOf(hosted.reads)))).flat(),
  ]
  observeOperations(all.registry, look, (error) => log.warn({ err: error }, 'the operation of services could not be measured'))
  return all
}

async function hostOne(
  service: AnyService,
  roles: readonly ProcessRole[],
  config: Config,
  env: ServeOptions['env'],
  { log, onCrash, mongo: keys }: { log: Logger; onCrash(error: Error): void; mongo: Connection },
): Promise<HostedService> {
  const db = keys.useDb(`${config.SIMPUL_DB_PREFIX}_${service.name}`)
  const outside = await service.connect({ env: { ...env, ...config }, db, keys, log })
  const engines = enginesOf(service.name, config, db, systemClock, log, onCrash)
  const hosted = await hostService(
    service,
    roles.filter((role): role is Role => role !== 'api'),
    engines,
    outside,
  )
  return { service, hosted, db }
}

function enginesOf(
  name: string,
  config: Config,
  db: Connection,
  clock: Clock,
  log: Logger,
  onCrash: (error: Error) => void,
): Engines {
  const epoch = config.SIMPUL_EPOCH
  const sessionTimeoutMs = config.KAFKA_SESSION_TIMEOUT_MS
  return {
    db,
    kafka: kafkaClient({ brokers: config.KAFKA_BROKERS.split(','), clientId: `simpul.${name}`, epoch, log }),
    epoch,
    clock,
    log,
    ...(sessionTimeoutMs === undefined ? {} : { sessionTimeoutMs: Number(sessionTimeoutMs) }),
    temporal: { address: config.TEMPORAL_ADDRESS, namespace: `simpul-${epoch}` },
    feedOf: (source) => remoteFeed(source, { apiUrl: config.SIMPUL_API_URL, serviceKey: config.SIMPUL_SERVICE_KEY }),
    onCrash,
  }
}

const projectionsOf = ({ reads }: Pick<Hosted, 'reads'>) => reads.service.projections.map(({ name }) => name)

const operatorReads = ({ operations, reads }: Hosted): OperatorReads => ({
  ...operations,
  projections: projectionsOf({ reads }),
  lagging: () => laggingOf(reads),
})

const appService = ({ service, hosted }: HostedService): AppService => ({
  name: service.name,
  ...served(service, hosted.runtime.all(), operatorReads(hosted)),
  context: hosted.context,
  executeOf: ({ contract }) => hosted.runtime.of(contract.source).execute,
  ...(service.rights ? { rights: service.rights(hosted.context.outside) } : {}),
})

async function answers(db: Connection): Promise<boolean> {
  try {
    await db.db?.command({ ping: 1 })
    return true
  } catch {
    return false // that is the answer: not ready
  }
}
