import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withSpan } from '../observe/index.ts'
import { apiDocument } from './apiDocument.ts'
import { routeFaults } from './faults.ts'
import { sampleApp, SERVICE_KEY, token, type Sample } from './sampleApp.ts'

let sample: Sample
let bearer: string
let count = 0
beforeEach(async () => {
  sample = await sampleApp()
  bearer = `Bearer ${await token()}`
})
afterEach(() => sample.app.close())

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  sample.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { authorization: bearer, 'idempotency-key': `key-${(count += 1)}`, ...headers },
  })
const get = (url: string, headers: Record<string, string> = {}) =>
  sample.app.inject({ method: 'GET', url, headers: { authorization: bearer, ...headers } })
const open = async (headers: Record<string, string> = {}) => {
  const answer = await post('/sample/counters', { title: 'Kas' }, headers)
  return { answer, ...answer.json<{ id: string; version: number }>() }
}

describe('writing', () => {
  test('a creation answers where it is, its version and what a list can wait for', async () => {
    const { answer, id, version } = await open()
    expect(answer.statusCode).toBe(201)
    expect(version).toBe(1)
    expect(answer.headers).toMatchObject({ etag: '"1"', location: `/sample/counters/${id}`, 'simpul-after': `${id}:1` })
  })

  test('the same key gives the same thing once, another body under it is 422, another subject another thing', async () => {
    const key = { 'idempotency-key': 'same' }
    const first = await open(key)
    const again = await open(key)
    expect([again.id, again.version]).toEqual([first.id, 1])
    expect((await sample.store.load(first.id))?.version).toBe(1)
    const other = await post('/sample/counters', { title: 'Lain' }, key)
    expect([other.statusCode, other.json<{ code: string }>().code]).toEqual([422, 'platform/key-reused'])
    const stranger = await open({ ...key, authorization: `Bearer ${await token({ sub: 'budi' })}` })
    expect(stranger.answer.statusCode).toBe(201)
    expect(stranger.id).not.toBe(first.id)
  })

  test('the order of fields in the body makes no other request', async () => {
    const { id } = await open()
    const key = { 'idempotency-key': 'raise' }
    const one = await post(`/sample/counters/${id}/raise`, { by: 2, times: 2 }, key)
    const two = await post(`/sample/counters/${id}/raise`, { times: 2, by: 2 }, key)
    expect([one.json(), two.json()]).toEqual([
      { id, version: 3 },
      { id, version: 3 },
    ])
  })

  test("another's thing is not there, neither to read nor to write", async () => {
    const { id } = await open()
    const stranger = { authorization: `Bearer ${await token({ sub: 'budi' })}` }
    for (const answer of [
      await post(`/sample/counters/${id}/raise`, { by: 1 }, stranger),
      await get(`/sample/counters/${id}`, stranger),
    ])
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'platform/not-found'])
    expect((await sample.store.load(id))?.version).toBe(1)
  })

  test('If-Match: absent where required 428, old 412, not an ETag 400, right 200', async () => {
    const { id } = await open()
    const auditor = { authorization: `Bearer ${await token({ roles: ['auditor'] })}` }
    const audit = async (ifMatch?: string) =>
      (await post(`/sample/counters/${id}/audit`, {}, { ...auditor, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) }))
        .statusCode
    expect([await audit(), await audit('"7"'), await audit('W/"1"'), await audit('"1"')]).toEqual([428, 412, 400, 200])
  })
})

describe('reading', () => {
  test('a GET has a strong ETag, and 304 when nothing changed', async () => {
    const { id } = await open()
    const first = await get(`/sample/counters/${id}`)
    expect([first.statusCode, first.headers.etag, first.json()]).toEqual([200, '"1"', { id, version: 1, total: 0 }])
    const second = await get(`/sample/counters/${id}`, { 'if-none-match': '"1"' })
    expect([second.statusCode, second.body]).toEqual([304, ''])
    await post(`/sample/counters/${id}/raise`, { by: 3 })
    expect((await get(`/sample/counters/${id}`, { 'if-none-match': '"1"' })).statusCode).toBe(200)
  })

  test('numbers in a query are read as such; a page has 25 rows unless asked, 100 at most', async () => {
    expect((await get('/sample/counters?least=3')).json()).toEqual({ items: [{ id: 'a', limit: 25, least: 3 }], next: null })
    expect((await get('/sample/counters?limit=100')).statusCode).toBe(200)
    const over = await get('/sample/counters?limit=101')
    expect([over.statusCode, over.json<{ errors: unknown }>().errors]).toEqual([
      400,
      [{ parameter: 'limit', detail: 'Paling banyak 100.' }],
    ])
  })

  test('a list waits for the write that it is told of, else says that it is stale', async () => {
    expect((await get('/sample/counters', { 'simpul-after': 'x:2' })).headers['simpul-stale']).toBe('true')
    setTimeout(() => (sample.seen = 2), 10)
    expect((await get('/sample/counters', { 'simpul-after': 'x:2' })).headers['simpul-stale']).toBeUndefined()
    expect((await get('/sample/counters', { 'simpul-after': 'x' })).statusCode).toBe(400)
  })
})

describe('who may', () => {
  test.each([
    ['no token', undefined, 401],
    ['another role', { roles: ['officer'] }, 403],
    ['no role', { roles: [] }, 403],
  ])('%s', async (_, claims, status) => {
    const authorization = claims ? `Bearer ${await token(claims)}` : ''
    const answer = await post('/sample/counters', { title: 'Kas' }, { authorization })
    expect(answer.statusCode).toBe(status)
    if (status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer')
    expect(await sample.store.pending(9, [])).toEqual([])
  })

  test("an internal route wants the services' key, and a person's token is none", async () => {
    const status = async (headers: Record<string, string>) => (await get('/sample/heads', headers)).statusCode
    expect(await status({})).toBe(401)
    expect(await status({ 'simpul-service-key': 'wrong' })).toBe(401)
    expect(await status({ authorization: '', 'simpul-service-key': SERVICE_KEY })).toBe(200)
    expect(
      (await post('/sample/counters', { title: 'Kas' }, { authorization: '', 'simpul-service-key': SERVICE_KEY })).statusCode,
    ).toBe(401)
  })

  test('an issuer that is away is 503, not 401', async () => {
    const away = await sampleApp({ verify: async () => ({ ok: false, reason: 'issuer-unreachable' }) })
    const answer = await away.app.inject({ method: 'GET', url: '/sample/counters', headers: { authorization: bearer } })
    expect([answer.statusCode, answer.json<{ code: string }>().code, answer.headers['retry-after']]).toEqual([
      503,
      'http/issuer-unreachable',
      '1',
    ])
    await away.app.close()
  })
})

test('every route that is not public refuses whoever has no token, a broken one, or the wrong role', async () => {
  await sample.app.ready()
  const { paths } = JSON.parse(apiDocument(sample.app)) as {
    paths: Record<string, Record<string, { security: Record<string, unknown>[] }>>
  }
  const guarded = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { security }]) => security.length > 0)
      .map(([method]) => ({ method: method.toUpperCase() as 'GET' | 'POST', url: path.replace('{id}', 'some-id') })),
  )
  expect(guarded).toHaveLength(6)
  for (const route of guarded)
    for (const authorization of [
      '',
      'Bearer',
      'Bearer x.y.z',
      `Bearer ${await token({ roles: ['officer'] }, undefined, 'unknown')}`,
    ]) {
      const answer = await sample.app.inject({ ...route, headers: { authorization } })
      expect([route.url, answer.statusCode]).toEqual([route.url, 401])
    }
})

test('closing answers who is under way', async () => {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  let arrived: () => void = () => undefined
  const under = new Promise<void>((resolve) => (arrived = resolve))
  const verify = async () => {
    arrived()
    await held
    return { ok: true, actor: { subject: 'sari', roles: [] } } as const
  }
  const { app } = await sampleApp({ verify })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const answer = fetch(`${address}/sample/counters`, { headers: { authorization: bearer } })
  await under
  const closed = app.close()
  setTimeout(release, 50)
  expect((await answer).status).toBe(200)
  await closed
  await expect(fetch(address)).rejects.toThrow('fetch failed')
})

test('a route without policy, response schema or closed body does not start', () => {
  const may = { roles: 'public' } as const
  const add = (route: object) => () => sample.app.route({ method: 'GET', url: '/x', handler: async () => 'x', ...route })
  expect(add({ schema: { response: { 200: {} } } })).toThrow('GET /x has no policy')
  expect(add({ config: { may } })).toThrow('GET /x has no response schema')
  const nested = { type: 'object', additionalProperties: false, properties: { a: { anyOf: [{ type: 'object' }] } } }
  expect(
    routeFaults({ method: 'POST', url: '/x', config: { may }, schema: { response: {}, body: nested }, handler: async () => 'x' }),
  ).toEqual(['POST /x takes unknown fields in its body at #/a/0'])
})

describe('around the services', () => {
  test('an unexpected error tells nothing, and is logged with its stack', async () => {
    const answer = await get('/sample/broken')
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('secret')
    const { instance } = answer.json<{ instance: string }>()
    const line = sample.logged.map((text) => JSON.parse(text) as { msg: string; traceId: string; err?: { stack: string } })
    const logged = line.find(({ msg }) => msg === 'unexpected error')
    expect(logged?.traceId).toBe(instance)
    expect(logged?.err?.stack).toContain('sampleApp.ts')
  })

  test('every code in an answer leads to a page that explains it, in both languages and escaped', async () => {
    const { type } = (await get('/nowhere')).json<{ type: string }>()
    expect((await get(type)).body).toContain('There is nothing at this address.')
    const page = await get('/problems/counter/not-open')
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.body).toContain('Penghitung &lt;belum&gt; dibuka.')
    expect((await get('/problems/toString')).statusCode).toBe(404)
    expect((await get('/problems')).body).toContain('/problems/platform"')
    expect((await get('/problems/platform')).body).toContain('/problems/platform/not-found')
  })

  test('health: alive always, ready while the database is and we are not closing', async () => {
    const status = async (url: string) => (await sample.app.inject({ method: 'GET', url })).statusCode
    expect([await status('/livez'), await status('/readyz')]).toEqual([200, 200])
    sample.ready = false
    expect([await status('/livez'), await status('/readyz')]).toEqual([200, 503])
    const slow = await sampleApp({ ready: () => new Promise(() => undefined) })
    expect((await slow.app.inject('/readyz')).statusCode).toBe(503)
    await slow.app.close()
  })

  test('metrics count by declared route; an invented address makes no new label', async () => {
    await get('/sample/counters/abc')
    await get('/invented/address')
    const { body } = await get('/metrics')
    expect(body).toContain('simpul_http_request_seconds_count{method="GET",route="/sample/counters/:id",status="404"} 1')
    expect(body).toContain('simpul_http_refusals_total{code="platform/not-found"} 1')
    expect(body).not.toContain('invented')
  })

  test('the log has routes, not addresses, and no body', async () => {
    const { id } = await open()
    await post(`/sample/counters/${id}/raise`, { by: 77 })
    expect(sample.logged.join('')).toContain('/sample/counters/:id/raise')
    expect(sample.logged.join('')).not.toMatch(new RegExp(`${id}|Kas|Bearer`))
  })

  test('the API document is OpenAPI 3.1 and says which headers and who', async () => {
    const { body } = await get('/openapi.json')
    expect(body).toBe(apiDocument(sample.app))
    const { openapi, paths } = JSON.parse(body) as {
      openapi: string
      paths: Record<string, Record<string, { parameters: unknown[]; security: unknown }>>
    }
    expect(openapi).toBe('3.1.0')
    expect(Object.keys(paths)).toEqual([
      '/sample/broken',
      '/sample/counters',
      '/sample/counters/{id}',
      '/sample/counters/{id}/audit',
      '/sample/counters/{id}/raise',
      '/sample/heads',
    ])
    expect(paths['/sample/counters']?.['post']?.parameters).toContainEqual(
      expect.objectContaining({ name: 'idempotency-key', required: true }),
    )
    expect(paths['/sample/heads']?.['get']?.security).toEqual([{ serviceKey: [] }])
    const docs = await get('/docs')
    expect(docs.body).toContain('Buka penghitung / Open a counter')
    expect(docs.body).not.toMatch(/<script|https?:\/\//)
  })

  test('without tracing nothing is put into the envelope', async () => {
    const { id } = await withSpan('test', undefined, () => open())
    expect((await sample.store.load(id))?.outbox[0]?.traceparent).toBeUndefined()
  })
})
