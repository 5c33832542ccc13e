// One Simpul a data folder.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { alive, identity } from '../../infra/engines/dataLock.mjs'
import { running, takeLock } from '../../infra/run/lock.mjs'

let data: string
const said: string[] = []
const take = () => takeLock({ data, say: (text: string) => said.push(text) })
const write = (content: unknown) => writeFileSync(join(data, 'run.lock'), JSON.stringify(content))

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'simpul-lock-'))
  said.length = 0
})
afterEach(() => rmSync(data, { recursive: true }))

test('a second start beside a running one is refused, with address and process', async () => {
  const lock = await take()
  lock.tell({ api: 'http://127.0.0.1:8080' })
  await expect(take()).rejects.toThrow(
    new RegExp(`already runs on .* \\(http://127.0.0.1:8080\\), process ${process.pid}; stop it first`),
  )
  lock.release()
  await take()
  expect(running(data)?.owner.pid).toBe(process.pid)
})

test('a refused start ends nothing of the one that runs', async () => {
  const service = spawn('sleep', ['60'], { stdio: 'ignore' })
  const lock = await take()
  lock.add('worker', service.pid ?? 0)
  await expect(take()).rejects.toThrow(/already runs/)
  expect(alive(identity(service.pid ?? 0))).toBe(true)
  expect(said).toEqual([])
  service.kill()
})

test('of ten starts at once beside a stale lock, one gets it', async () => {
  write({ owner: { pid: 4_194_300, started: '1' } })
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, take))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(readdirSync(data)).toEqual(['run.lock'])
})

test('a reused pid is not mistaken for the start that had it', async () => {
  write({ owner: { ...identity(process.pid), started: '1' } })
  expect(running(data)).toBeUndefined()
  await take()
  expect(running(data)).toBeDefined()
})

test('a torn lock belongs to nobody', async () => {
  writeFileSync(join(data, 'run.lock'), '{"owner":{"pi')
  await take()
  expect(JSON.parse(readFileSync(join(data, 'run.lock'), 'utf8')).owner.pid).toBe(process.pid)
})

test('what a killed start left running is ended and told', async () => {
  const orphan = spawn('sleep', ['60'], { stdio: 'ignore' })
  const ended = new Promise((resolve) => orphan.once('exit', (_code, signal) => resolve(signal)))
  write({ owner: { pid: 4_194_300, started: '1' }, processes: [{ name: 'worker', ...identity(orphan.pid ?? 0) }] })
  await take()
  expect(await ended).toBe('SIGTERM')
  expect(said).toEqual([expect.stringContaining(`worker (${orphan.pid})`)])
})
