// patches/kafkajs@2.2.4.patch: an idle connection has no timer. Unpatched, each one woke a thousand times a second
// (2.5 % of a core per process) and made Node print TimeoutNegativeWarning. Many headers are read in time that grows with their number,
// and a closed connection gathers no listeners.
import { createRequire } from 'node:module'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, test } from 'vitest'

interface RequestQueue {
  throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null | undefined
  pending: { requestTimeout: number }[]
  scheduleCheckPendingRequests(): void
}

const require = createRequire(import.meta.url)
const RequestQueueClass = require('kafkajs/src/network/requestQueue') as new (options: object) => RequestQueue

const idleQueue = () =>
  new RequestQueueClass({
    maxInFlightRequests: 1,
    requestTimeout: 1_000,
    enforceRequestTimeout: false,
    clientId: 'test',
    broker: '127.0.0.1:1',
    logger: { debug() {} },
    isConnected: () => true,
  })

test('an idle connection schedules nothing', () => {
  const queue = idleQueue()
  queue.scheduleCheckPendingRequests()
  expect(queue.throttleCheckTimeoutId ?? null).toBeNull()
})

test('a throttled connection still looks again when the throttle ends', () => {
  const queue = idleQueue()
  queue.throttledUntil = Date.now() + 60_000
  queue.scheduleCheckPendingRequests()
  expect(queue.throttleCheckTimeoutId ?? null).not.toBeNull()
  clearTimeout(queue.throttleCheckTimeoutId ?? undefined)
})

interface Coder {
  readonly buffer: Buffer
}
const encodeRecord = require('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => Coder
const Decoder = require('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => { readVarInt(): number }
const decodeRecord = require('kafkajs/src/protocol/recordBatch/record/v0/decoder') as (
  decoder: object,
  batch: object,
) => { headers: Record<string, Buffer | Buffer[]> }

const read = (headers: Record<string, string | string[]>) => {
  const decoder = new Decoder(encodeRecord({ offsetDelta: 0, timestampDelta: 0, key: 'k', value: 'v', headers }).buffer)
  decoder.readVarInt() // the length
  return decodeRecord(decoder, { firstOffset: '0', firstTimestamp: '0' }).headers
}

// Found by poisoning: one message with ten thousand headers kept a process busy for a minute, its group lost it, and it came again.
test('a message with ten thousand headers is read at once', () => {
  const begun = performance.now()
  const headers = read(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`h${n}`, 'x'])))
  expect(Object.keys(headers)).toHaveLength(10_000)
  expect(performance.now() - begun).toBeLessThan(1_000) // 20 ms here, 50 s unpatched
})

test('a header that comes twice is a list, and one called __proto__ is a header like any other', () => {
  const headers = read(JSON.parse('{"a":["1","2","3"],"__proto__":"mine","b":"4"}') as Record<string, string>)
  expect((headers['a'] as Buffer[]).map(String)).toEqual(['1', '2', '3'])
  expect([String(headers['b']), String(headers['__proto__'])]).toEqual(['4', 'mine'])
})

interface Connection {
  readonly socket: Socket
  connect(): Promise<unknown>
  disconnect(): Promise<unknown>
}
const ConnectionClass = require('kafkajs/src/network/connection') as new (options: object) => Connection
const socketFactory = require('kafkajs/src/network/socketFactory') as () => object
const silent = { namespace: () => silent, debug() {}, info() {}, warn() {}, error() {} }

// Node warned of a leak (MaxListenersExceededWarning, 11 connect listeners) after a broker had been away for a while.
test('a connection that is disconnected again and again after its broker hung up leaves no listeners', async () => {
  const server = createServer((socket) => void socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const connection = new ConnectionClass({ host: '127.0.0.1', port, logger: silent, socketFactory: socketFactory(), connectionTimeout: 1_000 }) // prettier-ignore
  await connection.connect()
  await new Promise((resolve) => connection.socket.once('close', resolve))
  const before = connection.socket.listenerCount('connect')
  for (let time = 0; time < 12; time += 1) await connection.disconnect()
  expect(connection.socket.listenerCount('connect')).toBe(before)
  await new Promise((resolve) => server.close(resolve))
})
