// Who is measured: Simpul as it ships, LIMIT, PEER and PEER-SAFE (rivals/), each on the same engines with a database of its own.
// Guarantees: the same token, bodies and durability for all; nobody runs while another is measured; whoever was killed starts again
// where it was.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { kafkaClient } from '@simpul/platform/host'
import { pino } from 'pino'
import { Started, type Program } from './processes.ts'
import { ROOT, type Surroundings } from './surroundings.ts'
import { freePort } from '@simpul/testkit/freePort'

export type RivalName = 'ours' | 'limit' | 'peer' | 'peer-safe'

/** All of it, or the part that one measure is about. */
export type Part = 'whole' | 'relay' | 'consumer'

export interface Place {
  readonly database: string
  readonly documents: string
  /** Where what consumers make of the events becomes visible; `seq` counts the events in a row. */
  readonly rows: string
  readonly topic: string
  /** Path of a creation; an update is `<create>/<id>/draft`. */
  readonly create: string
}

export class Rival {
  readonly name: RivalName
  readonly place: Place
  processes: readonly Started[] = []
  private readonly programs: readonly Program[]

  constructor(name: RivalName, place: Place, programs: readonly Program[]) {
    this.name = name
    this.place = place
    this.programs = programs
  }

  /** Of the api. */
  get port(): number {
    return this.api?.port ?? 0
  }

  private get api(): Started | undefined {
    return this.processes.find(isApi)
  }

  async start(): Promise<this> {
    const started: Started[] = []
    this.processes = started
    try {
      for (const program of this.programs) started.push(await Started.start(program))
    } catch (error) {
      await this.kill()
      throw error
    }
    return this
  }

  /** Kill -9 of the process that takes commands. */
  async killApi(): Promise<void> {
    await this.api?.kill()
  }

  async startApiAgain(): Promise<void> {
    const program = this.programs.find(isApi)
    if (!program) throw new Error(`${this.name} has no api`)
    this.processes = [...this.processes.filter((each) => !isApi(each)), await Started.start(program)]
  }

  async kill(): Promise<void> {
    for (const process of this.processes) await process.kill()
  }

  /** What the rivals do at a shutdown is not measured, and Nest's own fails while a poller runs. */
  async stop(): Promise<void> {
    if (this.name !== 'ours') return this.kill()
    for (const process of this.processes.toReversed()) await process.stop()
  }
}

const isApi = ({ role }: { readonly role: string }) => role.startsWith('api')

export function rivalOf(name: RivalName, surroundings: Surroundings, part: Part = 'whole'): Promise<Rival> {
  if (name !== 'ours') return other(name, surroundings, part)
  const groups = { whole: ['api,relay', 'projector,process'], relay: ['relay'], consumer: ['projector'] }
  return ours(surroundings, groups[part], { only: part === 'whole' ? undefined : 'microcredit' })
}

export interface OursOptions {
  /** The one service that runs; all of them when absent. */
  readonly only?: string | undefined
  /** Another program than services/main.ts, with the same arguments. */
  readonly program?: string
  readonly service?: string
}

export async function ours(surroundings: Surroundings, groups: readonly string[], options: OursOptions = {}): Promise<Rival> {
  const { only, program = 'services/main.ts', service = 'microcredit' } = options
  const name = await surroundings.nameOfNext()
  const port = await freePort()
  const env = surroundings.environment(name, port)
  const programs = groups.map((roles) => ({
    role: roles.replace(',', ' + '),
    args: [
      program,
      ...(only === undefined ? [] : ['--services', only]),
      ...['--roles', roles, '--port', roles.includes('api') ? String(port) : '0'],
    ],
    env,
    cwd: ROOT,
  }))
  const place = {
    database: `${name}_${service}`,
    documents: 'application',
    rows: 'rows.worklist',
    topic: `${name}.microcredit.application.v1`,
    create: '/microcredit/applications',
  }
  return new Rival('ours', place, programs)
}

async function other(name: Exclude<RivalName, 'ours'>, { outside, rivalsFolder }: Surroundings, part: Part): Promise<Rival> {
  if (rivalsFolder === null) throw new Error(`${name} is not installed`)
  const database = `bench_${randomBytes(4).toString('hex')}`
  const env = {
    DATABASE: database,
    ISSUER: `${outside}/issuer`,
    TOPIC: database,
    PORT: String(await freePort()),
    OUTBOX: name === 'peer-safe' ? '1' : '',
    NODE_NO_WARNINGS: '1', // KafkaJS as it is published has timers of negative length
  }
  const program = (role: string, file: string): Program => ({ role, args: [join(rivalsFolder, file)], env, cwd: rivalsFolder })
  const programs = {
    limit: {
      whole: [program('api', 'limit.ts')],
      relay: [program('relay', 'relayLoop.ts')],
      consumer: [program('consumer', 'eachBatch.ts')],
    },
    peer: {
      whole: [program('consumer', 'built/consumer.js'), program('api', 'built/main.js')],
      relay: [program('api', 'built/main.js')],
      consumer: [program('consumer', 'built/consumer.js')],
    },
  }
  await createTopic(database)
  const place = { database, documents: 'applications', rows: 'rows', topic: database, create: '/applications' }
  return new Rival(name, place, programs[name === 'limit' ? 'limit' : 'peer'][part])
}

/** As many partitions as Simpul's own topics have. */
async function createTopic(topic: string): Promise<void> {
  const admin = benchKafka().admin()
  await admin.connect()
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: 3 }], waitForLeaders: true })
  } finally {
    await admin.disconnect()
  }
}

export const benchKafka = () =>
  kafkaClient({
    brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','),
    clientId: 'bench',
    epoch: 'bench',
    log: pino({ level: 'silent' }),
  })
