// Simpul as its users meet it: simulators and service processes of a test's own, spoken to by HTTP alone.
// Guarantees: databases, topics and Temporal namespace of its own; `stop` ends the processes, also after a failure.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@simpul/testkit/freePort'

const ROOT = new URL('../../', import.meta.url).pathname

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- what an answer holds is what the test is about
  readonly body: any
}

export interface Who {
  readonly as: string | readonly string[]
  readonly person?: string
  readonly org?: string
  readonly branch?: string
}

export class Installation {
  readonly api: string
  readonly issuer: string
  private readonly children: readonly ChildProcess[]
  private readonly folder: string

  private constructor(api: string, issuer: string, children: readonly ChildProcess[], folder: string) {
    this.api = api
    this.issuer = issuer
    this.children = children
    this.folder = folder
  }

  /** `between`: makes the address at which services find each other, when it shall not be the API's own. */
  static async start(groups: readonly string[], between = async (api: string) => api): Promise<Installation> {
    const folder = mkdtempSync(join(tmpdir(), 'simpul-journey-'))
    const children: ChildProcess[] = []
    try {
      const simulators = run(children, ['infra/simulators/src/main.ts', '--port', '0', '--keys', join(folder, 'keys')], {})
      const outside = `http://127.0.0.1:${await ready(simulators)}`
      const name = `j${randomUUID().slice(0, 8)}`
      const port = await freePort()
      const env = {
        SIMPUL_EPOCH: name,
        SIMPUL_DB_PREFIX: name,
        SIMPUL_ISSUER: `${outside}/issuer`,
        SIMPUL_SERVICE_KEY: randomUUID().repeat(2),
        SIMPUL_KEK_FILE: join(folder, 'keys', 'kek'),
        SIMPUL_BLOB_DIR: join(folder, 'blobs'),
        SIMPUL_API_URL: await between(`http://127.0.0.1:${port}`),
        ...Object.fromEntries(
          ['dukcapil', 'oss', 'sikp', 'slik'].map((system) => [`${system.toUpperCase()}_URL`, `${outside}/${system}`]),
        ),
        LOG_LEVEL: 'warn',
      }
      await Promise.all(
        groups.map((roles) => {
          const at = roles.includes('api') ? ['--port', String(port)] : []
          return ready(run(children, ['services/main.ts', '--roles', roles, ...at], env))
        }),
      )
      return new Installation(`http://127.0.0.1:${port}`, `${outside}/issuer`, children, folder)
    } catch (error) {
      await end(children, folder)
      throw error
    }
  }

  stop(): Promise<void> {
    return end(this.children, this.folder)
  }

  async token(who: Who): Promise<string> {
    const answer = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(who),
    })
    return ((await answer.json()) as { access_token: string }).access_token
  }

  async get(path: string, token?: string, headers: Record<string, string> = {}): Promise<Answer> {
    return told(await fetch(this.api + path, { headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) } }))
  }

  async post(path: string, token: string, body: unknown, key: string = randomUUID()): Promise<Answer> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key }
    return told(await fetch(this.api + path, { method: 'POST', headers, body: JSON.stringify(body) }))
  }
}

async function told(response: Response): Promise<Answer> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}

function run(children: ChildProcess[], args: readonly string[], env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return child
}

/** The last word of the READY line: the port. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const port = /^READY.* (\d+)$/m.exec(text)?.[1]
      if (port !== undefined) resolve(port)
    })
    child.once('exit', (code, signal) => reject(new Error(`a process ended (${signal ?? code}) before it was ready`)))
  })
}

async function end(children: readonly ChildProcess[], folder: string): Promise<void> {
  for (const child of children.toReversed()) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    await exit
  }
  rmSync(folder, { recursive: true, force: true })
}
