import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMPLAINTS_MAX } from './validation.ts'
import { sampleApp, token, type Sample } from './sampleApp.ts'

interface Told {
  type: string
  status: number
  detail: string
  code: string
  instance: string
  errors?: { pointer?: string; parameter?: string; detail: string }[]
}

let sample: Sample
let authorization: string
beforeAll(async () => {
  sample = await sampleApp()
  authorization = `Bearer ${await token()}`
})
afterAll(() => sample.app.close())

const WRITES = ['/sample/counters', '/sample/counters/some-id/raise']
const JSON_TYPE = { 'content-type': 'application/json' }

async function refused(url: string, payload: string | Buffer, headers: Record<string, string> = {}) {
  const send = (language: string) =>
    sample.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { authorization, 'idempotency-key': 'k', ...JSON_TYPE, 'accept-language': language, ...headers },
    })
  const [indonesian, english] = [await send('id'), await send('en-GB,en;q=0.9')]
  for (const answer of [indonesian, english]) {
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json<Told>()).toMatchObject({ status: answer.statusCode, type: `/problems/${answer.json<Told>().code}` })
  }
  expect([indonesian.headers['content-language'], english.headers['content-language']]).toEqual(['id', 'en'])
  expect(indonesian.json<Told>().detail).not.toBe(english.json<Told>().detail)
  expect(await sample.store.pending(9, [])).toEqual([])
  return { ...indonesian.json<Told>(), english: english.json<Told>() }
}

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

describe.each(WRITES)('POST %s', (url) => {
  test.each<[string, string | Buffer, number, string]>([
    ['not JSON', '{"title":', 400, 'http/malformed'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]), 400, 'http/malformed'],
    ['too deep', deep(17), 400, 'http/hostile-body'],
    ['as deep as 64 KiB allow', '['.repeat(30_000) + ']'.repeat(30_000), 400, 'http/hostile-body'],
    ['__proto__', '{"__proto__":{"admin":true}}', 400, 'http/hostile-body'],
    ['constructor', '{"title":{"constructor":{"prototype":{}}}}', 400, 'http/hostile-body'],
    ['an operator', '{"title":{"$gt":""}}', 400, 'http/hostile-body'],
    ['a dotted key', '{"state.owner":"me"}', 400, 'http/hostile-body'],
    ['a NUL', '{"title":"a\\u0000b"}', 400, 'http/hostile-body'],
    ['half a character', '{"title":"\\ud800"}', 400, 'http/hostile-body'],
    ['a list', '[]', 400, 'http/invalid'],
    ['null', 'null', 400, 'http/invalid'],
    ['text', '"title"', 400, 'http/invalid'],
    ['nothing', '', 400, 'http/invalid'],
    ['an unknown field', '{"title":"Kas","by":1,"admin":true}', 400, 'http/invalid'],
    ['infinity', '{"by":1e999,"title":1e999}', 400, 'http/invalid'],
    ['too large', JSON.stringify({ title: 'x'.repeat(66_000) }), 413, 'http/body-too-large'],
  ])('%s', async (_, payload, status, code) => {
    expect(await refused(url, payload)).toMatchObject({ status, code })
  })

  test.each<[string, Record<string, string>, number, string]>([
    ['no key', { 'idempotency-key': '' }, 400, 'http/key-missing'],
    ['a key with spaces', { 'idempotency-key': 'a b' }, 400, 'http/key-missing'],
    ['a key too long', { 'idempotency-key': 'k'.repeat(129) }, 400, 'http/key-missing'],
    ['another media type', { 'content-type': 'text/plain' }, 415, 'http/media-type'],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'http/media-type'],
    ['garbage for a token', { authorization: 'Bearer {"$gt":""}' }, 401, 'http/not-signed-in'],
    ['a token without a signature', { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.' }, 401, 'http/not-signed-in'],
    ['another scheme', { authorization: 'Basic YTpi' }, 401, 'http/not-signed-in'],
    ['a hostile If-Match', { 'if-match': '"1e9", *' }, 400, 'http/if-match-malformed'],
  ])('%s', async (_, headers, status, code) => {
    expect(
      await refused(url, '{"title":"Kas"}'.replace('"title":"Kas"', url.endsWith('raise') ? '"by":1' : '"title":"Kas"'), headers),
    ).toMatchObject({ status, code })
  })
})

test('each wrong field is pointed at, in both languages', async () => {
  const { errors, english } = await refused('/sample/counters', '{"title":5,"kind":"emas","a/b~c":1}')
  expect(errors).toEqual([
    { pointer: '#/a~1b~0c', detail: 'Isian ini tidak dikenal.' },
    { pointer: '#/title', detail: 'Harus berupa teks.' },
    { pointer: '#/kind', detail: 'Harus salah satu dari: kas, stok.' },
  ])
  expect(english.errors?.map(({ detail }) => detail)).toEqual([
    'This field is not known.',
    'Must be text.',
    'Must be one of: kas, stok.',
  ])
  expect((await refused('/sample/counters', '{}')).errors).toEqual([{ pointer: '#/title', detail: 'Wajib diisi.' }])
  expect((await refused('/sample/counters/x/raise', '{"by":"1"}')).errors).toEqual([
    { pointer: '#/by', detail: 'Harus berupa bilangan bulat.' },
  ])
  expect((await refused('/sample/counters/x/raise', '{"by":1.5}')).errors).toHaveLength(1)
  expect((await refused('/sample/counters/x/raise', '{"by":101}')).errors).toEqual([
    { pointer: '#/by', detail: 'Paling banyak 100.' },
  ])
})

test('a thousand wrong fields give no longer an answer than twenty', async () => {
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`f${index}`, 1]))
  expect((await refused('/sample/counters', JSON.stringify(many))).errors).toHaveLength(COMPLAINTS_MAX)
})

test.each<[string, string, number]>([
  ['/sample/counters?least[$gt]=1', 'http/invalid', 400],
  ['/sample/counters?least=1&least=2', 'http/invalid', 400],
  ['/sample/counters?__proto__=1', 'http/invalid', 400],
  ['/sample/counters?limit=ten', 'http/invalid', 400],
  ['/sample/counters?after=' + 'x'.repeat(513), 'http/invalid', 400],
  ['/sample/counters/%24gt', 'http/invalid', 400],
  ['/sample/counters/a%00b', 'http/invalid', 400],
  ['/sample/counters/%c0', 'http/bad-request', 400],
  ['/sample/counters/__proto__', 'platform/not-found', 404],
  ['/SAMPLE/counters', 'http/no-such-path', 404],
  ['/sample/counters/', 'http/invalid', 400],
])('GET %s', async (url, code, status) => {
  const answer = await sample.app.inject({ method: 'GET', url, headers: { authorization } })
  expect([answer.statusCode, answer.json<Told>().code]).toEqual([status, code])
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
})

test('an id that is too long is no address of ours', async () => {
  const answer = await sample.app.inject({
    method: 'GET',
    url: `/sample/counters/${'a'.repeat(129)}`,
    headers: { authorization },
  })
  expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  expect(answer.statusCode).toBeLessThan(500)
  expect(answer.headers['content-type']).toContain('application/problem+json')
})

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'] as const)('%s is not taken, and Allow says what is', async (method) => {
  const answer = await sample.app.inject({ method, url: '/sample/counters', headers: { authorization } })
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'POST, GET'])
})

test('a method that Fastify knows and we do not is the client’s mistake, not ours', async () => {
  const answer = await sample.app.inject({ method: 'QUERY' as 'GET', url: '/sample/counters', headers: { authorization } })
  expect([answer.statusCode, answer.json<Told>().code]).toEqual([400, 'http/bad-request'])
})

test('what is no HTTP at all is answered on the socket as a problem', async () => {
  await sample.app.listen({ host: '127.0.0.1', port: 0 })
  const socket = connect((sample.app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.end('NOT HTTP\r\n\r\n')
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/)
  expect(answer).toContain('"type":"/problems/http/bad-request"')
})
