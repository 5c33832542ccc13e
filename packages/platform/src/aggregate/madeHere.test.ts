import { expect, test } from 'vitest'
import { MemoryLog, MemoryStore } from '../memory/memoryStore.ts'
import type { Recorded } from './envelope.ts'
import { executor, type Execution } from './execute.ts'
import { madeHereLimits } from './madeHere.ts'
import type { Pending, Stored } from './ports.ts'
import { counter, type Counter, type CounterCommand } from './sample.ts'

class CountingStore extends MemoryStore {
  loads = 0
  override async load(id: string): Promise<Stored | null> {
    this.loads += 1
    return super.load(id)
  }
}

type Send = (command: Execution<Counter, CounterCommand>['command'], commandId: string, more?: object) => Promise<Recorded>

/** Two processes over one database. */
function setUp() {
  const store = new CountingStore()
  const log = new MemoryLog()
  const lookUps: string[] = []
  const byCommand = log.byCommand.bind(log)
  log.byCommand = async (id, commandId) => (lookUps.push(commandId), byCommand(id, commandId))
  const clock = { now: () => 0, monotonic: () => 0, sleep: async () => undefined }
  const offered: Pending[] = []
  const [here, there] = [1, 2].map(() => {
    const execute = executor(counter, { store, log, clock, wake: (pending) => offered.push(pending), random: () => 0.5 })
    return (command: Execution<Counter, CounterCommand>['command'], commandId: string, more: object = {}) =>
      execute({
        target: 'c1',
        command,
        commandId,
        fingerprint: commandId,
        actor: 'siti',
        correlationId: commandId,
        causationId: commandId,
        deadline: 1_000,
        caller: 'http',
        ...more,
      })
  }) as [Send, Send]
  const begin = () => here({ type: 'OpenCounter', owner: 'siti' }, 'begin', { creates: true })
  const relay = async () => {
    for (const { id, envelopes } of await store.pending(100, [])) {
      await log.append(envelopes)
      await store.removeSent([{ id, sequence: envelopes.at(-1)?.sequence ?? 0 }])
    }
  }
  return { store, log, lookUps, offered, here, there, begin, relay }
}
const raise = { type: 'RaiseCounter', by: 1 } as const
const nothing = { type: 'RaiseCounter', by: 1, times: 0 } as const

test('what was made here is changed without being read, and a repetition is known', async () => {
  const { store, lookUps, here, begin } = setUp()
  await begin()
  store.loads = 0
  expect(await here(raise, 'a')).toEqual({ id: 'c1', version: 2 })
  expect(await here({ ...raise, by: 5 }, 'b')).toEqual({ id: 'c1', version: 3 })
  expect([store.loads, lookUps]).toEqual([0, []])
  await expect(here(raise, 'a')).resolves.toEqual({ id: 'c1', version: 2 })
  await expect(here(raise, 'a', { fingerprint: 'other' })).rejects.toMatchObject({ code: 'platform/key-reused' })
  expect((await store.load('c1'))?.state).toMatchObject({ total: 6 })
})

test('what another process did since is seen before anything is answered: a change, a refusal, nothing to do, a repetition', async () => {
  const { store, here, there, begin, relay } = setUp()
  await begin()
  await there(raise, 'theirs')
  await relay()
  expect(await here(raise, 'theirs')).toEqual({ id: 'c1', version: 2 })
  await there(raise, 'more')
  await relay()
  expect(await here(raise, 'mine')).toEqual({ id: 'c1', version: 4 })
  expect(await here(raise, 'more')).toEqual({ id: 'c1', version: 3 })
  expect((await store.load('c1'))?.state).toMatchObject({ total: 3 })

  const again = setUp()
  await again.begin()
  await again.there(raise, 'theirs')
  expect(await again.here(nothing, 'none')).toEqual({ id: 'c1', version: 2 })
  await again.there(raise, 'more')
  await expect(again.here(raise, 'mine', { expectedVersion: 1 })).rejects.toMatchObject({ facts: { version: 3 } })
  expect(await again.here(raise, 'mine', { expectedVersion: 3 })).toEqual({ id: 'c1', version: 4 })
})

test('a refusal of what stands still is said after one look, not decided twice', async () => {
  const { store, here, begin } = setUp()
  await begin()
  store.loads = 0
  let asked = 0
  const command = () => {
    asked += 1
    return { type: 'OpenCounter', owner: 'b' } as const
  }
  await expect(here(command, 'again')).rejects.toMatchObject({ code: 'counter/already-open' })
  expect([store.loads, asked]).toEqual([1, 1])
})

test('the relay is always offered all that may be in the outbox, which is asked for now and then', async () => {
  const { store, offered, here, begin, relay } = setUp()
  await begin()
  store.loads = 0
  const count = 3 * madeHereLimits.outboxEntriesMax
  for (let n = 1; n <= count; n += 1) {
    const waiting = (await store.pending(1, []))[0]?.envelopes ?? []
    await here(raise, `r${n}`)
    const told = offered.at(-1)?.envelopes.map(({ sequence }) => sequence) ?? []
    expect(told).toEqual(expect.arrayContaining([...waiting.map(({ sequence }) => sequence), n + 1]))
    expect(told.length).toBeLessThanOrEqual(madeHereLimits.outboxEntriesMax)
    if (n % 5 === 0) await relay()
  }
  expect(store.loads).toBeLessThanOrEqual(count / 4)
})
