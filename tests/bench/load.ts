// Requests at a server: as many as N connections get through (closed), or so many a second whatever the answers (open).
// Guarantees: an answer that is not the expected one is counted, never timed; latency in the open form counts from the moment at which a
// request was due, so a server that stalls cannot hide it.
import { Agent, request } from 'node:http'

export interface Call {
  readonly path: string
  /** Without one it is a GET. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Outcome {
  readonly done: number
  readonly wrong: number
  readonly seconds: number
  /** Milliseconds, ascending. */
  readonly latencies: readonly number[]
}

export interface Answered {
  readonly status: number
  readonly body: string
}

export class Client {
  private readonly agent: Agent
  private readonly port: number
  private readonly token: string

  constructor(port: number, token: string, connections: number) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections })
    this.port = port
    this.token = token
  }

  ask({ path, body, headers = {} }: Call): Promise<Answered> {
    const content = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.port,
          path,
          method: body === undefined ? 'GET' : 'POST',
          agent: this.agent,
          headers: { authorization: `Bearer ${this.token}`, ...content, ...headers },
        },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => (text += chunk))
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  }

  close(): void {
    this.agent.destroy()
  }
}

/** `make(n)` gives the n-th call; `took` sees each good answer. */
export async function closedLoop(
  client: Client,
  connections: number,
  seconds: number,
  make: (n: number) => Call,
): Promise<Outcome> {
  const latencies: number[] = []
  let sent = 0
  let wrong = 0
  const begun = performance.now()
  const end = begun + seconds * 1_000
  const lane = async () => {
    while (performance.now() < end) {
      const at = performance.now()
      const { status } = await client.ask(make((sent += 1)))
      if (status >= 200 && status < 300) latencies.push(performance.now() - at)
      else wrong += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
  return outcomeOf(latencies, wrong, begun)
}

/** `answered` is told each good answer and when it came. */
export async function openLoop(
  client: Client,
  perSecond: number,
  seconds: number,
  make: (n: number) => Call,
  answered: (body: string, at: number) => void = () => undefined,
): Promise<Outcome> {
  const latencies: number[] = []
  let wrong = 0
  const begun = performance.now()
  const total = Math.round(perSecond * seconds)
  const waiting: Promise<void>[] = []
  for (let n = 1; n <= total; n += 1) {
    const due = begun + ((n - 1) * 1_000) / perSecond
    const early = due - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    waiting.push(
      client.ask(make(n)).then(({ status, body }) => {
        const at = performance.now()
        if (status < 200 || status >= 300) {
          wrong += 1
          return
        }
        latencies.push(at - due)
        answered(body, at)
      }),
    )
  }
  await Promise.all(waiting)
  return outcomeOf(latencies, wrong, begun)
}

const outcomeOf = (latencies: number[], wrong: number, begun: number): Outcome => ({
  done: latencies.length,
  wrong,
  seconds: (performance.now() - begun) / 1_000,
  latencies: latencies.toSorted((a, b) => a - b),
})
