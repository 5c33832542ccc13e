// Every container of ours in docker-compose.yml as a process: its command, its environment, its order, on the engines of the tests.
// Shows: the secrets are made, each role says on its health port that it lives, the story ends well, SIGTERM ends each with 0.
// Does not: show the isolation of containers; addresses and folders are this machine's.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeOf, type Service } from '../architecture/composeRules.ts'
import { freePort } from '@simpul/testkit/freePort'

// A fresh folder made by the steps of the Dockerfile can be tried instead of the checkout.
const ROOT = process.env['SIMPUL_IMAGE_FOLDER'] ?? new URL('../../', import.meta.url).pathname
const { services } = composeOf(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'))
const ours = Object.entries(services).filter(([, { image }]) => image === 'simpul')
const lasting = ours.filter(([, { restart }]) => restart !== 'no')

const folder = mkdtempSync(join(tmpdir(), 'simpul-compose-'))
const ports = new Map<string, number>()
const running = new Map<string, ChildProcess>()
const installation = `c${randomUUID().slice(0, 8)}`

beforeAll(async () => {
  for (const [name] of lasting) ports.set(name, await freePort())
  const { code } = await outcomeOf('keys')
  if (code !== 0) throw new Error(`the secrets were not made (exit code ${code})`)
})
afterAll(() => {
  for (const child of running.values()) if (child.exitCode === null) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** What stands in the file, with the addresses and folders of this machine. */
function here(name: string, word: string): string {
  const volumes = services[name]?.volumes ?? []
  const [volume, mount] = volumes.map((each) => each.split(':')).find(([, at]) => at !== undefined && word.includes(at)) ?? []
  const inFolder = mount === undefined ? word : word.replace(mount, join(folder, String(volume), 'keys'))
  return inFolder
    .replace(/(simulators|api):\d+/, (_, host: string) => `127.0.0.1:${ports.get(host)}`)
    .replace(/^--port=\d+$/, `--port=${ports.get(name)}`)
    .replace(/0\.0\.0\.0/, '127.0.0.1')
}

function environmentOf(name: string, { environment = {} }: Service): Record<string, string> {
  const given = Object.entries(environment).map(([key, value]) => [key, here(name, String(value))])
  const engines = ['KAFKA_BROKERS', 'MONGODB_URL', 'TEMPORAL_ADDRESS'].map((key) => [key, process.env[key]])
  const own = {
    SIMPUL_EPOCH: installation,
    SIMPUL_DB_PREFIX: installation,
    PATH: process.env['PATH'],
    SIMPUL_CACHE: process.env['SIMPUL_CACHE'],
  }
  return Object.fromEntries([...given, ...engines, ...Object.entries(own)].filter(([, value]) => value !== undefined))
}

function start(name: string, other: Record<string, string> = {}): ChildProcess {
  const service = services[name] as Service
  const words = (service.command ?? []).map((word, at, all) => {
    if (all[at - 1] === '--port') return String(ports.get(name))
    return name === 'keys' && word === '/data' ? join(folder, 'keys') : here(name, word)
  })
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    env: { ...environmentOf(name, service), ...other },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout?.resume() // an unread pipe fills up, and the log waits for it
  running.set(name, child)
  return child
}

async function outcomeOf(name: string) {
  const child = start(name)
  let said = ''
  child.stdout?.on('data', (chunk) => (said += chunk))
  const [code] = (await once(child, 'close')) as [number]
  return { code, said }
}

function healthy(name: string): Promise<number> {
  const [, program = '', script = '', address = ''] = services[name]?.healthcheck?.test ?? []
  expect(program).toBe('node')
  const child = spawn(process.execPath, [script, address.replace(/:\d+\//, `:${ports.get(name)}/`)], { cwd: ROOT })
  return once(child, 'close').then(([code]) => code as number)
}

test('the containers of ours come up in order, tell the story, and end on SIGTERM', { timeout: 180_000 }, async () => {
  for (const [name] of lasting) {
    start(name)
    if (name === 'simulators') await expect.poll(() => healthy(name), { timeout: 30_000 }).toBe(0)
  }
  for (const [name] of lasting) await expect.poll(() => healthy(name), { timeout: 90_000, message: name }).toBe(0)
  const story = await outcomeOf('story')
  expect(story, story.said).toMatchObject({ code: 0 })

  const ends = lasting.map(async ([name]) => {
    const child = running.get(name) as ChildProcess
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    return [name, (await ended)[0]]
  })
  expect(Object.fromEntries(await Promise.all(ends))).toEqual(Object.fromEntries(lasting.map(([name]) => [name, 0])))
})

test('SIGTERM ends a role that still waits for an engine', async () => {
  const child = start('worker', { KAFKA_BROKERS: '127.0.0.1:1' })
  await once(child.stdout as Readable, 'data') // its first complaint
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})
