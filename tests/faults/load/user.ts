// Somebody with a token and a phone: sends commands as a careful client does, or as a careless one.
// Guarantees: every attempt is in the journal, with what a success must have given; the same Idempotency-Key at each repetition; an
// answer that does not come is written down as ambiguous, never as a failure.
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, type Attempt } from '@simpul/testkit/checker'
import type { Promises } from './answers.ts'
import type { Journal } from './journal.ts'
import type { Random } from './random.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- what an answer holds is checked against the API's document
export type Body = any

export interface Who {
  readonly as: string | readonly string[]
  readonly person?: string
  readonly org?: string
  readonly branch?: string
  readonly sub: string
}

export interface Lender {
  readonly id: string
  readonly people: Readonly<Record<'lender-manager' | 'officer' | 'approver', string>>
}

export interface World {
  readonly api: string
  /** Registered before anybody applies. */
  readonly lenders: Lender[]
  readonly issuer: string
  readonly journal: Journal
  readonly promises: Promises
  /** No new attempt after this: the run is over. */
  readonly giveUpAt: () => number
}

export interface Step {
  /** `microcredit/applications/:id/draft` */
  readonly route: string
  readonly params?: Readonly<Record<string, string>>
  readonly body?: object
  readonly expects: readonly string[]
  readonly version?: number
  readonly key?: string
  /** Where the route makes it of the body. */
  readonly target?: string
  readonly manner?: 'careful' | 'double' | 'vanishing'
}

export interface Answered {
  readonly status: number
  readonly body: Body
  readonly etag: string | null
  readonly after: string | null
}

/** The API said no, and will say so again. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, where: string) {
    super(`${where} was refused: ${status} ${code}`)
    this.status = status
    this.code = code
  }
}

/** No certain answer until the run was over. */
export class GaveUp extends Error {}

const ANSWER_MS = 15_000 // the API gives up on a command after 10 s
/** Hundreds of clients that are too eager would be a fault of their own: who waits looks and tries again less and less often. */
const RETRY_MS = { first: 100, max: 8_000 } as const
const LOOK_MS = { first: 300, factor: 1.4, max: 4_000 } as const

export class User {
  private readonly world: World
  private readonly journey: string
  private readonly token: string
  private readonly subject: string
  private readonly random: Random

  private constructor(world: World, journey: string, token: string, subject: string, random: Random) {
    this.world = world
    this.journey = journey
    this.token = token
    this.subject = subject
    this.random = random
  }

  static async signIn(world: World, journey: string, who: Who, random: Random): Promise<User> {
    const answer = await fetch(`${world.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(who),
    })
    const { access_token } = (await answer.json()) as { access_token: string }
    return new User(world, journey, access_token, who.sub, random)
  }

  async command(step: Step): Promise<Answered> {
    const { route, params = {}, body = {}, expects, version, target, manner = 'careful' } = step
    const key = step.key ?? this.random.uuid()
    const address = { subject: this.subject, route, params, key, ...(target === undefined ? {} : { target }) }
    const { commandId } = commandOf(address)
    const path = pathOf(route, params)
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    }
    const request = {
      method: 'POST' as const,
      path,
      route: `/${route}`,
      headers,
      body: JSON.stringify(body),
      note: { commandId, expects },
    }
    if (manner === 'vanishing') await this.send(request, this.random.between(1, 30))
    if (manner === 'double') void this.send(request)
    return this.untilAnswered(request)
  }

  /** Once, whatever comes of it: for what shall be refused. */
  async tryOnce(step: Step): Promise<Answered | null> {
    const { route, params = {}, body = {}, version } = step
    const key = step.key ?? this.random.uuid()
    const { commandId } = commandOf({ subject: this.subject, route, params, key })
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    }
    const note = { commandId, expects: step.expects }
    return this.send({
      method: 'POST',
      path: pathOf(route, params),
      route: `/${route}`,
      headers,
      body: JSON.stringify(body),
      note,
    })
  }

  async read(route: string, params: Readonly<Record<string, string>> = {}, more: Record<string, string> = {}): Promise<Answered> {
    const headers = { authorization: `Bearer ${this.token}`, ...more }
    return this.untilAnswered({ method: 'GET', path: pathOf(route, params), route: `/${route.split('?')[0]}`, headers })
  }

  /** Looks again and again until it fits; procedures go on by themselves. Rejects when the run is over first. */
  async until(route: string, id: string, what: string, fits: (value: Body) => boolean): Promise<Body> {
    for (let look = 0; ; look += 1) {
      const { body } = await this.read(route, { id })
      if (fits(body)) return body
      if (Date.now() > this.world.giveUpAt())
        throw new GaveUp(`${this.journey}: waited for ${what} of ${id}, it is ${body.status ?? body.verification?.status}`)
      await sleep(Math.min(LOOK_MS.first * LOOK_MS.factor ** look, LOOK_MS.max) * (0.5 + this.random.next()))
    }
  }

  private async untilAnswered(request: Request): Promise<Answered> {
    for (let attempt = 0; ; attempt += 1) {
      const answered = await this.send(request)
      if (answered && answered.status < 400) return answered
      if (answered && answered.status < 500)
        throw new Refused(answered.status, String(answered.body?.code), `${request.method} ${request.path}`)
      if (Date.now() > this.world.giveUpAt())
        throw new GaveUp(`${this.journey}: ${request.method} ${request.path} was never answered`)
      await sleep(Math.min(RETRY_MS.first * 2 ** attempt, RETRY_MS.max) * (0.5 + this.random.next()))
    }
  }

  /** Null when no answer came. `vanishAfterMs`: the client is gone by then. */
  private async send({ method, path, route, headers, body, note }: Request, vanishAfterMs?: number): Promise<Answered | null> {
    const at = Date.now()
    const base = { at, journey: this.journey, method, path, ...note }
    const write = (rest: Partial<Attempt>) =>
      this.world.journal.write({ ...base, ms: Date.now() - at, outcome: 'answered', ...rest })
    try {
      const response = await fetch(this.world.api + path, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(vanishAfterMs ?? ANSWER_MS),
      })
      const text = await response.text()
      const { status } = response
      const value: Body = text === '' ? null : JSON.parse(text)
      const misfit = this.world.promises.misfit(method, route, status, response.headers.get('content-type') ?? '', value)
      const told = status < 400 && method === 'POST' ? { id: value?.id, version: value?.version } : { code: value?.code }
      write({ status, ...told, ...(misfit === undefined ? {} : { misfit }) })
      return { status, body: value, etag: response.headers.get('etag'), after: response.headers.get('simpul-after') }
    } catch (error) {
      write({ outcome: 'ambiguous', cause: vanishAfterMs === undefined ? causeOf(error) : 'vanished' })
      return null
    }
  }
}

interface Request {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly route: string
  readonly headers: Record<string, string>
  readonly body?: string
  readonly note?: { readonly commandId: string; readonly expects: readonly string[] }
}

const pathOf = (route: string, params: Readonly<Record<string, string>>) =>
  `/${route.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))}`

function causeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause
  return cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : String(error))
}
