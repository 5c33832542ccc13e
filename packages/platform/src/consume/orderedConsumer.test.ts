import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toEnvelopes, type Envelope } from '../aggregate/envelope.ts'
import { counterEvents, type CounterEvent } from '../aggregate/sample.ts'
import { encode, type WireMessage } from '../kafka/codec.ts'
import { MemoryRows } from '../memory/memoryRows.ts'
import { MemoryBlockedKeys } from './blocked.ts'
import { NewerEventType, OrderedConsumer } from './orderedConsumer.ts'
import { HIDDEN, projection } from './projection.ts'
import { projector } from './projector.ts'

const sums = projection<{ sum: number; seen: number[] }, CounterEvent>({
  name: 'sums',
  from: counterEvents,
  indexes: [],
  fold(row, event) {
    if (event.type === 'CounterOpened') return { sum: 0, seen: [] }
    if (event.by === 666) throw new Error('cannot fold 666')
    if (event.by === 0) return HIDDEN
    return { sum: (row?.sum ?? 0) + event.by, seen: [...(row?.seen ?? []), event.by] }
  },
})

const story = (id: string, raises: readonly number[]): Envelope[] =>
  toEnvelopes(
    counterEvents,
    id,
    0,
    [{ type: 'CounterOpened', owner: 'siti' } as never, ...raises.map((by) => ({ type: 'CounterRaised', by }) as never)],
    '2026-01-05T02:00:00.000Z',
    { commandId: 'k', fingerprint: 'f', actor: 'a', correlationId: 'c', causationId: 'c' },
  )

function message(envelope: Envelope, change: { value?: string; type?: string } = {}): WireMessage & { offset: string } {
  const { key, value, headers } = encode(envelope)
  const all = change.type ? { ...headers, ce_type: change.type } : headers
  return { offset: '0', key: Buffer.from(key), value: Buffer.from(change.value ?? value), headers: all }
}

function setUp(stories: readonly Envelope[][]) {
  const rows = new MemoryRows()
  const blocked = new MemoryBlockedKeys()
  const strangers: string[] = []
  const log = new Map(stories.map((events) => [events[0]?.aggregateId ?? '', events]))
  const asked: string[] = []
  let nowMs = Date.parse('2026-01-05T03:00:00.000Z')
  const clock = { now: () => nowMs, monotonic: () => nowMs, sleep: async (ms: number) => void (nowMs += ms) }
  const consumer = new OrderedConsumer({
    contract: counterEvents,
    handler: projector(sums, rows, 'test.sums'),
    feed: {
      heads: async (after, limit) =>
        [...log]
          .filter(([id]) => id > after)
          .slice(0, limit)
          .map(([id, events]) => ({ id, version: events.length })),
      events: async (id, from, limit) => {
        asked.push(id)
        return (log.get(id) ?? []).filter((event) => event.sequence >= from).slice(0, limit)
      },
    },
    blocked,
    clock,
    onBlocked: () => undefined,
    onStranger: (cause) => void strangers.push(cause),
  })
  const deliver = (messages: readonly (WireMessage & { offset: string })[]) =>
    consumer.onBatch({ source: counterEvents.source, partition: 0, messages, heartbeat: async () => undefined })
  const row = async (id: string) => (await rows.load([id])).get(id)
  return { rows, blocked, strangers, consumer, deliver, row, asked, log, clock }
}

describe('a projection fed by an ordered consumer', () => {
  test('folds each aggregate in order', async () => {
    const { deliver, row } = setUp([])
    await deliver([...story('a', [1, 2]), ...story('b', [5])].map((event) => message(event)))
    expect(await row('a')).toEqual({ id: 'a', seq: 3, hidden: false, row: { sum: 3, seen: [1, 2] } })
    expect(await row('b')).toMatchObject({ seq: 2, row: { sum: 5 } })
  })

  test('any mix of doubled, late, reordered and lost messages ends as the plain fold', async () => {
    const raises = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(raises, raises, fc.infiniteStream(fc.nat()), async (first, second, noise) => {
        const stories = [story('a', first), story('b', second)]
        const { deliver, row, consumer } = setUp(stories)
        const all = stories.flat()
        const sent = Array.from({ length: all.length * 2 }, () => all[(noise.next().value as number) % all.length] as Envelope)
        while (sent.length > 0) await deliver(sent.splice(0, 3).map((event) => message(event)))
        await consumer.catchUp(1)
        expect((await row('a'))?.row).toEqual({ sum: first.reduce((x, y) => x + y), seen: first })
        expect((await row('b'))?.row).toEqual({ sum: second.reduce((x, y) => x + y), seen: second })
      }),
      { numRuns: 200 },
    )
  })

  test('two consumers of one group that overlap after a rebalance fold each event once', async () => {
    const { deliver, row } = setUp([])
    const messages = story('a', [1, 2, 3]).map((event) => message(event))
    await Promise.all([deliver(messages), deliver(messages), deliver(messages.slice(0, 2))])
    expect((await row('a'))?.row).toEqual({ sum: 6, seen: [1, 2, 3] })
  })

  test('a gap is filled from the feed; without a gap the feed is left alone', async () => {
    const events = story('a', [1, 2, 3])
    const { deliver, row, asked } = setUp([events])
    await deliver([events[0], events[1]].map((event) => message(event as Envelope)))
    expect(asked).toEqual([])
    await deliver([message(events[3] as Envelope)])
    expect(asked).toContain('a')
    expect((await row('a'))?.row).toEqual({ sum: 6, seen: [1, 2, 3] })
  })

  test('an emptied broker costs nothing: catching up reads what is missing', async () => {
    const { consumer, row } = setUp([story('a', [1]), story('b', [2, 3])])
    expect(await consumer.catchUp()).toBe(5)
    expect(await consumer.catchUp()).toBe(0)
    expect((await row('b'))?.row).toMatchObject({ sum: 5 })
  })

  test('compared with the heads: what is old and lacks is repaired, what is young is left to Kafka, what is ahead is told', async () => {
    const old = story('a', [1, 2])
    const young = story('b', [3]).map((event) => ({ ...event, time: '2026-01-05T02:59:57.000Z' }))
    const { consumer, deliver, row, rows } = setUp([old, young, story('c', [4])])
    await deliver(old.slice(0, 2).map((event) => message(event)))
    await rows.save([{ id: 'c', loaded: 0, seq: 9, hidden: false, row: {} }])
    expect(await consumer.compareHeads({ patienceMs: 5_000 })).toEqual({ compared: 3, repaired: 1, applied: 1, ahead: 1 })
    expect(await row('a')).toMatchObject({ seq: 3, row: { sum: 3 } })
    expect(await row('b')).toBeUndefined()
    expect(await consumer.compareHeads({ patienceMs: 2_000 })).toEqual({ compared: 3, repaired: 1, applied: 2, ahead: 1 })
    expect(await row('b')).toMatchObject({ seq: 2 })
  })

  test('a re-sent old stream does not bring a hidden row back', async () => {
    const events = story('a', [1, 0])
    const { deliver, row } = setUp([events])
    await deliver(events.map((event) => message(event)))
    expect(await row('a')).toEqual({ id: 'a', seq: 3, hidden: true, row: null })
    await deliver(events.map((event) => message(event)))
    expect(await row('a')).toEqual({ id: 'a', seq: 3, hidden: true, row: null })
  })
})

describe('what cannot be applied', () => {
  test('is tried five times, ever later, before its key is blocked', async () => {
    const { deliver, blocked, clock } = setUp([])
    const begun = clock.now()
    await deliver(story('a', [666]).map((event) => message(event)))
    expect(clock.now() - begun).toBe(100 + 200 + 400 + 800) // between five attempts
    expect(await blocked.list('test.sums', 10)).toMatchObject([{ key: 'a', cause: 'cannot fold 666' }])
  })

  test.each([
    ['bad JSON', { value: '{"by"' }],
    ['wrong schema', { value: '{"by":"x"}' }],
    ['5 MB', { value: 'x'.repeat(5_000_000) }],
  ])('%s blocks its key, nothing overtakes it, others go on; a redrive reads the truth from the feed', async (_, change) => {
    const events = story('a', [1, 2])
    const { deliver, row, blocked, consumer } = setUp([events])
    await deliver([
      message(events[0] as Envelope),
      message(events[1] as Envelope, change),
      message(events[2] as Envelope),
      ...story('b', [7]).map((event) => message(event)),
    ])
    expect(await row('a')).toMatchObject({ seq: 1 })
    expect(await row('b')).toMatchObject({ seq: 2 })
    await deliver([message(events[2] as Envelope)])
    await consumer.catchUp()
    expect(await row('a')).toMatchObject({ seq: 1 })
    expect((await blocked.list('test.sums', 10)).map(({ key }) => key)).toEqual(['a'])
    await consumer.redrive('a')
    expect(await row('a')).toMatchObject({ seq: 3, row: { sum: 3 } })
    expect(await blocked.list('test.sums', 10)).toEqual([])
  })

  test('an event that the fold refuses blocks its key with the cause; redriving too early blocks it again', async () => {
    const events = story('a', [1, 666, 2])
    const { deliver, row, blocked, consumer, log } = setUp([events])
    await deliver([...events, ...story('b', [7])].map((event) => message(event)))
    expect(await row('a')).toBeUndefined()
    expect(await row('b')).toMatchObject({ seq: 2 })
    await consumer.redrive('a')
    expect(await blocked.list('test.sums', 10)).toEqual([expect.objectContaining({ key: 'a', cause: 'cannot fold 666' })])
    log.set('a', story('a', [1, 4, 2]))
    await consumer.redrive('a')
    expect(await row('a')).toMatchObject({ seq: 4, row: { sum: 7 } })
  })

  test('a message without a key is a stranger: noted, and passed over', async () => {
    const { deliver, strangers, row } = setUp([])
    const [first, ...rest] = story('a', [1]).map((event) => message(event))
    await deliver([{ ...(first as WireMessage), key: null, offset: '0' }, first as WireMessage & { offset: string }, ...rest])
    expect(strangers).toEqual(['no key'])
    expect(await row('a')).toMatchObject({ seq: 2 })
  })

  test('a type of a newer release pauses: what came before is applied, the batch comes again', async () => {
    const events = story('a', [1, 2])
    const { deliver, row } = setUp([])
    const newer = message(events[1] as Envelope, { type: 'id.simpul.sample.counter.CounterFrozen.v1' })
    await expect(deliver([message(events[0] as Envelope), newer, message(events[2] as Envelope)])).rejects.toThrow(NewerEventType)
    expect(await row('a')).toMatchObject({ seq: 1 })
  })
})
