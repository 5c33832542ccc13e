// What every scanner keeps to; and clamd's protocol against a daemon that speaks it, slow, silent, confused or full.
import { createServer, type Server, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { clamd } from './clamd.ts'
import { openScanner } from './openScanner.ts'
import type { Scanner } from './scanner.ts'
import { EICAR, standInScanner } from './standInScanner.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done))
})

type Answering = (file: Buffer, socket: Socket) => void
const found: Answering = (file, socket) =>
  void socket.end(file.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')

/** Takes `zINSTREAM`, then pieces behind their length, as clamd does. */
async function daemon(answer: Answering, timeoutMs = 2_000): Promise<Scanner> {
  const server = createServer((socket) => {
    let all = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      all = Buffer.concat([all, chunk])
      const file = fileIn(all)
      if (file) answer(file, socket)
    })
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return clamd({ host: '127.0.0.1', port: address.port, timeoutMs })
}

function fileIn(sent: Buffer): Buffer | null {
  if (!sent.subarray(0, 10).equals(Buffer.from('zINSTREAM\0'))) return null
  const pieces: Buffer[] = []
  for (let at = 10; at + 4 <= sent.length;) {
    const length = sent.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(sent.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}

const streamOf = (...pieces: (string | Buffer)[]) =>
  Readable.from(
    pieces.map((piece) => Buffer.from(piece)),
    { objectMode: false },
  )

describe.each<[string, () => Promise<Scanner>]>([
  ['stand-in', async () => standInScanner()],
  ['clamd', () => daemon(found)],
])('%s', (_, open) => {
  test('a clean file is clean, an empty one too', async () => {
    const scanner = await open()
    expect(await scanner.scan(streamOf(Buffer.alloc(200_000, 7)))).toEqual({ kind: 'clean' })
    expect(await scanner.scan(streamOf())).toEqual({ kind: 'clean' })
  })
  test('EICAR is found, also across two chunks and behind much else', async () => {
    const scanner = await open()
    const infected = { kind: 'infected', signature: 'Eicar-Test-Signature' }
    expect(await scanner.scan(streamOf(EICAR))).toEqual(infected)
    expect(await scanner.scan(streamOf(Buffer.alloc(70_000, 32), EICAR.slice(0, 30), EICAR.slice(30)))).toEqual(infected)
  })
  test('a file that breaks off is not clean', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.alloc(10)
        throw new Error('torn')
      })(),
      { objectMode: false },
    )
    const scan = (await open()).scan(broken)
    await expect(
      scan.then(
        ({ kind }) => kind,
        () => 'unscanned',
      ),
    ).resolves.toBe('unscanned')
  })
})

test.each<[string, Answering, string]>([
  [
    'a file above its limit',
    (_, socket) => void socket.end('INSTREAM size limit exceeded. ERROR\0'),
    'INSTREAM size limit exceeded. ERROR',
  ],
  ['an answer of another kind', (_, socket) => void socket.end('PONG\0'), 'PONG'],
  ['hanging up', (_, socket) => void socket.destroy(), 'hung up before the answer'],
  ['no answer', () => undefined, 'no answer within 100 ms'],
])('%s is no scan', async (_, answer, problem) => {
  const scanner = await daemon(answer, 100)
  expect(await scanner.scan(streamOf('a'))).toEqual({ kind: 'unscanned', problem })
})

test('nobody there is no scan', async () => {
  const scan = await clamd({ host: '127.0.0.1', port: 1 }).scan(streamOf('a'))
  expect(scan.kind).toBe('unscanned')
})

test('for real there is no start without a scanner', () => {
  expect(() => openScanner({}, 'production')).toThrow('CLAMD_ADDRESS')
  expect(() => openScanner({ CLAMD_ADDRESS: 'clamd:3310' }, 'production')).not.toThrow()
  expect(() => openScanner({ CLAMD_ADDRESS: 'stand-in' }, 'production')).not.toThrow()
  expect(() => openScanner({}, 'development')).not.toThrow()
})
