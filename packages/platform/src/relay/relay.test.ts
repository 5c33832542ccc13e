import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toEnvelopes, type Envelope } from '../aggregate/envelope.ts'
import { counterEvents } from '../aggregate/sample.ts'
import { BrokerAway } from '../kafka/ports.ts'
import { MemoryLog, MemoryStore } from '../memory/memoryStore.ts'
import { Relay, relayLimits } from './relay.ts'

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

  test('what is offered is sent without a look into the database, and what has left an outbox is not sent twice', async () => {
    const { store, relay, of } = await setUp(['a'])
    await relay.round()
    const commit = async (from: number, outbox: readonly Envelope[]) => {
      await store.update({ id: 'a', from, state: {}, stateSchema: 1, copies: {}, envelopes: events('a', from, 1), at: 9 })
      relay.offer({ id: 'a', envelopes: [...outbox, ...events('a', from, 1)] })
    }
    store.pending = async () => expect.unreachable('it was offered')
    await commit(2, [])
    expect(await relay.round()).toBe(1)
    await commit(3, events('a', 2, 1)) // loaded before 3 had left the outbox
    expect(await relay.round()).toBe(1)
    expect(of('a')).toEqual([1, 2, 3, 4])
    expect((await store.load('a'))?.outbox).toEqual([])
  })

  test('what is offered while its aggregate stands still, or lost with a failing round, is sent behind its head', async () => {
    const { store, relay, of, faults, pass, stuck } = await setUp(['a', 'b', 'c'])
    await relay.round()
    const commit = async (id: string, from: number, outbox: readonly Envelope[]) => {
      await store.update({ id, from, state: {}, stateSchema: 1, copies: {}, envelopes: events(id, from, 1), at: 9 })
      relay.offer({ id, envelopes: [...outbox, ...events(id, from, 1)] })
    }
    faults.refuse = (batch) => batch.some((event) => event.aggregateId === 'a')
    await commit('a', 2, [])
    await relay.round()
    await commit('a', 3, events('a', 2, 1))
    await commit('b', 2, [])
    expect(await relay.round()).toBe(1)
    expect(stuck).toEqual(['a']) // it stands still: nothing of it was tried again
    faults.refuse = () => {
      throw new BrokerAway('down')
    }
    await commit('b', 3, [])
    await expect(relay.round()).rejects.toThrow(BrokerAway)
    faults.refuse = () => false
    await commit('c', 2, [])
    expect(await relay.round()).toBe(2) // and not of `c` alone
    pass(60_000)
    await relay.round()
    expect([of('a'), of('b'), of('c')]).toEqual([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3]]) // prettier-ignore
  })

  test('more offers than a round takes are found in the database', async () => {
    const ids = Array.from({ length: relayLimits.documentsPerRoundMax + 5 }, (_, n) => `a${n}`)
    const { store, relay, sent } = await setUp([])
    await relay.round() // looks, and need not look again for a while
    for (const id of ids) {
      await store.insert({ id, from: 0, state: {}, stateSchema: 1, copies: {}, envelopes: events(id, 0, 2), at: 1 })
      relay.offer({ id, envelopes: events(id, 0, 2) })
    }
    await relay.round()
    relay.offer({ id: 'a0', envelopes: events('a0', 0, 2) })
    await relay.round()
    expect(sent.map(({ id }) => id).toSorted()).toEqual(ids.flatMap((id) => events(id, 0, 2)).map(({ id }) => id).toSorted()) // prettier-ignore
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

  test('however long an aggregate has stood still, it is tried once a minute', async () => {
    const { relay, stuck, faults, pass } = await setUp(['bad'])
    faults.refuse = () => true
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      await relay.round()
      pass(relayLimits.backOffMsMax)
    }
    expect(stuck).toHaveLength(20)
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

describe('two relays at once', () => {
  test('whatever the interleaving: first occurrences are in order, the log is whole, nothing is left behind', async () => {
    const delays = fc.infiniteStream(fc.integer({ min: 0, max: 3 }))
    await fc.assert(
      fc.asyncProperty(delays, async (delay) => {
        const slowly = async () => {
          for (let n = delay.next().value; n > 0; n -= 1) await Promise.resolve()
        }
        const store = new MemoryStore()
        const log = new MemoryLog()
        const sent: Envelope[] = []
        const slow = new Proxy(store, {
          get:
            (target, name) =>
            async (...given: unknown[]) => {
              await slowly()
              const answer: unknown = await (target[name as 'load'] as (...all: unknown[]) => Promise<unknown>).apply(
                target,
                given,
              )
              await slowly()
              return answer
            },
        })
        const producer = {
          async send(envelopes: readonly Envelope[]) {
            await slowly()
            sent.push(...envelopes)
            await slowly()
          },
        }
        const clock = { now: () => 0, monotonic: () => 0, sleep: async () => undefined }
        const relays = [1, 2].map(() => new Relay({ store: slow, log, producer, clock, onStuck: () => expect.unreachable() }))
        const commits = async (id: string) => {
          const write = (from: number) => ({
            id,
            from,
            state: {},
            stateSchema: 1,
            copies: {},
            envelopes: events(id, from, 1),
            at: 1,
          })
          await store.insert(write(0))
          for (let from = 1; from < 8; from += 1) {
            await slowly()
            const before = (await store.load(id))?.outbox ?? []
            await slowly()
            await store.update(write(from))
            await slowly()
            // As execute does; one of the two is in this process, and it may hear late.
            relays[0]?.offer({ id, envelopes: [...before, ...events(id, from, 1)] })
          }
        }
        const rounds = async (relay: Relay) => {
          for (let round = 0; round < 12; round += 1) await relay.round()
        }
        await Promise.all([commits('a'), commits('b'), ...relays.map(rounds)])
        await relays[0]?.round()
        for (const id of ['a', 'b']) {
          const sequences = sent.filter((event) => event.aggregateId === id).map(({ sequence }) => sequence)
          expect([...new Set(sequences)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
          expect((await log.read(id, 1, 99)).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
        }
        expect(await store.pending(10, [])).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  test('one that wakes from a long pause only repeats', async () => {
    const { store, log, relay, faults, of, sent } = await setUp(['a'])
    const other = new Relay({
      store,
      log,
      producer: { send: async (envelopes) => void sent.push(...envelopes) },
      clock: { now: () => 0, monotonic: () => 0, sleep: async () => undefined },
      onStuck: () => expect.unreachable(),
    })
    faults.whileSending = async () => {
      faults.whileSending = async () => undefined
      await other.round()
      await store.update({ id: 'a', from: 2, state: {}, stateSchema: 1, copies: {}, envelopes: events('a', 2, 1), at: 9 })
      await other.round()
      sent.push(...events('a', 0, 2)) // what the paused one had under way arrives now
    }
    await relay.round()
    expect([...new Set(of('a'))]).toEqual([1, 2, 3])
    expect(await store.pending(10, [])).toEqual([])
  })
})

test('an aggregate that stood still under the relay before is told to move again by the next', async () => {
  const moving: string[] = []
  const { store, log, sent } = await setUp(['a', 'b'])
  const next = new Relay({
    store,
    log,
    producer: { send: async (envelopes) => void sent.push(...envelopes) },
    clock: { now: () => 0, monotonic: () => 0, sleep: async () => undefined },
    onStuck: () => expect.unreachable(),
    onMoving: (id) => void moving.push(id),
  })
  next.adopt(['a'])
  await next.round()
  expect(moving).toEqual(['a'])
})
