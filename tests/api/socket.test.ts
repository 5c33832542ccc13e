// The real server through real sockets: what no injection shows. Floods, trickles, nonsense, files that break off.
// Guarantees: each bound of http/limits.ts that a client can reach is reached here; a hostile client is answered or hung up on, and the
// next request is served as ever.
import { createHash } from 'node:crypto'
import { connect, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { NamedBy } from '../../packages/platform/src/blob/blobs.ts'
import { httpLimits } from '../../packages/platform/src/http/limits.ts'
import { addressOf, declaredRoutes, queryOf, sampleOf } from './asking.ts'
import { headersOf, simpulInMemory } from './simpul.ts'
import { defects } from './tokens.ts'
import { openWorld, passed, photograph, type ActorName, type World } from './world.ts'

const limits = {
  ...httpLimits,
  headersTimeoutMs: 400,
  bodyTimeoutMs: 300,
  requestTimeoutMs: 6_000, // a busy machine may take a while over 11 MB
  timeoutsCheckedEveryMs: 50,
  requestsInFlightMax: 40,
  connectionsMax: 200,
}

let world: World
let port: number
let url: string
beforeAll(async () => {
  world = await openWorld(await simpulInMemory({ limits }))
  await world.simpul.app.listen({ host: '127.0.0.1', port: 0 })
  port = (world.simpul.app.server.address() as AddressInfo).port
  url = `http://127.0.0.1:${port}`
})
afterAll(() => world.simpul.app.close())
beforeEach(() => world.simpul.putBack())

/** Writes pieces with pauses between them and gives back all that was answered, once the server hung up or `within` has passed. */
async function say(pieces: readonly (string | Buffer)[], { pauseMs = 0, withinMs = 4_000 } = {}): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += String(chunk)))
  socket.on('error', () => undefined) // hung up on while writing: what was answered before counts
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const saying = (async () => {
    for (const piece of pieces) {
      if (socket.destroyed) return
      socket.write(piece)
      if (pauseMs > 0) await sleep(pauseMs)
    }
  })()
  await Promise.race([closed, sleep(withinMs)])
  socket.destroy()
  await saying
  return answer
}

const statuses = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
const alive = async () => (await fetch(`${url}/livez`)).status

test('every route refuses every broken token through the socket, too', async () => {
  const before = await world.simpul.written()
  const guarded = declaredRoutes.filter(({ entry }) => Array.isArray(entry.may.roles) || entry.may.roles === 'anyone-signed-in')
  for (const route of guarded) {
    const { as, params = {}, query = {}, body, file } = sampleOf(world, route)
    for (const defect of ['none', 'expired', 'signed by nobody (alg none)', 'signed with the public key as a secret (PEM)']) {
      const authorization = (await defects[defect]?.(world.actors[as as ActorName])) ?? ''
      const answer = await fetch(`${url}${addressOf(route.path, params)}${queryOf(query)}`, {
        method: route.method,
        headers: {
          ...(authorization === '' ? {} : { authorization }),
          'idempotency-key': 'k',
          'content-type': 'application/json',
        },
        ...(route.method === 'POST' ? { body: file ? new Uint8Array(file) : JSON.stringify(body) } : {}),
      })
      expect([route.name, defect, answer.status]).toEqual([route.name, defect, 401])
      await answer.arrayBuffer()
    }
  }
  expect(await world.simpul.written()).toBe(before)
})

describe('heads', () => {
  test.each<[string, readonly (string | Buffer)[], number]>([
    ['one header larger than all may be', [`GET /livez HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`], 431],
    ['a flood of headers', [`GET /livez HTTP/1.1\r\nHost: x\r\n${'a: b\r\n'.repeat(50_000)}\r\n`], 431],
    ['an address without end', [`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`], 431],
    ['no host', ['GET /livez HTTP/1.1\r\n\r\n'], 400],
    ['two lengths', ['POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc'], 400],
    [
      'a length and chunks (smuggling)',
      ['POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
      400,
    ],
    ['an unknown transfer coding', ['POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, x\r\n\r\nabc'], 400],
    ['a length that is none', ['POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'], 400],
    ['a space before the colon', ['GET /livez HTTP/1.1\r\nHost : x\r\n\r\n'], 400],
    ['a folded header', ['GET /livez HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n'], 400],
    ['bare line feeds', ['GET /livez HTTP/1.1\nHost: x\n\n'], 400],
    ['another protocol', [Buffer.from('16030100a5010000a10303', 'hex')], 400],
    ['HTTP/2 without asking', ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], 400],
  ])('%s: %j is answered as a problem and hung up on', async (_, pieces, status) => {
    const answer = await say(pieces)
    expect(statuses(answer)[0]).toBe(status)
    expect(answer).toContain('application/problem+json')
    expect(await alive()).toBe(200)
  })

  test('a head that trickles in is told so after its time', async () => {
    const begun = performance.now()
    const answer = await say(['GET /livez HTTP/1.1\r\n', ...Array.from({ length: 100 }, () => 'X: y\r\n')], { pauseMs: 50 })
    expect(statuses(answer)).toEqual([408])
    expect(answer).toContain('/problems/http/too-slow')
    expect(performance.now() - begun).toBeLessThan(3_000)
  })

  test('headers beyond the count are not read', () => expect(world.simpul.app.server.maxHeadersCount).toBe(limits.headersMax))
})

describe('bodies', () => {
  const post = async (length: number | string, key = 'k') => {
    const { authorization = '' } = await headersOf(world.actors.siti)
    return `POST /microcredit/applications HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nIdempotency-Key: ${key}\r\nContent-Type: application/json\r\n${typeof length === 'number' ? `Content-Length: ${length}` : length}\r\n\r\n`
  }

  test('one that trickles in is told 408 after its time, and nothing is written', async () => {
    const before = await world.simpul.written()
    const answer = await say([await post(1_000), ...Array.from({ length: 100 }, () => ' ')], { pauseMs: 30 })
    expect(statuses(answer)).toEqual([408])
    expect(answer).toContain('/problems/http/too-slow')
    expect(await world.simpul.written()).toBe(before)
    expect(await alive()).toBe(200)
  })

  test('one that ends early writes nothing', async () => {
    const before = await world.simpul.written()
    const socket = connect(port, '127.0.0.1')
    socket.write(`${await post(200)}{"forOrganisation"`)
    await sleep(50)
    socket.destroy()
    await sleep(50)
    expect(await world.simpul.written()).toBe(before)
    expect(world.simpul.logged.filter((line) => line.includes('unexpected'))).toEqual([])
  })

  test('chunks that are none, and chunks without end', async () => {
    const chunked = await post('Transfer-Encoding: chunked')
    expect(statuses(await say([chunked, 'zz\r\nabc\r\n']))).toEqual([400])
    const flood = await say([chunked, ...Array.from({ length: 40 }, () => `1000\r\n${' '.repeat(4_096)}\r\n`)], { pauseMs: 1 })
    // Hung up on while it still sends, it may not see the answer.
    expect([[413], []]).toContainEqual(statuses(flood))
    expect(await alive()).toBe(200)
  })

  test('requests in one breath are answered in turn, and nonsense between them ends the connection', async () => {
    const good = 'GET /livez HTTP/1.1\r\nHost: x\r\n\r\n'
    expect(statuses(await say([good.repeat(20)], { withinMs: 500 }))).toEqual(Array.from({ length: 20 }, () => 200))
    const broken = statuses(await say([`${good}\u0000\u0001NONSENSE\r\n\r\n${good}`]))
    expect(broken.slice(0, 2)).toEqual(broken.includes(200) ? [200, 400] : [400])
    expect(broken.length).toBeLessThan(3)
    const two = await post(26, 'one')
    const body = '{"forOrganisation": false }'.slice(0, 25)
    expect(
      statuses(await say([`${two}${body}}${two.replace('one', 'two')}${body}}`], { withinMs: 800 })).every(
        (status) => status < 500,
      ),
    ).toBe(true)
  })
})

test('more at once than the bound are told 503, are not worked on, and it passes', async () => {
  const { authorization = '' } = await headersOf(world.actors.siti)
  const held = Array.from({ length: limits.requestsInFlightMax }, () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(
      `POST /microcredit/applications HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nIdempotency-Key: k\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n`,
    )
    return socket
  })
  await sleep(100)
  const refused = await fetch(`${url}/docs`)
  expect([refused.status, refused.headers.get('retry-after'), ((await refused.json()) as { code: string }).code]).toEqual([
    503,
    '1',
    'http/too-busy',
  ])
  expect(await alive()).toBe(200)
  for (const socket of held) socket.destroy()
  await sleep(100)
  expect((await fetch(`${url}/docs`)).status).toBe(200)
})

describe('files', () => {
  const MIB = 1_048_576
  const route = () => `${url}/partners/parties/${world.ids.manualCase}/evidence`
  const files = () => world.simpul.outside.files
  const jpeg = (bytes: number) => Buffer.concat([photograph, Buffer.alloc(bytes - photograph.length, 9)])

  async function upload(body: Buffer, key: string, headers: Record<string, string> = {}) {
    const answer = await fetch(route(), {
      method: 'POST',
      headers: { ...(await headersOf(world.actors.verifier)), 'idempotency-key': key, 'content-type': 'image/jpeg', ...headers },
      body: new Uint8Array(body),
    })
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as { id: string; code?: string } }
  }

  test('go in, are referred to by a check, and come out as they were, for who may see them', async () => {
    const content = jpeg(3 * MIB)
    const { status, headers, body } = await upload(content, 'photo', { 'content-type': 'text/html' })
    expect([status, headers.get('location')]).toEqual([201, `/partners/evidence/${body.id}`])
    const accept = async (key: string) =>
      fetch(`${url}/partners/parties/${world.ids.manualCase}/verification/acceptance`, {
        method: 'POST',
        headers: { ...(await headersOf(world.actors.verifier)), 'idempotency-key': key, 'content-type': 'application/json' },
        body: JSON.stringify({ round: 1, evidenceRef: body.id }),
      })
    const unscanned = await accept('unscanned')
    expect([unscanned.status, await unscanned.json()]).toMatchObject([409, { code: 'evidence/quarantined' }])
    await passed(world.simpul, body.id)
    expect((await accept('scanned')).status).toBe(200)
    const fetched = await fetch(`${url}/partners/evidence/${body.id}`, { headers: await headersOf(world.actors.auditor) })
    expect(Object.fromEntries(fetched.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(content.length),
      'content-disposition': `attachment; filename="bukti-${body.id}.jpg"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
      etag: `"${createHash('sha256').update(content).digest('hex')}"`,
    })
    expect(Buffer.from(await fetched.arrayBuffer()).equals(content)).toBe(true)
    const again = await fetch(`${url}/partners/evidence/${body.id}`, {
      headers: { ...(await headersOf(world.actors.auditor)), 'if-none-match': fetched.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
    // Were its writer dead, it would be found by who was to name it.
    const asked: NamedBy[] = []
    await world.simpul.outside.forPartners.evidence.sweep(-1, async (_, by) => (asked.push(by), true))
    expect(asked).toContainEqual({ source: 'partners.evidence', id: body.id })
    const stored = Buffer.concat([...files().values()])
    expect(stored.includes(photograph.subarray(0, 60))).toBe(false)
  })

  test('sent twice under one key are one file; another file under it is refused and not kept', async () => {
    const before = new Set(files().keys())
    const added = () => [...files().keys()].filter((ref) => !before.has(ref))
    const [one, two] = [await upload(jpeg(5_000), 'same'), await upload(jpeg(5_000), 'same')]
    expect([one.status, two.status, two.body.id]).toEqual([201, 201, one.body.id])
    const other = await upload(jpeg(6_000), 'same')
    expect([other.status, other.body.code]).toEqual([422, 'platform/key-reused'])
    expect(added()).toHaveLength(1)
    const many = await Promise.all(Array.from({ length: 10 }, () => upload(jpeg(7_000), 'at-once')))
    expect(new Set(many.map(({ status, body }) => status === 201 && body.id))).toEqual(new Set([many[0]?.body.id]))
    expect(added()).toHaveLength(2)
  })

  test.each<[string, () => Promise<unknown>]>([
    ['too large, and says so', async () => expect((await upload(jpeg(11_000_000), 'large')).status).toBe(413)],
    [
      'no file of ours',
      async () =>
        expect((await upload(Buffer.from('<html><script>alert(1)</script>'), 'html')).body.code).toBe('blob/type-not-allowed'),
    ],
    ['a program', async () => expect((await upload(Buffer.from('MZ\u0090\u0000 program'), 'exe')).status).toBe(415)],
    ['empty', async () => expect((await upload(Buffer.alloc(0), 'empty')).status).toBe(415)],
    [
      'of a party that is not there',
      async () => {
        const answer = await fetch(route().replace(world.ids.manualCase, 'nobody'), {
          method: 'POST',
          headers: { ...(await headersOf(world.actors.verifier)), 'idempotency-key': 'n' },
          body: new Uint8Array(jpeg(900)),
        })
        expect(answer.status).toBe(404)
      },
    ],
    ['without a key', async () => expect((await upload(jpeg(900), '')).status).toBe(400)],
  ])('%s: nothing is left behind', async (_, send) => {
    const [written, count] = [await world.simpul.written(), files().size]
    await send()
    expect(files().size).toBe(count)
    expect(await world.simpul.written()).toBe(written)
  })

  test('too large without saying so, cut off, or given up by the client: nothing is left behind, and nothing is called unexpected', async () => {
    const [written, count] = [await world.simpul.written(), files().size]
    const { authorization = '' } = await headersOf(world.actors.verifier)
    const head = (length: string) =>
      `POST /partners/parties/${world.ids.manualCase}/evidence HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nIdempotency-Key: k\r\nContent-Type: image/jpeg\r\n${length}\r\n\r\n`
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(MIB, 7), Buffer.from('\r\n')])
    const first = Buffer.concat([Buffer.from(`${photograph.length.toString(16)}\r\n`), photograph, Buffer.from('\r\n')])
    const large = await say([head('Transfer-Encoding: chunked'), first, ...Array.from({ length: 12 }, () => chunk)], {
      pauseMs: 5,
    })
    expect(statuses(large)).toEqual([413])
    const vanished = connect(port, '127.0.0.1')
    vanished.write(head('Content-Length: 500000'))
    vanished.write(jpeg(100_000))
    await sleep(100)
    vanished.destroy()
    const trickle = [head('Content-Length: 500000'), ...Array.from({ length: 150 }, () => photograph)]
    const slow = await say(trickle, { pauseMs: 50, withinMs: 9_000 })
    expect(statuses(slow)).toEqual([408])
    expect(statuses(await say([head('Transfer-Encoding: chunked'), first, 'zz\r\n']))).toEqual([400])
    await sleep(100)
    expect(files().size).toBe(count)
    expect(await world.simpul.written()).toBe(written)
    expect(world.simpul.logged.filter((line) => line.includes('unexpected'))).toEqual([])
    expect(await alive()).toBe(200)
  })
})
