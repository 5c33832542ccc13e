// The launchers' own promises that need no engine: which mode, a whole cache, one owner a data folder, one sentence a problem.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cached, sha256, verify } from './cache.mjs'
import { takeFolder } from './dataLock.mjs'
import { chooseMode, EngineProblem, startAll } from './index.mjs'
import { clusterId } from './kafka.mjs'
import { anyOf, exactly } from './ports.mjs'
import { run } from './programs.mjs'

const docker = (): boolean => true
const noDocker = (): boolean => false

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simpul-engines-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('which mode', () => {
  const all = { KAFKA_BROKERS: 'k:9092', MONGODB_URL: 'mongodb://m', TEMPORAL_ADDRESS: 't:7233' }
  test.each([
    ['addresses in the environment', { env: all, hasDocker: docker }, 'external'],
    ['Docker when it answers', { env: {}, hasDocker: docker }, 'docker'],
    ['embedded when nothing is there', { env: {}, hasDocker: noDocker }, 'embedded'],
    ['the flag before both', { flag: 'embedded', env: all, hasDocker: docker }, 'embedded'],
  ])('%s', (_, given, mode) => {
    expect(chooseMode({ flag: undefined, ...given })).toBe(mode)
  })

  test('some of the addresses only: the missing ones are named', () => {
    const given = { flag: undefined, env: { ...all, MONGODB_URL: undefined }, hasDocker: docker }
    expect(() => chooseMode(given)).toThrow(/set MONGODB_URL too, or unset them all/)
  })

  test('an address where nobody answers is named, without its password', async () => {
    const port = await anyOf([])
    const env = { ...all, KAFKA_BROKERS: `127.0.0.1:${port}`, MONGODB_URL: `mongodb://u:secret@127.0.0.1:${port}/` }
    const started = startAll({ mode: 'external', dataDir: folder, env })
    await expect(started).rejects.toThrow(`KAFKA_BROKERS=127.0.0.1:${port} does not answer`)
    const listening = createServer().listen(port, '127.0.0.1')
    await once(listening, 'listening')
    const closed = await anyOf([])
    const second = startAll({
      mode: 'external',
      dataDir: folder,
      env: { ...env, MONGODB_URL: `mongodb://u:secret@127.0.0.1:${closed}/` },
    })
    await expect(second).rejects.toThrow(new RegExp(`^MONGODB_URL=127\\.0\\.0\\.1:${closed} tidak menjawab`))
    listening.close()
  })
})

describe('the cache', () => {
  const part = (fill: (building: string) => Promise<void>) =>
    cached({ cache: folder, key: 'part-1', what: 'part', whole: (found: string) => existsSync(join(found, 'whole')), fill })
  const whole = async (building: string) => writeFileSync(join(building, 'whole'), 'x')

  test('a part that failed half-way leaves nothing, and is built the next time', async () => {
    const failing = part(async (building) => {
      writeFileSync(join(building, 'half'), 'x')
      throw new Error('cut off')
    })
    await expect(failing).rejects.toThrow('cut off')
    expect(readdirSync(join(folder, 'engines'))).toEqual([])
    expect(readdirSync(await part(whole))).toEqual(['whole'])
  })

  test('a part is built once, also when two want it at the same moment', async () => {
    const places = await Promise.all([part(whole), part(whole)])
    expect(places[0]).toBe(places[1])
    await part(() => Promise.reject(new Error('built again')))
    expect(readdirSync(join(folder, 'engines'))).toEqual(['part-1'])
  })

  test('a part that lost a file is built anew', async () => {
    rmSync(join(await part(whole), 'whole'))
    expect(readdirSync(await part(whole))).toEqual(['whole'])
  })

  test('a file with another checksum, a missing and an unexpected one are refused', () => {
    writeFileSync(join(folder, 'a.jar'), 'a')
    const locked = (entries: [string, string][]) => () => verify(folder, new Map(entries), 'part')
    expect(locked([['a.jar', sha256('a')]])).not.toThrow()
    expect(locked([['a.jar', sha256('b')]])).toThrow(EngineProblem)
    expect(locked([])).toThrow(/a\.jar of part differs from its locked checksum/)
    const more: [string, string][] = [
      ['a.jar', sha256('a')],
      ['b.jar', sha256('b')],
    ]
    expect(locked(more)).toThrow(/b\.jar of part/)
  })
})

describe('one sentence a problem', () => {
  const shell = (script: string) => run('/bin/sh', ['-c', script], { what: 'Kafka 4.4.0', cwd: undefined })

  test.each([
    [
      'no network',
      'echo "[ERROR] Could not transfer artifact x: Unknown host example"; exit 1',
      /^Tidak ada jaringan untuk mengambil Kafka 4\.4\.0/,
    ],
    ['a full disk', 'echo "write: No space left on device" >&2; exit 1', /^Disk penuh ketika menyiapkan Kafka 4\.4\.0/],
    ['anything else', 'echo "[ERROR] bad pom"; echo "-> help"; exit 1', /menyiapkan Kafka 4\.4\.0: \[ERROR\] bad pom; perbaiki/],
  ])('%s', async (_, script, sentence) => {
    const failure = shell(script)
    await expect(failure).rejects.toThrow(EngineProblem)
    await expect(failure).rejects.toThrow(sentence)
  })

  test('a program that is not installed', async () => {
    await expect(run('simpul-no-such-program', [], { what: 'Kafka', cwd: undefined })).rejects.toThrow(
      /Install simpul-no-such-program for Kafka/,
    )
  })

  test('a taken port', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await expect(exactly(port, 'Kafka')).rejects.toThrow(new RegExp(`Port ${port} for Kafka is taken`))
    expect(await anyOf([port])).not.toBe(port)
    server.close()
  })
})

describe('one owner a data folder', () => {
  const children: ChildProcess[] = []
  const sleeper = () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' })
    children.push(child)
    return child.pid ?? 0
  }
  afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')))
  const take = (told: string[] = []) => takeFolder({ folder, engine: 'Kafka', progress: (text: string) => told.push(text) })
  const rewrite = (change: object) => {
    const file = join(folder, 'engine.lock')
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...change }))
  }
  const exists = (pid: number) => {
    const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : ' Z '
    return !/\) Z /.test(stat) && stat !== ' Z '
  }

  test('a folder whose engine and starter live is refused, and nothing is ended', async () => {
    const pid = sleeper()
    const lock = await take()
    lock.holds(pid)
    await expect(take()).rejects.toThrow(new RegExp(`in use by Kafka of a running Simpul \\(process ${process.pid}\\)`))
    expect(exists(pid)).toBe(true)
  })

  test('an engine whose starter is gone is told and ended', async () => {
    const pid = sleeper()
    const lock = await take()
    lock.holds(pid)
    rewrite({ starter: { pid: 1, started: 'long ago' } })
    const told: string[] = []
    await take(told)
    expect(told.join()).toMatch(new RegExp(`Kafka \\(process ${pid}\\) was left behind`))
    expect(exists(pid)).toBe(false)
  })

  test('another process that got the same pid is left alone', async () => {
    const pid = sleeper()
    await take()
    rewrite({ starter: null, process: { pid, started: 'another time' } })
    await take()
    expect(exists(pid)).toBe(true)
  })

  test('a lock torn by a kill, and the ports of the last run', async () => {
    const lock = await take()
    Object.assign(lock.ports, { kafka: 4711 })
    lock.release()
    expect((await take()).ports).toEqual({ kafka: 4711 })
    writeFileSync(join(folder, 'engine.lock'), '{"engine":')
    expect((await take()).ports).toEqual({})
  })
})

test('no cluster id looks like an option to the tool that formats the folder', () => {
  // 0b111110.. is `-` in base64url: one start in 64 failed by it.
  for (let first = 0; first < 256; first += 1) {
    expect(clusterId(Buffer.alloc(16, first))).toMatch(/^[A-Za-z0-9][\w-]{21}$/)
  }
})
