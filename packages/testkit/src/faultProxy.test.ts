// The proxy does to bytes what its modes say, and nothing else.
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FaultProxy } from './faultProxy.ts'

let echo: Server
let proxy: FaultProxy
let received = ''
const open: Socket[] = []

beforeEach(async () => {
  received = ''
  echo = createServer((socket) => {
    socket
      .on('error', () => socket.destroy())
      .on('data', (bytes) => {
        received += bytes.toString()
        socket.write(bytes)
      })
  }).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  proxy = await FaultProxy.open({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port })
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  await proxy.close()
  echo.close()
})

async function client(): Promise<{ socket: Socket; said: () => string; closed: Promise<unknown> }> {
  const socket = connect({ host: '127.0.0.1', port: proxy.port })
  open.push(socket)
  socket.on('error', () => socket.destroy())
  let said = ''
  socket.on('data', (bytes) => (said += bytes.toString()))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), closed])
  return { socket, said: () => said, closed }
}

test('passes both ways, in order', async () => {
  const { socket, said } = await client()
  for (let n = 0; n < 50; n += 1) socket.write(`${n},`)
  await expect.poll(said).toBe(Array.from({ length: 50 }, (_, n) => `${n},`).join(''))
})

test('slow comes later and still in order, and what is under way passes at once when it heals', async () => {
  const { socket, said } = await client()
  proxy.set({ kind: 'slow', latencyMs: 40 })
  const begun = performance.now()
  socket.write('a')
  await expect.poll(said).toBe('a')
  expect(performance.now() - begun).toBeGreaterThanOrEqual(80)
  proxy.set({ kind: 'slow', latencyMs: 60_000 })
  socket.write('b')
  await new Promise((resolve) => setTimeout(resolve, 20))
  proxy.set({ kind: 'pass' })
  await expect.poll(said).toBe('ab')
})

test('silent holds what comes and keeps the connection', async () => {
  const { socket, said } = await client()
  proxy.set({ kind: 'silent' })
  socket.write('later')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect([received, said()]).toEqual(['', ''])
  proxy.set({ kind: 'pass' })
  await expect.poll(said).toBe('later')
})

test('cut tears and refuses, then lets new ones through', async () => {
  const { closed } = await client()
  proxy.set({ kind: 'cut' })
  await closed
  const refused = await client()
  await refused.closed
  proxy.set({ kind: 'pass' })
  const { socket, said } = await client()
  socket.write('back')
  await expect.poll(said).toBe('back')
})

test('lost replies: the work was done, nobody hears of it', async () => {
  const { socket, said, closed } = await client()
  proxy.set({ kind: 'lose-replies' })
  socket.write('done')
  await closed
  expect([received, said()]).toEqual(['done', ''])
})
