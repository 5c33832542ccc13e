// A rebuild as one process sees it, with crashes, a faulty fold and a second process; on real engines in rebuild.int.test.ts.
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { MemoryBlockedKeys } from '../consume/blocked.ts'
import { MemoryGenerations } from '../consume/generations.ts'
import { ProjectionRunner, rebuildLimits } from './projectionRunner.ts'

function setUp() {
  const generations = new MemoryGenerations()
  const blocked = new MemoryBlockedKeys()
  const done: string[] = []
  let nowMs = 0
  const pass = (ms: number) => void (nowMs += ms)
  let caughtUp: () => Promise<void> = async () => undefined
  const runner = (name = '') =>
    new ProjectionRunner({
      service: 'sample',
      projection: 'sums',
      generations,
      blocked,
      clock: { now: () => nowMs, monotonic: () => nowMs, sleep: async () => undefined },
      log: pino({ level: 'silent' }),
      async start(number) {
        done.push(`${name}start ${number}`)
        return { catchUp: () => caughtUp() }
      },
      stop: async (number) => void done.push(`${name}stop ${number}`),
      drop: async (number) => void done.push(`${name}drop ${number}`),
    })
  return { generations, blocked, done, runner, pass, whileCatchingUp: (act: () => Promise<void>) => void (caughtUp = act) }
}

/** Whatever could go on by itself has gone on. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

test('the old one serves until the new one has caught up; then it is kept for its readers, stopped, dropped and forgotten', async () => {
  const { generations, done, runner, pass, whileCatchingUp } = setUp()
  const sums = runner()
  await sums.look()
  expect(done).toEqual(['start 1'])
  await generations.begin('sums')
  const caughtUp = Promise.withResolvers<void>()
  whileCatchingUp(() => caughtUp.promise)
  await sums.look()
  await settled()
  expect(await generations.of('sums')).toEqual({ serving: 1, building: 2, retired: [] })
  caughtUp.resolve()
  await vi.waitFor(async () => expect((await generations.of('sums')).serving).toBe(2))
  await sums.look()
  pass(rebuildLimits.stopRetiredAfterMs - 1)
  await sums.look()
  expect(done).toEqual(['start 1', 'start 2'])
  pass(1)
  await sums.look()
  expect(done.splice(0)).toEqual(['start 1', 'start 2', 'stop 1'])
  pass(rebuildLimits.dropRetiredAfterMs)
  await sums.look()
  await sums.look()
  expect(done).toEqual(['drop 1'])
  expect(await generations.of('sums')).toEqual({ serving: 2, building: null, retired: [] })
})

test('a key that blocks only in the new one holds the flip until it is free; one that was blocked before does not', async () => {
  const { generations, blocked, runner, pass } = setUp()
  const sums = runner()
  const at = { sequence: 1, cause: 'x', at: 1 }
  await blocked.block({ group: 'sample.sums', key: 'old', ...at })
  await blocked.block({ group: 'sample.sums.g2', key: 'old', ...at })
  await blocked.block({ group: 'sample.sums.g2', key: 'new', ...at })
  await generations.begin('sums')
  await sums.look()
  await sums.stop()
  await sums.look()
  expect((await generations.of('sums')).serving).toBe(1)
  await blocked.unblock('sample.sums.g2', 'new')
  pass(rebuildLimits.waitMs)
  await sums.look()
  await sums.stop()
  expect((await generations.of('sums')).serving).toBe(2)
})

test('a process that comes after a crash goes on where the pointer stands', async () => {
  const { generations, done, runner, pass } = setUp()
  await generations.begin('sums')
  await runner().look()
  await vi.waitFor(async () => expect((await generations.of('sums')).serving).toBe(2))
  done.splice(0)
  const after = runner()
  await after.look()
  expect(done).toEqual(['start 2'])
  pass(rebuildLimits.dropRetiredAfterMs)
  await after.look()
  expect(done).toEqual(['start 2', 'drop 1'])
})

test('two processes build the same; the slower one finds the pointer moved and goes on serving', async () => {
  const { generations, done, runner } = setUp()
  const [a, b] = [runner('a: '), runner('b: ')]
  await Promise.all([a.look(), b.look()])
  expect(await Promise.all([generations.begin('sums'), generations.begin('sums')])).toEqual([2, 2])
  await Promise.all([a.look(), b.look()])
  await Promise.all([a.stop(), b.stop()])
  await Promise.all([a.look(), b.look()])
  expect(await generations.of('sums')).toEqual({ serving: 2, building: null, retired: [1] })
  expect(done.toSorted()).toEqual(['a: start 1', 'a: start 2', 'b: start 1', 'b: start 2'])
})

test('a build that fails is tried again, and the old one serves meanwhile', async () => {
  const { generations, runner, pass, whileCatchingUp } = setUp()
  const sums = runner()
  whileCatchingUp(() => Promise.reject(new Error('the feed is away')))
  await generations.begin('sums')
  await sums.look()
  await sums.stop()
  expect((await generations.of('sums')).serving).toBe(1)
  whileCatchingUp(async () => undefined)
  pass(60_000)
  await sums.look()
  await sums.stop()
  expect((await generations.of('sums')).serving).toBe(2)
})
