// A writer that is killed between its file and the event that would name it: a process of its own, and the sweep of another.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { toEnvelopes } from '../aggregate/envelope.ts'
import { counterEvents } from '../aggregate/sample.ts'
import { SWEPT_AT_ONCE_MAX } from '../blob/blobs.ts'
import { folderBlobs } from '../blob/folderBlobs.ts'
import { systemClock } from '../clock.ts'
import { MemoryLeases } from '../relay/lease.ts'
import type { Sealer } from '../sealing/sealer.ts'
import { fileSweepLimits, startFileSweep, sweepFiles } from './fileSweep.ts'
import type { Runtime } from './runtime.ts'

const meta = { commandId: 'k', fingerprint: 'f', actor: 'a', correlationId: 'c', causationId: 'c' }
const namedBy = (id: string) => ({ source: 'sample.counter', id })
const noSealer = {} as Sealer // nothing personal here

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'sweep-'))))
afterAll(() => rm(folder, { recursive: true }))

/** A log in which each of these aggregates has one event, which names this file. */
const logOf = (named: Record<string, string>) =>
  ({
    of: () => ({
      feed: {
        events: async (id: string) =>
          named[id] === undefined
            ? []
            : toEnvelopes(
                counterEvents,
                id,
                0,
                [{ type: 'CounterOpened', owner: named[id] } as never],
                '2026-01-05T02:00:00.000Z',
                meta,
              ),
      },
    }),
  }) as unknown as Pick<Runtime, 'of'>

const files = async () => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}
const aDayLater = async () => {
  const then = new Date(Date.now() - fileSweepLimits.olderThanMs - 1_000)
  for (const name of await readdir(join(folder, 'incoming'))) await utimes(join(folder, 'incoming', name), then, then)
}

test('the file of a writer that was killed before its event goes after a day; the file that an event names stays', async () => {
  const script = `
    import { Readable } from 'node:stream'
    import { folderBlobs } from ${JSON.stringify(new URL('../blob/folderBlobs.ts', import.meta.url).href)}
    import { crashPoint } from ${JSON.stringify(new URL('../crashPoint.ts', import.meta.url).href)}
    const blobs = await folderBlobs(process.argv[1], {})
    await blobs.put(Readable.from([Buffer.from('akad')]), { namedBy: ${JSON.stringify(namedBy('killed'))}, maxBytes: 10 })
    crashPoint('upload/after-put')`
  const env = { ...process.env, SIMPUL_CRASH: 'upload/after-put' }
  const writer = spawn(process.execPath, ['--input-type=module', '-e', script, folder], { env, stdio: 'inherit' })
  expect((await once(writer, 'exit'))[1]).toBe('SIGKILL')
  const [orphan] = (await files()).filter((name) => !name.endsWith('.json'))
  const blobs = await folderBlobs(folder, noSealer)
  const { ref } = await blobs.put(Readable.from([Buffer.from('ktp')]), { namedBy: namedBy('alive'), maxBytes: 10 })
  expect(await sweepFiles([blobs], logOf({ alive: ref }))).toBe(0)
  expect(await files()).toContain(orphan)
  await aDayLater()
  expect(await sweepFiles([blobs], logOf({ alive: ref }))).toBe(1)
  expect(await files()).toEqual([ref])
})

test('a crowd of young files hides no old one', async () => {
  const blobs = await folderBlobs(folder, noSealer)
  for (let n = 0; n < 5; n += 1) await blobs.put(Readable.from([Buffer.from('akad')]), { namedBy: namedBy('gone'), maxBytes: 10 })
  await aDayLater()
  const crowd = Array.from({ length: SWEPT_AT_ONCE_MAX * 3 }, (_, n) => join(folder, 'incoming', `${n}.tmp`))
  for (const path of crowd) await writeFile(path, '')
  expect(await sweepFiles([blobs], logOf({}))).toBe(5)
  await aDayLater()
  expect(await sweepFiles([blobs], logOf({})), 'of a crowd of old ones, as many as one sweep may').toBe(SWEPT_AT_ONCE_MAX)
  for (const path of crowd) await rm(path, { force: true })
})

test('a lease that could not be given back does not end the sweeping', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    let swept = 0
    const leases = new MemoryLeases()
    leases.release = async () => {
      throw new Error('the database is away')
    }
    const options = { runtime: logOf({}), leases, clock: systemClock, log: pino({ level: 'silent' }) }
    const stop = startFileSweep({ ...options, files: [{ sweep: async () => (swept += 1) } as never] })
    await vi.advanceTimersByTimeAsync(fileSweepLimits.everyMs * 2 + 1_000)
    await stop()
    expect(swept).toBeGreaterThanOrEqual(2)
  } finally {
    vi.useRealTimers()
  }
})

test('while one process sweeps another does not; the next may when it is done', async () => {
  const leases = new MemoryLeases()
  const swept: string[] = []
  const going = Promise.withResolvers<number>()
  const blobs = (name: string, sweep: () => Promise<number>) => ({ sweep: () => (swept.push(name), sweep()) }) as never
  const options = { runtime: logOf({}), leases, clock: systemClock, log: pino({ level: 'silent' }) }
  const stopFirst = startFileSweep({ ...options, files: [blobs('first', () => going.promise)] })
  await expect.poll(() => swept).toEqual(['first'])
  const stopSecond = startFileSweep({ ...options, files: [blobs('second', async () => 0)] })
  await stopSecond()
  going.resolve(0)
  await stopFirst()
  await startFileSweep({ ...options, files: [blobs('third', async () => 0)] })()
  expect(swept).toEqual(['first', 'third'])
})
