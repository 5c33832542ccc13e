// Every way in which another system can fail us, against a real server on this machine.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Type } from 'typebox'
import { confidenceOf } from './answer.ts'
import { memoryCache } from './cache.ts'
import { outside, type Observation, type OutsideOptions } from './outside.ts'

const NIK = '3171011708900001'
const ECHO = { status: 200, body: { name: 'ok' } }

type Reply = (request: IncomingMessage, response: ServerResponse) => void
let server: Server
let baseUrl: string
let replies: Reply[]
let seen: string[]
let observed: Observation[]

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
const never: Reply = () => undefined
const close: Reply = (request) => {
  request.socket.destroy()
}

beforeEach(async () => {
  replies = []
  seen = []
  observed = []
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    // The last reply holds for all that follow.
    const reply = replies.length > 1 ? replies.shift() : replies[0]
    reply?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  vi.useRealTimers()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** What answers at once does so on a busy machine, too; only where nothing comes is the wait short. */
const PATIENT_MS = 5_000
const IMPATIENT = { timeoutMs: 60 }

function system(more: Partial<OutsideOptions> = {}) {
  return outside({
    name: 'registry',
    baseUrl,
    timeoutMs: PATIENT_MS,
    attempts: 1,
    breaker: { failures: 3, openForMs: 1_000 },
    retryWaitMs: { first: 1, max: 2 },
    observe: (observation) => observed.push(observation),
    ...more,
  })
}

const Named = Type.Object({ name: Type.String(), asOf: Type.Optional(Type.String()) })
const question = (more: Partial<OutsideOptions> = {}, cacheFor?: { freshMs: number; staleMs: number }) =>
  system(more).question({
    operation: 'name',
    answers: { 200: Named, 404: Type.Object({ unknown: Type.Literal(true) }) },
    request: (nik: string) => ({ method: 'POST', path: '/names', body: { nik } }),
    asOf: (value) => (value.status === 200 ? value.body.asOf : undefined),
    ...(cacheFor === undefined ? {} : { cacheFor }),
  })

describe('each failure of the other side has its word', () => {
  const cases: readonly [string, Reply, string, string][] = [
    ['nothing comes', never, 'timeout', 'timeout'],
    ['headers come, the body never ends', (_q, r) => void r.writeHead(200).write('{'), 'timeout', 'timeout'],
    ['the connection is closed', close, 'closed', 'UND_ERR_SOCKET'],
    [
      'the body is cut short',
      (_q, r) => {
        r.writeHead(200, { 'content-length': '50' }).write('{')
        setTimeout(() => r.destroy(), 5)
      },
      'closed',
      'UND_ERR_SOCKET',
    ],
    ['500', json(500, {}), '5xx', '500'],
    ['503', json(503, {}), '5xx', '503'],
    ['not JSON', (_q, r) => void r.end(`<html>${NIK}`), 'garbage', 'json'],
    ['empty', (_q, r) => void r.end(), 'garbage', 'json'],
    ['JSON of another shape', json(200, { nama: NIK }), 'garbage', 'schema'],
    ['too long', json(200, { name: 'x'.repeat(70_000) }), 'garbage', 'over 65536 B'],
    ['a time that is none', json(200, { name: 'a', asOf: 'yesterday' }), 'garbage', 'asOf'],
    ['not HTTP', (q) => void q.socket.end('hello\r\n\r\n'), 'garbage', 'HTTPParserError'],
    ['a redirect', json(302, {}, { location: 'http://127.0.0.1:1/' }), 'garbage', '302'],
    ['our key is refused', json(401, {}), 'rejected', '401'],
    ['too many calls', json(429, {}), 'throttled', '429'],
  ]
  it.each(cases)('%s', async (_name, reply, reason, detail) => {
    replies = [reply]
    const result = await question(reason === 'timeout' ? IMPATIENT : {})(NIK)
    expect(result).toEqual({ kind: 'down', system: 'registry', operation: 'name', reason, detail, attempts: 1 })
    expect(JSON.stringify([result, observed])).not.toContain(NIK)
  })

  it('nobody listens', async () => {
    await new Promise((resolve) => server.close(resolve))
    expect(await question()(NIK)).toMatchObject({ kind: 'down', reason: 'refused', detail: 'ECONNREFUSED' })
    server = createServer().listen(0)
  })

  it('a mistake of our own is thrown, not hidden as a failure of theirs', async () => {
    const broken = system().question({
      operation: 'broken',
      answers: { 200: Named },
      request: () => ({ method: 'GET', path: '/', headers: { 'no such': 'header name' } }),
    })
    await expect(broken(undefined)).rejects.toThrow(TypeError)
  })
})

describe('answers', () => {
  it('a declared 404 is an answer', async () => {
    replies = [json(404, { unknown: true })]
    expect(await question()(NIK)).toMatchObject({ kind: 'answer', value: { status: 404, body: { unknown: true } } })
  })

  it('what the schema does not name is dropped', async () => {
    replies = [json(200, { name: 'ok', motherName: 'Ani', __proto__: { a: 1 } })]
    expect(await question()(NIK)).toMatchObject({ value: ECHO, from: 'live', ageMs: 0 })
    expect(JSON.stringify(await question()(NIK))).not.toContain('Ani')
  })

  it('data of the future count as of now', async () => {
    replies = [json(200, { name: 'ok', asOf: '2999-01-01T00:00:00.000Z' })]
    const result = await question()(NIK)
    expect(result.kind === 'answer' && Date.parse(result.asOf)).toBeLessThanOrEqual(Date.now())
  })

  it('old data, and answers that stand in for a silent system, are aged', async () => {
    replies = [json(200, { name: 'ok', asOf: '2026-01-01T00:00:00.000Z' })]
    const result = await question()(NIK)
    if (result.kind !== 'answer') throw new Error('expected an answer')
    const at = Date.parse('2026-01-02T00:00:00.000Z')
    expect(confidenceOf(result, 86_400_000, at)).toBe('firm')
    expect(confidenceOf(result, 86_400_000, at + 1)).toBe('aged')
    expect(confidenceOf({ ...result, insteadOf: '5xx' }, 86_400_000, at)).toBe('aged')
  })
})

describe('attempts', () => {
  it('a question is repeated until it is answered', async () => {
    replies = [json(500, {}), close, json(200, { name: 'ok' })]
    expect(await question({ attempts: 3 })(NIK)).toMatchObject({ kind: 'answer', value: ECHO })
    expect(observed.map((o) => [o.attempt, o.outcome])).toEqual([[1, '5xx'], [2, 'closed'], [3, 'answer']]) // prettier-ignore
  })

  it('never more often than told', async () => {
    replies = [json(500, {})]
    expect(await question({ attempts: 2 })(NIK)).toMatchObject({ kind: 'down', reason: '5xx', attempts: 2 })
    expect(seen).toHaveLength(2)
  })

  it.each([
    ['garbage', json(200, {})],
    ['rejected', json(403, {})],
  ] as const)('%s is not worth repeating', async (reason, reply) => {
    replies = [reply]
    expect(await question({ attempts: 3 })(NIK)).toMatchObject({ kind: 'down', reason, attempts: 1 })
  })

  it('waits grow, with jitter, and never pass the bound', async () => {
    const waits: number[] = []
    const clock = { now: Date.now, monotonic: () => 0, sleep: (ms: number) => Promise.resolve(void waits.push(ms)) }
    replies = [json(500, {})]
    const options = { attempts: 5, clock, retryWaitMs: { first: 100, max: 300 }, breaker: { failures: 9, openForMs: 1 } }
    await question({ ...options, random: () => 0 })(NIK)
    await question({ ...options, random: () => 0.5 })(NIK)
    expect(waits).toEqual([50, 100, 150, 150, 75, 150, 225, 225])
  })

  it('Retry-After is obeyed when it is short, and told when it is long', async () => {
    const waits: number[] = []
    const clock = { now: Date.now, monotonic: () => 0, sleep: (ms: number) => Promise.resolve(void waits.push(ms)) }
    replies = [json(503, {}, { 'retry-after': '1' }), json(429, {}, { 'retry-after': '60' })]
    const result = await question({ attempts: 3, clock, retryWaitMs: { first: 1, max: 1_000 } })(NIK)
    expect(waits).toEqual([1_000])
    expect(result).toMatchObject({ kind: 'down', reason: 'throttled', attempts: 2, retryAfterMs: 60_000 })
  })

  it('no more open calls than told', async () => {
    replies = [never]
    const ask = question({ ...IMPATIENT, inFlightMax: 2 })
    const reasons = (await Promise.all([ask('a'), ask('b'), ask('c')])).map((r) => r.kind === 'down' && r.reason)
    expect(reasons).toEqual(['timeout', 'timeout', 'busy'])
    expect(await ask('d')).toMatchObject({ reason: 'timeout' })
  })
})

describe('the breaker', () => {
  it('opens after failures in a row, lets one probe through after a while, and closes on its success', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    replies = [json(500, {})]
    const ask = question({ breaker: { failures: 3, openForMs: 1_000 } })
    for (let n = 0; n < 3; n += 1) await ask(NIK)
    expect(await ask(NIK)).toMatchObject({ kind: 'down', reason: 'breaker-open' })
    expect(seen).toHaveLength(3)

    vi.setSystemTime(Date.now() + 1_000)
    replies = [(_q, r) => void setTimeout(() => r.end('{"name":"ok"}'), 20)]
    const [probe, second] = await Promise.all([ask(NIK), ask(NIK)])
    expect(probe).toMatchObject({ kind: 'answer' })
    expect(second).toMatchObject({ kind: 'down', reason: 'breaker-open' })
    expect(await ask(NIK)).toMatchObject({ kind: 'answer' })
  })

  it('one odd record does not close the door on the others', async () => {
    replies = [json(200, {})]
    const ask = question()
    for (let n = 0; n < 5; n += 1) expect(await ask(NIK)).toMatchObject({ reason: 'garbage' })
  })

  it('a question does not go on against an open breaker', async () => {
    replies = [json(500, {})]
    const result = await question({ attempts: 5, breaker: { failures: 2, openForMs: 1_000 } })(NIK)
    expect(result).toMatchObject({ reason: 'breaker-open', attempts: 2 })
    expect(seen).toHaveLength(2)
  })
})

describe('kept answers', () => {
  const hour = 3_600_000
  const cacheFor = { freshMs: hour, staleMs: 24 * hour }
  let now = Date.parse('2026-05-10T03:00:00.000Z')
  const clock = { now: () => now, monotonic: () => 0, sleep: () => Promise.resolve() }

  it('serve while fresh, stand in when the system is down, and say how old they are', async () => {
    const ask = question({ clock }, cacheFor)
    replies = [json(200, { name: 'ok' })]
    const live = await ask(NIK)
    now += hour
    expect(await ask(NIK)).toEqual({ ...live, from: 'cache', ageMs: hour })
    expect(seen).toHaveLength(1)
    now += 1
    replies = [json(500, {})]
    expect(await ask(NIK)).toEqual({ ...live, from: 'cache', ageMs: hour + 1, insteadOf: '5xx' })
    expect(await ask(NIK, { maxAgeMs: hour })).toMatchObject({ kind: 'down', reason: '5xx' })
    expect(await ask(NIK, { maxAgeMs: 0 })).toMatchObject({ kind: 'down', reason: '5xx' })
    now += 23 * hour
    expect(await ask(NIK)).toMatchObject({ kind: 'down' })
  })

  it('a live question renews them; a "not found" is never kept; another person has another answer', async () => {
    const ask = question({ clock }, cacheFor)
    replies = [json(404, { unknown: true }), json(200, { name: 'a' }), json(200, { name: 'b' }), json(200, { name: 'other' })]
    expect(await ask(NIK)).toMatchObject({ value: { status: 404 } })
    expect(await ask(NIK)).toMatchObject({ value: { body: { name: 'a' } } })
    expect(await ask(NIK, { maxAgeMs: 0 })).toMatchObject({ value: { body: { name: 'b' } }, from: 'live' })
    expect(await ask('3171011708900002')).toMatchObject({ value: { body: { name: 'other' } }, from: 'live' })
    expect(await ask(NIK)).toMatchObject({ value: { body: { name: 'b' } }, from: 'cache' })
  })

  it('are found under keys that tell nothing', async () => {
    const keys: string[] = []
    const cache = memoryCache(2)
    const spied = {
      get: (key: string) => cache.get(key),
      set: (key: string, ...rest: [never, number]) => (keys.push(key), cache.set(key, ...rest)),
    }
    replies = [json(200, { name: 'ok' })]
    for (const secret of ['a', 'b']) await question({ cache: spied, cacheKeySecret: Buffer.from(secret) }, cacheFor)(NIK)
    expect(keys[0]).toMatch(/^[\w-]{43}$/)
    // Without the secret the second question would find the first one's answer and keep nothing.
    expect(new Set(keys).size).toBe(2)
  })

  it('are bounded in number, the least recently used goes first', async () => {
    const cache = memoryCache(2)
    const kept = { status: 200, body: {}, asOf: '', receivedAt: 0 }
    await cache.set('a', kept, 1)
    await cache.set('b', kept, 1)
    await cache.get('a')
    await cache.set('c', kept, 1)
    expect([await cache.get('a'), await cache.get('b'), await cache.get('c')]).toEqual([kept, undefined, kept])
  })
})

describe('a registration', () => {
  const absent = json(404, { unknown: true })
  const done = json(200, { number: 'R-1' })
  const made = json(201, { number: 'R-1' })
  const Numbered = Type.Object({ number: Type.String() })
  const registration = (more: Partial<OutsideOptions> = {}) =>
    system({ attempts: 2, breaker: { failures: 20, openForMs: 1_000 }, ...more }).registration({
      operation: 'akad',
      answers: { 201: Numbered, 409: Type.Object({ conflict: Type.Literal(true) }) },
      request: (input: { key: string; nik: string }) => ({ method: 'POST', path: '/akad', body: input }),
      lookup: {
        answers: { 200: Numbered },
        absent: Type.Object({ unknown: Type.Literal(true) }),
        request: (key) => ({ method: 'GET', path: `/akad/${key}` }),
      },
    })
  const input = { key: 'k1', nik: NIK }
  const sends = () => seen.filter((line) => line === 'POST /akad').length

  it('that they do not have is sent once', async () => {
    replies = [absent, made]
    expect(await registration().register(input)).toMatchObject({ kind: 'answer', via: 'send', value: { status: 201 } })
    expect(seen).toEqual(['GET /akad/k1', 'POST /akad'])
  })

  it('that they have is not sent', async () => {
    replies = [done]
    expect(await registration().register(input)).toMatchObject({ kind: 'answer', via: 'lookup', value: { status: 200 } })
    expect(sends()).toBe(0)
  })

  it.each([
    ['timeout', never],
    ['closed', close],
    ['5xx', json(500, {})],
    ['garbage', json(201, {})],
  ] as const)('that ended in %s is looked up, never repeated', async (reason, reply) => {
    const wait = reason === 'timeout' ? IMPATIENT : {}
    replies = [absent, reply, done]
    expect(await registration(wait).register(input)).toMatchObject({ kind: 'answer', via: 'lookup' })
    expect(sends()).toBe(1)

    replies = [absent, reply, absent]
    const result = await registration(wait).register(input)
    expect(result).toMatchObject({ kind: 'unsettled', reason })
    expect(JSON.stringify(result)).not.toContain(NIK)
    expect(sends()).toBe(2)
  })

  it('is not sent when the lookup before it gets no answer, or a 404 that is not theirs', async () => {
    replies = [json(500, {})]
    expect(await registration().register(input)).toMatchObject({ kind: 'down', operation: 'akad-lookup', reason: '5xx' })
    replies = [json(404, { message: 'no such page' })]
    expect(await registration().register(input)).toMatchObject({ kind: 'down', reason: 'garbage' })
    expect(sends()).toBe(0)
  })

  it('that they refuse is down, with nothing done', async () => {
    replies = [absent, json(403, {})]
    expect(await registration().register(input)).toMatchObject({ kind: 'down', reason: 'rejected' })
  })

  it('can be looked up alone', async () => {
    replies = [absent, done]
    expect(await registration().lookup('k1')).toEqual({ kind: 'absent' })
    expect(await registration().lookup('k1')).toMatchObject({ kind: 'answer', value: { body: { number: 'R-1' } } })
  })
})
