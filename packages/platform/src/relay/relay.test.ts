import { describe, expect, test } from 'vitest'
import { toEnvelopes, type Envelope } from '../aggregate/envelope.ts'
import { counterEvents } from '../aggregate/sample.ts'
import { BrokerAway } from '../kafka/ports.ts'
import { MemoryLog, MemoryStore } from '../memory/memoryStore.ts'
import { Relay } from './relay.ts'

const events = (id: string, from: number, count: number): Envelope[] =>
  toEnvelopes(
    counterEvents,
    id,
    from,
    Array.from({ length: count }, (_, n) => ({ type: 'CounterRaised', by: from + n + 1 }) as never),
    '2026-01-05T02:00:00.000Z',
    { commandId: `${id}-${from}`, fingerprint: 'f', actor: 'a', correlationId: 'c', causationId: 'c' },
  )

async function setUp(ids: readonly string[]) {
  const store = new MemoryStore()
  const log = new MemoryLog()
  const sent: Envelope[] = []
  const stuck: string[] = []
  const faults = {
    refuse: (batch: readonly Envelope[]): boolean => batch.length === 0,
    whileSending: async () => undefined as void,
    logFails: false,
  }
  let nowMs = 0
  const append = log.append.bind(log)
  log.append = async (envelopes) => {
    if (faults.logFails) throw new Error('log away')
    return append(envelopes)
  }
  for (const [at, id] of ids.entries())
    await store.insert({ id, from: 0, state: {}, stateSchema: 1, copies: {}, envelopes: events(id, 0, 2), at: at + 1 })
  const relay = new Relay({
    store,
    log,
    producer: {
      send: async (envelopes) => {
        if (faults.refuse(envelopes)) throw new Error('broker says no')
        sent.push(...envelopes)
        await faults.whileSending()
      },
    },
    clock: { now: () => nowMs, monotonic: () => nowMs, sleep: async () => undefined },
    onStuck: ({ aggregateId }) => void stuck.push(aggregateId),
  })
  const of = (id: string) => sent.filter((event) => event.aggregateId === id).map((event) => event.sequence)
  return { store, log, relay, sent, stuck, faults, of, pass: (ms: number) => void (nowMs += ms) }
}

describe('relay', () => {
  test('events go to the log and to Kafka in order, then leave the outbox', async () => {
    const { store, log, relay, of } = await setUp(['a', 'b'])
    expect(await relay.round()).toBe(4)
    expect(of('a')).toEqual([1, 2])
    expect((await log.read('b', 1, 10)).map((event) => event.sequence)).toEqual([1, 2])
    expect(await store.pending(10, [])).toEqual([])
    expect(await relay.round()).toBe(0)
  })

  test('an event that was committed while its predecessors were being sent stays for the next round', async () => {
    const { store, relay, of, faults } = await setUp(['a'])
    faults.whileSending = async () => {
      faults.whileSending = async () => undefined
      await store.update({ id: 'a', from: 2, state: {}, stateSchema: 1, copies: {}, envelopes: events('a', 2, 1), at: 9 })
    }
    await relay.round()
    expect(of('a')).toEqual([1, 2])
    await relay.round()
    expect(of('a')).toEqual([1, 2, 3])
  })

  test.each(['log', 'Kafka'])('nothing leaves the outbox while the %s does not take it', async (who) => {
    const { store, relay, faults, pass } = await setUp(['a'])
    if (who === 'log') faults.logFails = true
    else faults.refuse = () => true
    expect(await relay.round()).toBe(0)
    expect((await store.load('a'))?.outbox).toHaveLength(2)
    faults.logFails = false
    faults.refuse = () => false
    pass(60_000)
    expect(await relay.round()).toBe(2)
    expect((await store.load('a'))?.outbox).toEqual([])
  })

  test('one event that the broker refuses stops its own aggregate only, with an alarm and a back-off', async () => {
    const { relay, stuck, faults, of, pass } = await setUp(['a', 'b', 'bad', 'c', 'd'])
    faults.refuse = (envelopes) => envelopes.some((event) => event.aggregateId === 'bad')
    await relay.round()
    for (const id of ['a', 'b', 'c', 'd']) expect(of(id)).toEqual([1, 2])
    expect(of('bad')).toEqual([])
    expect(stuck).toEqual(['bad'])
    await relay.round()
    expect(stuck).toEqual(['bad'])
    faults.refuse = () => false
    pass(60_000)
    await relay.round()
    expect(of('bad')).toEqual([1, 2])
  })

  test('another event under a logged sequence is never removed: its aggregate stops and alarms', async () => {
    const { store, log, relay, stuck } = await setUp(['a', 'b'])
    const [other] = events('a', 7, 1)
    await log.append([{ ...(other as Envelope), id: 'a:000000000002', sequence: 2 }])
    await relay.round()
    expect(stuck).toEqual(['a'])
    expect((await store.load('a'))?.outbox).toHaveLength(2)
    expect((await store.load('b'))?.outbox).toEqual([])
  })

  // Found by taking the broker away for twenty seconds: every aggregate was blamed in turn, and waited up to a minute after its return.
  test('a broker that is away blames no aggregate: the round ends at once, and the next one after its return sends everything', async () => {
    const ids = Array.from({ length: 50 }, (_, n) => `a${n}`)
    const { relay, faults, stuck, sent } = await setUp(ids)
    let sends = 0
    faults.refuse = () => {
      sends += 1
      throw new BrokerAway('down')
    }
    await expect(relay.round()).rejects.toThrow(BrokerAway)
    expect([sends, stuck]).toEqual([1, []])
    faults.refuse = () => false
    expect(await relay.round()).toBe(100)
    expect(sent).toHaveLength(100)
  })
})
