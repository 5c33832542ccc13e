// The whole of Simpul for a fault test: engines of its own behind proxies, the simulators, and every role as its own process.
// Guarantees: one folder holds everything and goes with `close`; roles that end are started again.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Addresses, MemorySample } from '@simpul/testkit/checker'
import { freePort } from '@simpul/testkit/freePort'
import { Engine, type EngineName } from './engine.ts'
import { openLinks, useLinks, type Links } from './links.ts'
import { Role, ROLES, type RoleName } from './role.ts'

/** The namespace that Temporal's development server makes at once is that of epoch e1. */
const FIRST_EPOCH = 'e1'
export const PREFIX = 'simpul'
const SESSION_TIMEOUT_MS = 6_000 // the broker's least: so long a killed consumer holds its partitions
const SAMPLE_MS = 5_000
const BEGUN_WITHIN_MS = 90_000 // a machine may be busy

export class Stage {
  readonly folder: string
  readonly api: string
  readonly issuer: string
  readonly engines: Readonly<Record<EngineName, Engine>>
  readonly roles: Readonly<Record<RoleName, Role>>
  readonly memory: MemorySample[] = []
  /** Of the installation as it is now; a restore begins a new one. */
  epoch = FIRST_EPOCH
  private readonly simulators: Role
  private readonly links = new Map<RoleName, Links>()
  private readonly sampling: NodeJS.Timeout

  private constructor(
    folder: string,
    urls: { api: string; issuer: string },
    engines: Stage['engines'],
    roles: Stage['roles'],
    simulators: Role,
  ) {
    this.folder = folder
    this.api = urls.api
    this.issuer = urls.issuer
    this.engines = engines
    this.roles = roles
    this.simulators = simulators
    this.sampling = setInterval(() => this.sample(), SAMPLE_MS)
  }

  /** `root`: where another release lies whose roles begin the run. */
  static async open({ root }: { readonly root?: string } = {}): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'simpul-faults-'))
    const [kafka, mongodb, temporal, apiPort, outsidePort] = await Promise.all([
      Engine.open('kafka', folder),
      Engine.open('mongodb', folder),
      Engine.open('temporal', folder),
      freePort(),
      freePort(),
    ])
    const outside = `http://127.0.0.1:${outsidePort}`
    const keys = join(folder, 'keys')
    const logOf = (name: string) => join(folder, `${name}.log`)
    const simulators = new Role(
      'simulators',
      ['infra/simulators/src/main.ts', '--port', String(outsidePort), '--keys', keys],
      {},
      logOf('simulators'),
    )
    await simulators.start()
    const env = {
      KAFKA_BROKERS: kafka.address,
      MONGODB_URL: `mongodb://${mongodb.address}/?directConnection=true&retryWrites=false`,
      TEMPORAL_ADDRESS: temporal.address,
      SIMPUL_EPOCH: FIRST_EPOCH,
      SIMPUL_DB_PREFIX: PREFIX,
      SIMPUL_ISSUER: `${outside}/issuer`,
      SIMPUL_SERVICE_KEY: randomUUID().repeat(2),
      SIMPUL_KEK_FILE: join(keys, 'kek'),
      SIMPUL_BLOB_DIR: join(folder, 'blobs'),
      SIMPUL_API_URL: `http://127.0.0.1:${apiPort}`,
      ...Object.fromEntries(
        ['dukcapil', 'oss', 'sikp', 'slik'].map((name) => [`${name.toUpperCase()}_URL`, `${outside}/${name}`]),
      ),
      KAFKA_SESSION_TIMEOUT_MS: String(SESSION_TIMEOUT_MS),
      MICROCREDIT_ASK_AGAIN_MS: '2000', // partners is asked by HTTP, and the API is killed here
      LOG_LEVEL: 'warn',
    }
    const role = (name: RoleName) =>
      new Role(name, ['services/main.ts', '--roles', name, '--port', name === 'api' ? String(apiPort) : '0'], env, logOf(name))
    const roles = Object.fromEntries(ROLES.map((name) => [name, role(name)])) as Record<RoleName, Role>
    if (root !== undefined) for (const name of ROLES) roles[name].becomes({ root })
    const urls = { api: env.SIMPUL_API_URL, issuer: env.SIMPUL_ISSUER }
    const stage = new Stage(folder, urls, { kafka, mongodb, temporal }, roles, simulators)
    try {
      await stage.startRoles()
      return stage
    } catch (error) {
      const words = ROLES.map((name) => `--- ${name}\n${stage.words(name)}`).join('\n')
      await stage.close()
      throw new Error(`the stage did not open:\n${words}`, { cause: error })
    }
  }

  /** The simulators of Dukcapil, OSS, SIKP and SLIK. */
  get outside(): string {
    return new URL(this.issuer).origin
  }

  /** For the checker, past the proxies. */
  get addresses(): Addresses {
    const { kafka, mongodb, temporal } = this.engines
    const mongoUrl = `mongodb://${mongodb.direct}/?directConnection=true&retryWrites=false`
    return { mongoUrl, brokers: kafka.address, temporal: temporal.direct }
  }

  /** The first role makes keys and topics; side by side, two would make two. */
  async startRoles(): Promise<void> {
    await this.begun('api')
    await Promise.all(ROLES.filter((name) => name !== 'api').map((name) => this.begun(name)))
  }

  private begun(name: RoleName): Promise<void> {
    const role = this.roles[name]
    role.start().catch(() => undefined) // a life that ends early is followed by another, as under any supervisor
    return role.ready(BEGUN_WITHIN_MS)
  }

  async haltRoles(): Promise<void> {
    await Promise.all(ROLES.map((name) => this.roles[name].halt()))
  }

  /** From the next life of each role on: topics, groups and a namespace of its own. */
  beginEpoch(epoch: string): void {
    this.epoch = epoch
    for (const name of ROLES) this.roles[name].becomes({ env: { SIMPUL_EPOCH: epoch } })
  }

  /** From its next life on the role uses links of its own. */
  async linksOf(name: RoleName): Promise<Links> {
    const links = this.links.get(name) ?? (await openLinks(this.engines, this.api))
    this.links.set(name, links)
    useLinks(this.roles[name], this.engines, links)
    return links
  }

  healLinks(): void {
    for (const links of this.links.values()) for (const link of Object.values(links)) link.set({ kind: 'pass' })
  }

  /** Waits for every role; answers those that did not come in time, with their last words. */
  async notReady(): Promise<string[]> {
    const waits = await Promise.allSettled(ROLES.map((name) => this.roles[name].ready()))
    return waits.flatMap((wait) => (wait.status === 'rejected' ? [(wait.reason as Error).message] : []))
  }

  async close(keep = false): Promise<void> {
    clearInterval(this.sampling)
    await this.haltRoles()
    for (const links of this.links.values()) await Promise.all(Object.values(links).map((link) => link.close()))
    await this.simulators.halt()
    await Promise.all(Object.values(this.engines).map((engine) => engine.close()))
    if (!keep) rmSync(this.folder, { recursive: true, force: true })
  }

  private words(name: RoleName): string {
    try {
      return this.roles[name].lastWords()
    } catch {
      return 'it was never started'
    }
  }

  private sample(): void {
    for (const name of ROLES) {
      const { pid } = this.roles[name]
      const rssMb = pid === undefined ? null : residentMb(pid)
      if (pid !== undefined && rssMb !== null) this.memory.push({ at: Date.now(), process: name, pid, rssMb })
    }
  }
}

/** Null where the process has just ended. */
function residentMb(pid: number): number | null {
  try {
    const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kb === undefined ? null : Math.round(Number(kb) / 1024)
  } catch {
    return null
  }
}
