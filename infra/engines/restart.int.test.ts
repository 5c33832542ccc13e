// Each engine on a process of its own: after kill -9 the same port serves the same data, and nothing outlives its starter.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { cacheFolder, engines } from './index.mjs'
import { accepts } from './ports.mjs'

const folder = mkdtempSync(join(tmpdir(), 'simpul-restart-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Name = keyof typeof engines
const start = (name: Name, port?: number) =>
  engines[name].start({
    cache: cacheFolder(),
    dataDir: join(folder, name),
    logFile: join(folder, `${name}.log`),
    port,
    advertised: undefined,
    progress: () => undefined,
  })
const portOf = (address: string) => Number(address.split(':')[1])

/** What tells one store from a fresh one in the same place. */
const mark: Record<Name, string> = { kafka: 'log/meta.properties', mongodb: 'store/mongo.mv', temporal: 'temporal.db' }

test.each(['kafka', 'mongodb', 'temporal'] as const)('%s comes back on its port and folder after kill -9', async (name) => {
  const first = await start(name)
  const port = portOf(first.address)
  const before = readFileSync(join(folder, name, mark[name])).subarray(0, 16)
  await first.kill()
  expect((await first.exited).signal).toBe('SIGKILL')
  const second = await start(name, port)
  try {
    expect(second.address).toBe(first.address)
    expect(readFileSync(join(folder, name, mark[name])).subarray(0, 16)).toEqual(before)
    await expect(start(name)).rejects.toThrow(/is in use by .* of a running Simpul/)
  } finally {
    await second.stop()
  }
  expect(await accepts('127.0.0.1', port)).toBe(false)
})

test('an engine ends when its starter is killed with -9, and the next start needs no help', async () => {
  const script = `
    import { engines, cacheFolder } from ${JSON.stringify(new URL('./index.mjs', import.meta.url).href)}
    const running = await engines.mongodb.start({ cache: cacheFolder(), dataDir: process.argv[1], logFile: process.argv[2], progress() {} })
    console.log(running.pid)
    setInterval(() => {}, 1000)`
  const paths = [join(folder, 'orphan'), join(folder, 'orphan.log')]
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script, ...paths], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [printed] = (await once(starter.stdout, 'data')) as [Buffer]
  const pid = Number(printed.toString())
  expect(() => process.kill(pid, 0)).not.toThrow()
  starter.kill('SIGKILL')
  await expect.poll(() => ended(pid), { timeout: 15_000 }).toBe(true)
  const next = await engines.mongodb.start({
    cache: cacheFolder(),
    dataDir: join(folder, 'orphan'),
    logFile: join(folder, 'orphan.log'),
    port: undefined,
    progress: () => undefined,
  })
  await next.kill()
})

const ended = (pid: number) => {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}
