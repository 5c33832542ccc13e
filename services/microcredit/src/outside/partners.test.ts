// What is asked of partners over HTTP, by its own answers and by none: people, and rights.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { people, PEOPLE_MAX } from './people.ts'
import { rights } from './rights.ts'

type Asked = { readonly line: string; readonly key: string | undefined; readonly body: unknown }
let asked: Asked[]
let answers: (asked: Asked, count: number) => { status: number; body: unknown } | 'hangs-up' | 'never'
let url: string
let close: () => Promise<void>

beforeEach(async () => {
  asked = []
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/partners`
  close = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
})
afterEach(() => close())

async function answer(request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const one = {
    line: `${request.method} ${request.url?.replace('/partners', '')}`,
    key: request.headers['idempotency-key'] as string | undefined,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  }
  asked.push(one)
  const told = answers(one, asked.length)
  if (told === 'hangs-up') request.socket.destroy()
  else if (told !== 'never')
    response.writeHead(told.status, { 'content-type': 'application/json' }).end(JSON.stringify(told.body))
}

const quick = { retryWaitMs: { first: 1, max: 2 }, headers: () => ({ 'simpul-service-key': 'k' }) }
const recorded = { status: 201, body: { id: 'd1', version: 1 } }
const told = (...found: object[]) => ({ status: 200, body: { people: found } })
const onRecord =
  (answer: ReturnType<typeof told>) =>
  ({ line }: Asked) =>
    line.startsWith('POST') ? recorded : answer

describe('people', () => {
  it('is asked for only after it is recorded who asks and why; the NIK stands in no address', async () => {
    answers = onRecord(told({ id: 'p-siti', verified: true, nik: '3171011708900001' }))
    const answer = await people({ baseUrl: url, ...quick }).identityOf('p-siti', 'kur-checks')
    expect(answer).toEqual({ kind: 'known', verified: true, nik: '3171011708900001' })
    expect(asked.map(({ line }) => line)).toEqual(['POST /internal/people-resolutions', 'GET /internal/people-resolutions/d1'])
    expect(asked[0]?.body).toEqual({
      service: 'microcredit',
      purpose: 'kur-checks',
      onBehalfOf: 'process:approval',
      people: ['p-siti'],
    })
  })

  it('who is not told is unknown, whoever else may be', async () => {
    answers = onRecord(told({ id: 'p-budi', verified: true, nik: '3171011708900002' }))
    expect(await people({ baseUrl: url, ...quick }).identityOf('p-siti', 'kur-checks')).toEqual({ kind: 'unknown' })
  })

  it('a lost answer to the record is asked for again under its key, and is one record', async () => {
    answers = (one, count) => (count === 1 ? 'hangs-up' : onRecord(told({ id: 'p', verified: false, nik: '1' }))(one))
    expect(await people({ baseUrl: url, ...quick }).identityOf('p', 'kur-akad')).toMatchObject({ kind: 'known' })
    expect(new Set(asked.filter(({ line }) => line.startsWith('POST')).map(({ key }) => key)).size).toBe(1)
  })

  it('a crash between record and answer is down, not unknown', async () => {
    answers = ({ line }) => (line.startsWith('POST') ? recorded : 'hangs-up')
    expect(await people({ baseUrl: url, ...quick }).identityOf('p', 'kur-checks')).toMatchObject({ kind: 'down', attempts: 3 })
  })

  it('a key that partners does not take, or a purpose it does not grant, is down', async () => {
    for (const status of [401, 403]) {
      answers = () => ({ status, body: { code: 'x' } })
      expect(await people({ baseUrl: url, ...quick }).identityOf('p', 'kur-checks')).toMatchObject({ kind: 'down' })
    }
  })

  it('names for a page in one call, each person once; masked when partners is down', async () => {
    answers = onRecord(told({ id: 'a', verified: true, name: 'Ani' }, { id: 'b', verified: true }))
    const names = await people({ baseUrl: url, ...quick }).namesOf(['a', 'b', 'a', 'c'], 'officer-budi')
    expect([...names]).toEqual([['a', 'Ani']])
    expect(asked[0]?.body).toMatchObject({ purpose: 'kur-worklist', onBehalfOf: 'officer-budi', people: ['a', 'b', 'c'] })
    await close()
    expect(await people({ baseUrl: url, ...quick }).namesOf(['a'], 'officer-budi')).toEqual(new Map())
  })

  it('101 names are too many for a page, and for none nobody is asked', async () => {
    const everybody = Array.from({ length: PEOPLE_MAX + 1 }, (_, n) => `p${n}`)
    await expect(people({ baseUrl: url, ...quick }).namesOf(everybody, 'x')).rejects.toThrow('101 people')
    expect(await people({ baseUrl: url, ...quick }).namesOf([], 'x')).toEqual(new Map())
    expect(asked).toEqual([])
  })
})

describe('rights', () => {
  const officer = { subject: 's', roles: ['officer'], person: 'p-budi', org: 'bank' } as const
  const at = () => rights({ baseUrl: url, ...quick })

  it('are those of partners now, in the organisation of the token, asked anew each time', async () => {
    answers = (_, count) => ({
      status: 200,
      body: { kind: 'penyalur', verified: true, roles: count === 1 ? ['officer', 'owner'] : [], actsFor: ['p-ani'] },
    })
    const ask = at()
    expect(await ask(officer)).toEqual({ kind: 'held', roles: ['officer'], actsFor: ['p-ani'] })
    expect(await ask(officer)).toEqual({ kind: 'held', roles: [], actsFor: ['p-ani'] })
    expect(asked.map(({ line }) => line)).toEqual(
      Array.from({ length: 2 }, () => 'GET /internal/organisations/bank/rights/p-budi'),
    )
  })

  it('are told to a hundred who decide at once', async () => {
    answers = () => ({ status: 200, body: { kind: 'penyalur', verified: true, roles: ['officer'], actsFor: [] } })
    const ask = at()
    const all = await Promise.all(Array.from({ length: 100 }, () => ask(officer)))
    expect(all.filter(({ kind }) => kind === 'held')).toHaveLength(100)
  })

  it.each([
    ['a cooperative, which lends no KUR', { kind: 'koperasi', verified: true }],
    ['who only says that it is a lender', { kind: 'penyalur', verified: false }],
    ['that is not there', { kind: null, verified: false }],
  ])('of an officer of an organisation %s are none', async (_, organisation) => {
    answers = () => ({ status: 200, body: { ...organisation, roles: ['officer'], actsFor: [] } })
    expect(await at()(officer)).toMatchObject({ kind: 'held', roles: [] })
  })

  it.each([
    ['refuses our key', { status: 401, body: {} }],
    ['fails', { status: 500, body: {} }],
    ['answers with something else', { status: 200, body: { roles: ['officer'] } }],
    ['is another program', { status: 404, body: {} }],
    ['hangs up', 'hangs-up'],
  ] as const)('cannot be told when partners %s', async (_, answer) => {
    answers = () => answer
    expect(await at()(officer)).toEqual({ kind: 'unreachable' })
  })

  it('cannot be told when partners takes longer than somebody waits', async () => {
    answers = () => 'never'
    const startedAt = Date.now()
    expect(await rights({ baseUrl: url, ...quick, timeoutMs: 60 })(officer)).toEqual({ kind: 'unreachable' })
    expect([asked.length, Date.now() - startedAt < 1_000]).toEqual([2, true])
  })

  it('cannot be told when nobody is there', async () => {
    answers = () => ({ status: 200, body: {} })
    await close()
    expect(await at()(officer)).toEqual({ kind: 'unreachable' })
  })

  it('a token without a person or an organisation has none to ask about', async () => {
    await expect(async () => at()({ subject: 's', roles: ['officer'], person: 'p' })).rejects.toMatchObject({
      code: 'actor/no-organisation',
    })
    await expect(async () => at()({ subject: 's', roles: ['officer'], org: 'o' })).rejects.toMatchObject({
      code: 'actor/no-person',
    })
    expect(asked).toEqual([])
  })

  it('an id that is an address stays an id', async () => {
    answers = () => ({ status: 200, body: { kind: null, verified: false, roles: [], actsFor: [] } })
    await at()({ ...officer, org: '../../people' })
    expect(asked[0]?.line).toBe('GET /internal/organisations/..%2F..%2Fpeople/rights/p-budi')
  })
})
