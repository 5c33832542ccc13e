// What all rivals of a run share: outside systems, the issuer of tokens, the engines and their processes.
// Guarantees: gone with the run. Does not: start engines (infra/run/longRuns.mjs does).
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { SMALL } from '../../infra/run/smallProcess.mjs'
import { Namespace } from './namespace.ts'
import { Started, type Measured } from './processes.ts'

export const ROOT = new URL('../../', import.meta.url).pathname

export class Surroundings {
  /** Built rivals; null when only Simpul is measured. */
  readonly rivalsFolder: string | null
  /** An applicant's. */
  readonly token: string
  readonly person: string
  /** Of this run; none when the engines are somebody else's. */
  readonly engines: readonly Measured[]
  readonly mongo: mongo.MongoClient
  private readonly simulators: Started
  private readonly folder: string
  /** Temporal counts in a namespace some seconds after it was made, so the next installation's is made ahead. */
  private next = namedNamespace()

  private constructor(
    given: Pick<Surroundings, 'token' | 'person' | 'mongo' | 'rivalsFolder'>,
    simulators: Started,
    folder: string,
  ) {
    this.simulators = simulators
    this.folder = folder
    this.token = given.token
    this.person = given.person
    this.mongo = given.mongo
    this.rivalsFolder = given.rivalsFolder
    // `mongodb:123,kafka:124` from the runner
    this.engines = (process.env['SIMPUL_BENCH_ENGINES'] ?? '')
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => ({ role: (pair.split(':')[0] ?? '').toLowerCase(), pid: Number(pair.split(':')[1]) }))
  }

  static async start(rivalsFolder: string | null): Promise<Surroundings> {
    const folder = mkdtempSync(join(tmpdir(), 'simpul-bench-'))
    const args = ['infra/simulators/src/main.ts', '--port', '0', '--keys', join(folder, 'keys')]
    const simulators = await Started.start({ role: 'simulators', args, env: {}, cwd: ROOT })
    const client = await new mongo.MongoClient(process.env['MONGODB_URL'] ?? '').connect()
    const person = randomUUID()
    const token = await askToken(simulators.port, { as: 'applicant', person })
    return new Surroundings({ token, person, mongo: client, rivalsFolder }, simulators, folder)
  }

  get outside(): string {
    return `http://127.0.0.1:${this.simulators.port}`
  }

  tokenFor(who: Readonly<Record<'as', string> & Partial<Record<'org' | 'person' | 'branch', string>>>): Promise<string> {
    return askToken(this.simulators.port, who)
  }

  /** The name of a new installation, whose namespace Temporal already knows. */
  async nameOfNext(): Promise<string> {
    const name = await this.next
    this.next = namedNamespace()
    return name
  }

  /** For the processes of one installation of Simpul. */
  environment(name: string, apiPort: number): Record<string, string> {
    const systems = ['dukcapil', 'oss', 'sikp', 'slik']
    return {
      SIMPUL_EPOCH: name,
      SIMPUL_DB_PREFIX: name,
      SIMPUL_ISSUER: `${this.outside}/issuer`,
      SIMPUL_SERVICE_KEY: 'b'.repeat(64),
      SIMPUL_KEK_FILE: join(this.folder, 'keys', 'kek'),
      SIMPUL_BLOB_DIR: join(this.folder, 'blobs'),
      SIMPUL_API_URL: `http://127.0.0.1:${apiPort}`,
      ...Object.fromEntries(systems.map((system) => [`${system.toUpperCase()}_URL`, `${this.outside}/${system}`])),
      LOG_LEVEL: 'warn',
      ...SMALL,
    }
  }

  async stop(): Promise<void> {
    await this.next
    await this.mongo.close()
    await this.simulators.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

async function namedNamespace(): Promise<string> {
  const name = `b${randomBytes(4).toString('hex')}`
  const namespace = new Namespace(`simpul-${name}`)
  await namespace.prepare()
  await namespace.close()
  return name
}

async function askToken(port: number, who: object): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/issuer/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(who),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}
