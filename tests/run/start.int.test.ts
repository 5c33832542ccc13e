// `npm start` as a process, with stand-ins for engines, simulators, services and story (standIns/).
// Shows: order of start and stop, exit codes, and one sentence without a stack for each thing a person can mend.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openKeyFile } from '../../packages/platform/src/sealing/keyFile.ts'
import { identity } from '../../infra/engines/dataLock.mjs'
import { freePort } from '@simpul/testkit/freePort'

const script = new URL('standIns/start.mjs', import.meta.url).pathname
let root: string
let data: string
let port: number
let started: ChildProcess[]

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'simpul-start-'))
  data = join(root, '.data')
  mkdirSync(join(root, 'services', 'partners', 'src'), { recursive: true })
  writeFileSync(join(root, 'services', 'partners', 'src', 'service.ts'), '')
  port = await freePort()
  started = []
})
afterEach(async () => {
  const left = started.filter((child) => child.exitCode === null && child.signalCode === null)
  await Promise.all(left.map((child) => (child.kill('SIGTERM'), ended(child))))
  rmSync(root, { recursive: true })
})

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)))

async function listening(at: number): Promise<Server> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
  return server
}

function simpul(words: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, ...words], {
    env: { ...process.env, STAND_IN_ROOT: root, PARTS_LOG: join(root, 'parts.log'), ...env },
  })
  started.push(child)
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  return { child, out: () => out, err: () => err, code: new Promise((resolve) => child.once('close', resolve)) }
}

const start = (words: string[] = [], env: Record<string, string> = {}) => simpul(['start', '--port', String(port), ...words], env)
const isRunning = async (run: ReturnType<typeof simpul>) =>
  expect.poll(run.out, { timeout: 15_000, message: 'waits for the pages to be shown' }).toMatch(/Simpul berjalan/)
const life = () => readFileSync(join(root, 'parts.log'), 'utf8').trim().split('\n')
const pidOf = (name: string) =>
  Number(
    life()
      .find((line) => line.startsWith('started') && line.endsWith(` ${name}`))
      ?.split(' ')[1],
  )
const isGone = (pid: number) => identity(pid).started === undefined // a zombie has gone, too

function oneSentence(text: string, expected: RegExp) {
  expect(text).toMatch(expected)
  expect(text).not.toMatch(/\n\s+at /)
  expect(text.trim().split('\n')).toHaveLength(1)
}

test('--once plays the story, stops everything and ends with its exit code', async () => {
  const run = start(['--once'])
  expect(await run.code).toBe(0)
  expect(run.out()).toMatch(new RegExp(`A story for --api http://127.0.0.1:${port} --issuer http://127.0.0.1:\\d+/issuer\\n`))
  expect(
    life()
      .filter((line) => line.startsWith('stopped'))
      .slice(-2),
  ).toEqual(['stopped simulators', 'stopped kafka'])
  expect(await start(['--once'], { PLAY_CODE: '3' }).code).toBe(3)
})

test('Ctrl-C stops services, then simulators, then engines, and ends well', async () => {
  const run = start()
  await isRunning(run)
  expect(run.out()).toMatch(/--if-empty/)
  expect(run.out()).toMatch(new RegExp(`http://127.0.0.1:${port}/docs`))
  expect(run.out()).toMatch(/Temporal +http:\/\/127.0.0.1:2/)
  run.child.kill('SIGINT')
  expect(await run.code).toBe(0)
  const stopped = life().filter((line) => line.startsWith('stopped'))
  expect(stopped.slice(0, 3).toSorted()).toEqual(['stopped api,relay', 'stopped projector,process', 'stopped worker'])
  expect(stopped.slice(3)).toEqual(['stopped simulators', 'stopped kafka'])
  expect(existsSync(join(data, 'run.lock'))).toBe(false)
})

test('a process that does not drain is killed within the 10 s', async () => {
  const run = start(['--empty'], { PART_HANGS: 'worker' })
  await isRunning(run)
  const begun = performance.now()
  run.child.kill('SIGINT')
  expect(await run.code).toBe(0)
  expect(performance.now() - begun).toBeLessThan(10_000)
  expect(isGone(pidOf('worker'))).toBe(true)
})

test('a second start on the same data is refused, and the first goes on', async () => {
  const first = start(['--empty'])
  await isRunning(first)
  const second = simpul(['start', '--port', String(await freePort())])
  expect(await second.code).toBe(1)
  oneSentence(
    second.err(),
    new RegExp(`already runs on .* \\(http://127.0.0.1:${port}\\), process ${first.child.pid}; stop it first`),
  )
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
})

test('a taken port is told with another one to try, before anything starts', async () => {
  const other = await listening(port)
  const run = start()
  expect(await run.code).toBe(1)
  oneSentence(run.err(), new RegExp(`Port ${port} is taken by another program; .*--port ${port + 1}`))
  expect(existsSync(join(data, 'run.lock'))).toBe(false)
  expect(existsSync(join(root, 'parts.log'))).toBe(false)
  await new Promise((resolve) => other.close(resolve))
})

test('a service that does not exist is refused before anything starts', async () => {
  const run = start(['--only', 'partners,partner'])
  expect(await run.code).toBe(1)
  oneSentence(run.err(), /--only partner is unknown; choose from partners/)
  expect(existsSync(join(root, 'parts.log'))).toBe(false)
})

test.each(['worker', 'kafka'])('when %s dies, the rest is stopped and one sentence says so', async (name) => {
  const run = start(['--empty'])
  await isRunning(run)
  process.kill(pidOf(name), 'SIGKILL')
  expect(await run.code).toBe(1)
  oneSentence(run.err(), new RegExp(`${name} stopped by itself \\(signal SIGKILL|Kafka stopped by itself \\(SIGKILL`))
  expect(isGone(pidOf('api,relay'))).toBe(true)
})

test('a service that does not start is told with its last words', async () => {
  const run = start(['--empty'], { PART_FAILS: 'projector,process' })
  expect(await run.code).toBe(1)
  oneSentence(run.err(), /projector\+process berhenti sendiri \(exit code 3\): Error: the stand-in was told to fail/)
  expect(isGone(pidOf('kafka'))).toBe(true)
})

test('a full disk under the logs stops the start with one sentence', async () => {
  mkdirSync(join(data, 'logs'), { recursive: true })
  symlinkSync('/dev/full', join(data, 'logs', 'worker.log')) // every write to it is ENOSPC
  const run = start(['--empty'])
  expect(await run.code).toBe(1)
  oneSentence(run.err(), /The disk is full .*make room and start again/)
  expect(isGone(pidOf('kafka'))).toBe(true)
})

test('a data folder that cannot be made is told with the way out', async () => {
  writeFileSync(join(root, 'file'), '')
  const run = start(['--data', join(root, 'file', 'data')])
  expect(await run.code).toBe(1)
  oneSentence(run.err(), /file\/data cannot be written; allow it or choose another folder with --data/)
})

test('after a kill -9 the next start ends what was left and goes on', async () => {
  const first = start(['--empty'])
  await isRunning(first)
  const left = pidOf('worker')
  first.child.kill('SIGKILL')
  await first.code
  const second = start(['--empty'])
  await isRunning(second)
  expect(isGone(left)).toBe(true)
})

test('secrets are made once; a missing key beside data stops the start', async () => {
  expect(await start(['--once']).code).toBe(0)
  const kek = readFileSync(join(data, 'keys', 'kek'), 'utf8')
  expect((await openKeyFile(join(data, 'keys', 'kek'))).current.key).toHaveLength(32) // as the services read it
  expect(await start(['--once']).code).toBe(0)
  expect(readFileSync(join(data, 'keys', 'kek'), 'utf8')).toBe(kek)
  mkdirSync(join(data, 'mongodb'), { recursive: true })
  writeFileSync(join(data, 'mongodb', 'store'), 'x')
  rmSync(join(data, 'keys', 'kek'))
  const run = start(['--once'])
  expect(await run.code).toBe(1)
  oneSentence(run.err(), /key of the personal data, .* is missing beside existing data/)
})

test('--fresh without a terminal and without --yes deletes nothing', async () => {
  mkdirSync(join(data, 'mongodb'), { recursive: true })
  const run = start(['--fresh'])
  expect(await run.code).toBe(1)
  oneSentence(run.err(), /--fresh would delete all data in .*; add --yes/)
  expect(existsSync(join(data, 'mongodb'))).toBe(true)
})

test('--fresh --yes deletes the data and nothing beside them, then plays from the beginning', async () => {
  expect(await start(['--once']).code).toBe(0)
  const kek = readFileSync(join(data, 'keys', 'kek'), 'utf8')
  mkdirSync(join(data, 'mongodb'), { recursive: true })
  writeFileSync(join(data, 'mongodb', 'store'), 'x')
  writeFileSync(join(root, 'beside'), 'x')
  const run = start(['--once', '--fresh', '--yes'])
  expect(await run.code).toBe(0)
  expect(run.out()).toMatch(/A story for --api/)
  expect([existsSync(join(data, 'mongodb')), existsSync(join(root, 'beside'))]).toEqual([false, true])
  expect(readFileSync(join(data, 'keys', 'kek'), 'utf8')).not.toBe(kek)
})

test('--only tells no story that needs another service', async () => {
  mkdirSync(join(root, 'services', 'microcredit', 'src'), { recursive: true })
  writeFileSync(join(root, 'services', 'microcredit', 'src', 'service.ts'), '')
  const run = start(['--once', '--only', 'partners'])
  expect(await run.code).toBe(0)
  expect(run.out()).toMatch(/no story: it needs microcredit, too/)
  expect(run.out()).not.toMatch(/A story for/)
})

test('--roles says which processes there are', async () => {
  const run = start(['--once', '--roles', 'api,relay,projector;process,worker'])
  expect(await run.code).toBe(0)
  const started = life().flatMap((line) => (line.startsWith('started') ? [line.split(' ').at(-1)] : []))
  expect(new Set(started)).toEqual(new Set(['api,relay,projector', 'kafka', 'process,worker', 'simulators']))
})

test('simpul token asks the issuer of the running instance; without one it says so', async () => {
  const none = simpul(['token', '--as', 'officer'])
  expect(await none.code).toBe(1)
  const run = start(['--empty'])
  await isRunning(run)
  const asked = simpul(['token', '--as', 'officer'])
  expect(await asked.code).toBe(0)
  expect(asked.out()).toBe('token-of-simulators\n')
})

test('dev restarts the services within 2 s of a change', async () => {
  const run = simpul(['dev', '--port', String(port), '--empty'])
  await isRunning(run)
  const before = life().filter((line) => line.startsWith('started')).length
  const begun = performance.now()
  writeFileSync(join(root, 'services', 'partners', 'src', 'service.ts'), 'export {}')
  await expect.poll(run.out, { timeout: 5_000 }).toMatch(/service\.ts berubah/)
  expect(performance.now() - begun).toBeLessThan(2_000)
  expect(life().filter((line) => line.startsWith('started')).length).toBe(before + 3)
})
