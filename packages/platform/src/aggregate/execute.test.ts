import { describe, expect, test } from 'vitest'
import { MemoryLog, MemoryStore } from '../memory/memoryStore.ts'
import { executor, type Execution } from './execute.ts'
import type { CommandLimits } from './limits.ts'
import { commandLimits } from './limits.ts'
import type { Stored, Write } from './ports.ts'
import { counter, type Counter, type CounterCommand } from './sample.ts'

class LostAnswer extends Error {}

/** Loses answers on demand: the write happens (or not), the caller hears an error of unknown outcome. */
class LossyStore extends MemoryStore {
  lose: ('after' | 'before')[] = []
  loads = 0

  override async load(id: string): Promise<Stored | null> {
    this.loads += 1
    return super.load(id)
  }
  override insert(write: Write): Promise<boolean> {
    return this.lossy(() => super.insert(write))
  }
  override update(write: Write): Promise<boolean> {
    return this.lossy(() => super.update(write))
  }
  override isTransient(error?: unknown): boolean {
    return error instanceof LostAnswer
  }
  private async lossy(write: () => Promise<boolean>): Promise<boolean> {
    const loss = this.lose.shift()
    if (loss === 'before') throw new LostAnswer()
    const done = await write()
    if (loss === 'after') throw new LostAnswer()
    return done
  }
}

function setUp(limits: Partial<CommandLimits> = {}) {
  const store = new LossyStore()
  const log = new MemoryLog()
  let nowMs = Date.parse('2026-01-05T02:00:00.000Z')
  const clock = { now: () => nowMs, monotonic: () => nowMs, sleep: async (ms: number) => void (nowMs += ms) }
  let woken = 0
  const deps = { store, log, clock, wake: () => void (woken += 1), random: () => 0.5, limits: { ...commandLimits, ...limits } }
  const execute = executor(counter, deps)
  const send = (
    command: { type: 'OpenCounter'; owner: string } | { type: 'RaiseCounter'; by: number; times?: number },
    commandId: string,
    more: Partial<Execution<Counter, CounterCommand>> = {},
  ) =>
    execute({
      target: 'c1',
      command,
      commandId,
      fingerprint: JSON.stringify(command),
      actor: 'siti',
      correlationId: commandId,
      causationId: commandId,
      deadline: nowMs + 2_000,
      caller: 'http',
      creates: command.type === 'OpenCounter',
      ...more,
    })
  const relay = async () => {
    for (const { id, envelopes } of await store.pending(100, [])) {
      await log.append(envelopes)
      await store.removeSent([{ id, sequence: envelopes.at(-1)?.sequence ?? 0 }])
    }
  }
  const total = async () => (await store.load('c1'))?.state
  return { store, log, send, relay, total, execute, woken: () => woken }
}

const open = { type: 'OpenCounter', owner: 'siti' } as const
const raise = { type: 'RaiseCounter', by: 1 } as const

describe('execute', () => {
  test('a command is recorded once with its version and wakes the relay', async () => {
    const { send, total, woken } = setUp()
    expect(await send(open, 'a')).toEqual({ id: 'c1', version: 1 })
    expect(await send({ ...raise, times: 3 }, 'b')).toEqual({ id: 'c1', version: 4 })
    expect(await total()).toEqual({ status: 'open', owner: 'siti', total: 3 })
    expect(woken()).toBe(2)
  })

  test.each(['in the outbox', 'in the log'])('the same command again answers as recorded, found %s', async (where) => {
    const { send, relay, total } = setUp()
    await send(open, 'a')
    await send(raise, 'b')
    await send(raise, 'c')
    if (where === 'in the log') await relay()
    expect(await send(raise, 'b')).toEqual({ id: 'c1', version: 2 })
    expect(await send(open, 'a')).toEqual({ id: 'c1', version: 1 })
    expect(await total()).toMatchObject({ total: 2 })
  })

  test('a new command costs no look into the log while the marks of all are known; an old one is found also beyond them', async () => {
    const { send, relay, log, store } = setUp({ marksMax: 3 })
    let looks = 0
    const byCommand = log.byCommand.bind(log)
    log.byCommand = (...asked) => ((looks += 1), byCommand(...asked))
    await send(open, 'a')
    await send(raise, 'b')
    await relay()
    await send(raise, 'c')
    expect(looks).toBe(0)
    await relay()
    expect(await send(raise, 'b')).toEqual({ id: 'c1', version: 2 })
    expect(looks).toBe(1)
    await send(raise, 'd') // one too many: from here on nobody knows all of them
    expect((await store.load('c1'))?.marks).toBeNull()
    await relay()
    expect([await send(raise, 'd'), await send(raise, 'a2')]).toEqual([{ id: 'c1', version: 4 }, { id: 'c1', version: 5 }]) // prettier-ignore
    expect(looks).toBe(3)
  })

  test('a command that looks things up answers as recorded when they have changed or are down, and asks nothing for who may not', async () => {
    const { send, relay } = setUp()
    let asked = 0
    const asking = (command: typeof open | typeof raise) => () => ((asked += 1), command)
    const failing = () => Promise.reject(new Error('what it looks up is down'))
    await send(open, 'a', { command: asking(open) })
    await send(raise, 'b', { command: asking(raise) })
    expect(asked).toBe(2)
    expect(await send(open, 'a', { command: failing })).toEqual({ id: 'c1', version: 1 })
    expect(await send(raise, 'b', { command: failing })).toEqual({ id: 'c1', version: 2 })
    await relay()
    expect(await send(raise, 'b', { command: failing })).toEqual({ id: 'c1', version: 2 })
    await expect(send(raise, 'c', { command: failing })).rejects.toThrow('is down')
    const stranger = {
      authorise: () => {
        throw new Error('not theirs')
      },
    }
    await expect(send(raise, 'd', { command: asking(raise), ...stranger })).rejects.toThrow('not theirs')
    expect(asked).toBe(2)
  })

  test('the same key with another content is refused', async () => {
    const { send } = setUp()
    await send(open, 'a')
    await send(raise, 'b')
    await expect(send({ type: 'RaiseCounter', by: 2 }, 'b')).rejects.toMatchObject({ code: 'platform/key-reused' })
    await expect(send({ type: 'OpenCounter', owner: 'budi' }, 'a')).rejects.toMatchObject({ code: 'platform/key-reused' })
  })

  test.each(['after', 'before'] as const)('an answer lost %s the write is looked up, never assumed', async (when) => {
    const { send, store, total } = setUp()
    store.lose = [when]
    expect(await send(open, 'a')).toEqual({ id: 'c1', version: 1 })
    store.lose = [when, when]
    expect(await send(raise, 'b')).toEqual({ id: 'c1', version: 2 })
    expect(await total()).toMatchObject({ total: 1 })
  })

  test('answers that stay lost end at the deadline, saying that the outcome is unknown', async () => {
    const { send, store } = setUp()
    await send(open, 'a')
    store.lose = Array.from({ length: 1_000 }, () => 'before')
    await expect(send(raise, 'b')).rejects.toMatchObject({ code: 'platform/outcome-unknown' })
  })

  test('50 commands at once on one aggregate are decided in turn: each counted, one load each', async () => {
    const { send, store, total } = setUp()
    await send(open, 'a')
    store.loads = 0
    await Promise.all(Array.from({ length: 50 }, (_, n) => send(raise, `r${n}`)))
    expect(store.loads).toBe(50)
    expect(await total()).toMatchObject({ total: 50 })
  })

  test('the same key 50 times at once is one event', async () => {
    const { send, total } = setUp()
    await send(open, 'a')
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(raise, 'same')))
    expect(new Set(answers.map((answer) => answer.version))).toEqual(new Set([2]))
    expect(await total()).toMatchObject({ total: 1 })
  })

  test('two processes race on one aggregate: both commands are recorded', async () => {
    const { send, store, log, total } = setUp()
    await send(open, 'a')
    const clock = { now: () => 0, monotonic: () => 0, sleep: async () => undefined }
    const other = executor(counter, { store, log, clock, wake: () => undefined, random: () => 0.5 })
    const base = {
      target: 'c1',
      fingerprint: 'f',
      actor: 'b',
      correlationId: 'x',
      causationId: 'x',
      deadline: 1_000_000,
      caller: 'http',
    } as const
    await Promise.all(
      Array.from({ length: 10 }, (_, n) => [
        send(raise, `mine${n}`),
        other({ ...base, command: raise, commandId: `theirs${n}` }),
      ]).flat(),
    )
    expect(await total()).toMatchObject({ total: 20 })
  })

  test('If-Match of an older version is refused, but a repeated command answers as recorded', async () => {
    const { send } = setUp()
    await send(open, 'a')
    await send(raise, 'b', { expectedVersion: 1 })
    await expect(send(raise, 'c', { expectedVersion: 1 })).rejects.toMatchObject({
      code: 'platform/version-changed',
      facts: { version: 2 },
    })
    expect(await send(raise, 'b', { expectedVersion: 1 })).toEqual({ id: 'c1', version: 2 })
  })

  test('an unknown target is not found; a refusal writes nothing', async () => {
    const { send, store } = setUp()
    await expect(send(raise, 'b')).rejects.toMatchObject({ code: 'platform/not-found' })
    await send(open, 'a')
    await expect(send(open, 'again')).rejects.toMatchObject({ code: 'counter/already-open' })
    expect((await store.load('c1'))?.version).toBe(1)
  })

  test('a stranger is refused before a duplicate is answered', async () => {
    const { send } = setUp()
    await send(open, 'a')
    const authorise = () => {
      throw new Error('not yours')
    }
    await expect(send(open, 'a', { authorise })).rejects.toThrow('not yours')
  })
})

describe('limits of the command path', () => {
  test('more than the queue holds is refused, the rest is done', async () => {
    const { send, total } = setUp({ queueLengthMax: 64 })
    await send(open, 'a')
    const answers = await Promise.allSettled(Array.from({ length: 65 }, (_, n) => send(raise, `r${n}`)))
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused).toEqual([expect.objectContaining({ reason: expect.objectContaining({ code: 'platform/busy' }) })])
    expect(await total()).toMatchObject({ total: 64 })
  })

  test('a full outbox refuses an HTTP caller at 200 entries, a process at 400', async () => {
    const { send } = setUp()
    await send(open, 'a')
    await send({ ...raise, times: 199 }, 'b')
    await expect(send(raise, 'c')).rejects.toMatchObject({ code: 'platform/outbox-full' })
    await send({ ...raise, times: 200 }, 'd', { caller: 'process' })
    await expect(send(raise, 'e', { caller: 'process' })).rejects.toMatchObject({ code: 'platform/outbox-full' })
  })

  test('an event over 64 KiB is refused and nothing is written', async () => {
    const { send, store } = setUp()
    await expect(send({ type: 'OpenCounter', owner: 'x'.repeat(65_536) }, 'a')).rejects.toMatchObject({
      code: 'platform/event-too-large',
    })
    expect(await store.load('c1')).toBeNull()
  })
})

describe('stored states of other releases', () => {
  test('a newer state is never read or saved by this program', async () => {
    const { send, store, log } = setUp()
    await send(open, 'a')
    const older = executor(
      { ...counter, stateSchema: 0 },
      {
        store,
        log,
        clock: { now: () => 0, monotonic: () => 0, sleep: async () => undefined },
        wake: () => undefined,
        random: () => 0,
      },
    )
    const command = {
      target: 'c1',
      command: raise,
      commandId: 'b',
      fingerprint: 'f',
      actor: 's',
      correlationId: 'x',
      causationId: 'x',
      deadline: 9,
      caller: 'http',
    } as const
    await expect(older(command)).rejects.toMatchObject({ code: 'platform/newer-state' })
    expect((await store.load('c1'))?.version).toBe(1)
  })

  test('an older state is folded anew from log and outbox', async () => {
    const { send, store, log, relay, total } = setUp()
    await send(open, 'a')
    await send(raise, 'b')
    await relay()
    await send(raise, 'c')
    const doubled = {
      ...counter.decider,
      evolve: (state: Counter, event: Parameters<typeof counter.decider.evolve>[1]) =>
        counter.decider.evolve(state, event.type === 'CounterRaised' ? { ...event, by: event.by * 2 } : event),
    }
    const newer = executor(
      { ...counter, decider: doubled, stateSchema: 2 },
      {
        store,
        log,
        clock: { now: () => 0, monotonic: () => 0, sleep: async () => undefined },
        wake: () => undefined,
        random: () => 0,
      },
    )
    await newer({
      target: 'c1',
      command: raise,
      commandId: 'd',
      fingerprint: 'f',
      actor: 's',
      correlationId: 'x',
      causationId: 'x',
      deadline: 9,
      caller: 'http',
    })
    expect(await total()).toMatchObject({ total: 6 })
    expect((await store.load('c1'))?.stateSchema).toBe(2)
  })
})
