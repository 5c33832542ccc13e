// Who is measured: Simpul as it ships, LIMIT, PEER and PEER-SAFE (rivals/), each on the same engines with a database of its own.
// Guarantees: the same token, bodies and durability for all; nobody runs while another is measured.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kafkaClient } from '@simpul/platform/host'
import { pino } from 'pino'
import { Started } from './processes.ts'

export const ROOT = new URL('../../', import.meta.url).pathname

export type RivalName = 'ours' | 'limit' | 'peer' | 'peer-safe'

export interface Rival {
  readonly name: RivalName
  readonly processes: readonly Started[]
  readonly port: number
  /** Path of a creation; an update is `<create>/<id>/draft`. */
  readonly create: string
  /** Where its rows become visible: database and collection, and the field that counts events. */
  readonly rows: { readonly database: string; readonly collection: string; readonly sequence: string }
  stop(): Promise<void>
}

/** Simulators and the issuer of tokens, for all rivals of a run. */
export class Surroundings {
  readonly simulators: Started
  readonly folder: string
  readonly token: string
  /** Built rivals; null when only Simpul is measured. */
  readonly rivalsFolder: string | null

  private constructor(simulators: Started, folder: string, token: string, rivalsFolder: string | null) {
    this.simulators = simulators
    this.folder = folder
    this.token = token
    this.rivalsFolder = rivalsFolder
  }

  static async start(rivalsFolder: string | null): Promise<Surroundings> {
    const folder = mkdtempSync(join(tmpdir(), 'simpul-bench-'))
    const args = ['infra/simulators/src/main.ts', '--port', '0', '--keys', join(folder, 'keys')]
    const simulators = await Started.start('simulators', args, {}, ROOT)
    const answer = await fetch(`http://127.0.0.1:${simulators.port}/issuer/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: 'applicant', person: randomUUID() }),
    })
    const { access_token: token } = (await answer.json()) as { access_token: string }
    return new Surroundings(simulators, folder, token, rivalsFolder)
  }

  get outside(): string {
    return `http://127.0.0.1:${this.simulators.port}`
  }

  async stop(): Promise<void> {
    await this.simulators.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export function startRival(name: RivalName, surroundings: Surroundings): Promise<Rival> {
  return name === 'ours' ? startOurs(surroundings, ['api,relay', 'projector,process']) : startOther(name, surroundings)
}

export async function startOurs({ outside, folder }: Surroundings, groups: readonly string[]): Promise<Rival> {
  const name = `b${randomBytes(4).toString('hex')}`
  const port = await freePort()
  const env = {
    SIMPUL_EPOCH: name,
    SIMPUL_DB_PREFIX: name,
    SIMPUL_ISSUER: `${outside}/issuer`,
    SIMPUL_SERVICE_KEY: 'b'.repeat(64),
    SIMPUL_KEK_FILE: join(folder, 'keys', 'kek'),
    SIMPUL_BLOB_DIR: join(folder, 'blobs'),
    SIMPUL_API_URL: `http://127.0.0.1:${port}`,
    ...Object.fromEntries(
      ['dukcapil', 'oss', 'sikp', 'slik'].map((system) => [`${system.toUpperCase()}_URL`, `${outside}/${system}`]),
    ),
    LOG_LEVEL: 'warn',
  }
  const processes: Started[] = []
  const stop = () => stopAll(processes)
  try {
    for (const roles of groups) {
      const args = ['services/main.ts', '--roles', roles, '--port', roles.includes('api') ? String(port) : '0']
      processes.push(await Started.start(roles, args, env, ROOT))
    }
  } catch (error) {
    await stop()
    throw error
  }
  const rows = { database: `${name}_microcredit`, collection: 'rows.worklist', sequence: 'seq' }
  return { name: 'ours', processes, port, create: '/microcredit/applications', rows, stop }
}

async function startOther(name: 'limit' | 'peer' | 'peer-safe', { outside, rivalsFolder }: Surroundings): Promise<Rival> {
  if (rivalsFolder === null) throw new Error(`${name} is not installed`)
  const database = `bench_${randomBytes(4).toString('hex')}`
  const env = {
    DATABASE: database,
    ISSUER: `${outside}/issuer`,
    TOPIC: database,
    PORT: '0',
    OUTBOX: name === 'peer-safe' ? '1' : '',
  }
  const processes: Started[] = []
  const stop = () => endAll(processes)
  const run = async (role: string, file: string) => {
    processes.push(await Started.start(role, [join(rivalsFolder, file)], env, rivalsFolder))
  }
  try {
    if (name === 'limit') await run('api', 'limit.ts')
    else {
      await createTopic(database)
      await run('consumer', 'built/consumer.js')
      await run('api', 'built/main.js')
    }
  } catch (error) {
    await stop()
    throw error
  }
  const port = processes.at(-1)?.port ?? 0
  return { name, processes, port, create: '/applications', rows: { database, collection: 'rows', sequence: 'seq' }, stop }
}

/** As many partitions as Simpul's own topics have. */
async function createTopic(topic: string): Promise<void> {
  const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',')
  const admin = kafkaClient({ brokers, clientId: 'bench', epoch: topic, log: pino({ level: 'warn' }) }).admin()
  await admin.connect()
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: 3 }], waitForLeaders: true })
  } finally {
    await admin.disconnect()
  }
}

/** What the rivals do at a shutdown is not measured, and Nest's own fails while a poller runs. */
async function endAll(processes: readonly Started[]): Promise<void> {
  for (const process of processes) await process.kill()
}

async function stopAll(processes: readonly Started[]): Promise<void> {
  for (const process of processes.toReversed()) await process.stop()
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
