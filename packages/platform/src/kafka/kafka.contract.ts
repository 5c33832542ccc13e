// What every EventProducer with its EventConsumer must do. Run on KafkaJS with a real broker (kafka.int.test.ts) and on the simulation's
// Kafka (tests/simulation/kafka.test.ts). Does not: ask for partitions of a number; nor try a broker that loses what it acknowledged.
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { toEnvelopes, type Envelope } from '../aggregate/envelope.ts'
import { counterEvents } from '../aggregate/sample.ts'
import { decode } from './codec.ts'
import { BrokerAway, type Batch, type EventConsumer, type EventProducer } from './ports.ts'

/** Both know the topic of `sample.counter`. Whoever made them closes them; `stop` of a consumer is the test's. */
export interface BrokerUnderTest {
  producer(): EventProducer
  consumer(): EventConsumer
  /** Of a broker that answers nobody. */
  producerWithoutBroker(): EventProducer
}

export const story = (id: string, count: number): Envelope[] =>
  toEnvelopes(
    counterEvents,
    id,
    0,
    Array.from({ length: count }, () => ({ type: 'CounterRaised', by: 1 }) as never),
    '2026-01-05T02:00:00.000Z',
    { commandId: 'k', fingerprint: 'f', actor: 'a', correlationId: 'c', causationId: 'c' },
  )

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

export function kafkaContract(name: string, make: () => BrokerUnderTest) {
  describe(`${name}: events from a producer to a group`, () => {
    const stops: (() => Promise<void>)[] = []
    afterEach(async () => {
      for (const stop of stops.splice(0)) await stop()
    })

    /** Reads until each aggregate's story is whole; what came, by aggregate and in order of coming. */
    async function read(group: string, ids: readonly string[], count: number, before: (batch: Batch) => void = () => undefined) {
      const consumer = make().consumer()
      stops.push(() => consumer.stop())
      const seen = new Map<string, Envelope[]>(ids.map((id) => [id, []]))
      await new Promise<void>((resolve, reject) => {
        const onBatch = async (batch: Batch) => {
          before(batch)
          for (const message of batch.messages) {
            const decoded = decode(counterEvents, message)
            if (decoded.kind === 'event') seen.get(decoded.envelope.aggregateId)?.push(decoded.envelope)
          }
          if ([...seen.values()].every((told) => told.some(({ sequence }) => sequence === count))) resolve()
        }
        consumer.run({ group, sources: ['sample.counter'], onBatch }).catch(reject)
      })
      return { seen, stop: () => consumer.stop() }
    }

    const sequences = (seen: ReadonlyMap<string, readonly Envelope[]>, id: string) =>
      seen.get(id)?.map(({ sequence }) => sequence)

    test('come as they were sent, without what is sealed, complete and in order per aggregate, sent from many callers at once', async () => {
      const producer = make().producer()
      const ids = Array.from({ length: 20 }, () => randomUUID())
      const sealed = { person: 'siti', iv: 'i', ct: 'c', tag: 't' }
      const told = (id: string) => story(id, 50).map((envelope) => ({ ...envelope, sealed }))
      await Promise.all(ids.flatMap((id) => [producer.send(told(id).slice(0, 25)), producer.send(told(id).slice(25))]))
      const { seen } = await read(randomUUID(), ids, 50)
      for (const id of ids) expect(seen.get(id)).toEqual(story(id, 50))
    })

    test('are of one partition a batch, with offsets that rise, and an aggregate keeps its partition', async () => {
      const ids = Array.from({ length: 10 }, () => randomUUID())
      const producer = make().producer()
      for (const half of [0, 1]) await producer.send(ids.flatMap((id) => story(id, 10).slice(half * 5, half * 5 + 5)))
      const batches: Batch[] = []
      await read(randomUUID(), ids, 10, (batch) => void batches.push(batch))
      expect(new Set(batches.map(({ source }) => source))).toEqual(new Set(['sample.counter']))
      const told = batches.flatMap(({ partition, messages }) =>
        messages.map(({ key, offset }) => ({ partition, key: String(key), offset })),
      )
      for (const of of Map.groupBy(told, ({ partition }) => partition).values()) {
        const offsets = of.map(({ offset }) => BigInt(offset))
        expect(offsets).toEqual(offsets.map((_, n) => (offsets[0] ?? 0n) + BigInt(n)))
      }
      const partitions = [...Map.groupBy(told, ({ key }) => key).values()].map(
        (of) => new Set(of.map(({ partition }) => partition)),
      )
      expect(partitions.filter(({ size }) => size !== 1)).toEqual([])
      expect(new Set(partitions.flatMap((of) => [...of])).size).toBeGreaterThan(1)
    })

    test('come again when the handler threw, a TypeError too, and nothing of that partition overtakes them', async () => {
      const id = randomUUID()
      await make().producer().send(story(id, 3))
      /** By partition: where each batch began. */
      const begun = new Map<number, string[]>()
      const { seen } = await read(randomUUID(), [id], 3, ({ partition, messages }) => {
        const before = begun.get(partition) ?? []
        begun.set(partition, [...before, messages[0]?.offset ?? ''])
        if (before.length === 0) throw new TypeError('a bug in a handler')
      })
      expect(sequences(seen, id)).toEqual([1, 2, 3])
      for (const [refused, again = refused] of begun.values()) expect(again).toBe(refused)
    })

    test('are not told again to a group that has done with them; another group is told everything', async () => {
      const producer = make().producer()
      const [first, second, group] = [randomUUID(), randomUUID(), randomUUID()]
      await producer.send(story(first, 2))
      await (await read(group, [first], 2)).stop()
      await producer.send(story(second, 2))
      const keys = new Set<string>()
      await read(group, [second], 2, ({ messages }) => {
        for (const { key } of messages) keys.add(String(key))
      })
      expect([keys.has(first), keys.has(second)]).toEqual([false, true])
      const { seen } = await read(randomUUID(), [first, second], 2)
      expect([first, second].map((id) => sequences(seen, id))).toEqual([numbers(2), numbers(2)])
    })

    test('stay with the broker once a consumer has stopped', async () => {
      const [first, second, group] = [randomUUID(), randomUUID(), randomUUID()]
      const producer = make().producer()
      await producer.send(story(first, 1))
      let told = 0
      const { stop } = await read(group, [first], 1, () => void (told += 1))
      await stop()
      const before = told
      await producer.send(story(second, 1))
      const { seen } = await read(group, [second], 1)
      expect(sequences(seen, second)).toEqual([1])
      expect(told).toBe(before)
    })
  })

  describe(`${name}: what cannot be sent`, () => {
    const large = (id: string): Envelope[] =>
      story(id, 1).map((envelope) => ({ ...envelope, data: { text: 'x'.repeat(2_000_000) } as unknown as Envelope['data'] }))

    test('is told apart: no event is to blame for a broker that is away', async () => {
      await expect(make().producerWithoutBroker().send(story(randomUUID(), 1))).rejects.toBeInstanceOf(BrokerAway)
    })

    test('an event that no broker takes is to blame itself, and the next one is sent', async () => {
      const producer = make().producer()
      const refusal: unknown = await producer.send(large(randomUUID())).catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(Error)
      expect(refusal).not.toBeInstanceOf(BrokerAway)
      await producer.send(story(randomUUID(), 1))
    })
  })
}
