import { randomUUID } from 'node:crypto'
import type { Kafka } from 'kafkajs'
import { pino } from 'pino'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { toEnvelopes, type Envelope } from '../aggregate/envelope.ts'
import { counterEvents } from '../aggregate/sample.ts'
import { decode } from './codec.ts'
import { kafkaClient, KafkaEventProducer } from './kafkaClient.ts'
import { KafkaEventConsumer } from './kafkaConsumer.ts'
import type { Batch } from './ports.ts'
import { ensureTopics, topicDefaults } from './topics.ts'

const epoch = `t${randomUUID().slice(0, 8)}`
const log = pino({ level: 'silent' })
let kafka: Kafka
const stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  kafka = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log })
  const admin = kafka.admin()
  await admin.connect()
  for (const round of ['creates', 'finds'])
    await ensureTopics(admin, { epoch, ...topicDefaults }, [`sample.counter`, `sample.${round}`])
  await admin.disconnect()
})
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

const story = (id: string, count: number): Envelope[] =>
  toEnvelopes(
    counterEvents,
    id,
    0,
    Array.from({ length: count }, () => ({ type: 'CounterRaised', by: 1 }) as never),
    '2026-01-05T02:00:00.000Z',
    {
      commandId: 'k',
      fingerprint: 'f',
      actor: 'a',
      correlationId: 'c',
      causationId: 'c',
    },
  )

/** Collects the sequences by key until every story is whole. */
async function consume(group: string, ids: readonly string[], count: number, before: (batch: Batch) => void = () => undefined) {
  const consumer = new KafkaEventConsumer({ kafka, epoch, log, onCrash: () => undefined })
  stops.push(() => consumer.stop())
  const seen = new Map<string, number[]>(ids.map((id) => [id, []]))
  await new Promise<void>((resolve, reject) => {
    const onBatch = async (batch: Batch) => {
      before(batch)
      for (const message of batch.messages) {
        const decoded = decode(counterEvents, message)
        if (decoded.kind === 'event') seen.get(decoded.envelope.aggregateId)?.push(decoded.envelope.sequence)
      }
      if ([...seen.values()].every((sequences) => sequences.includes(count))) resolve()
    }
    consumer.run({ group, sources: ['sample.counter'], onBatch }).catch(reject)
  })
  return seen
}

describe('events through Kafka', () => {
  test('a producer and a consumer that start have nothing to warn of', async () => {
    const warnings: string[] = []
    const heard = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) })
    const client = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log: heard })
    const producer = new KafkaEventProducer(client, epoch)
    const consumer = new KafkaEventConsumer({ kafka: client, epoch, log: heard, onCrash: () => undefined })
    stops.push(
      () => producer.close(),
      () => consumer.stop(),
    )
    await consumer.run({ group: 'quiet', sources: ['sample.counter'], onBatch: async () => undefined })
    await producer.send(story(randomUUID(), 1))
    expect(warnings).toEqual([])
  })

  test('arrive complete and in order per aggregate, sent from many callers at once', async () => {
    const producer = new KafkaEventProducer(kafka, epoch)
    stops.push(() => producer.close())
    const ids = Array.from({ length: 20 }, () => randomUUID())
    await Promise.all(ids.flatMap((id) => [producer.send(story(id, 50).slice(0, 25)), producer.send(story(id, 50).slice(25))]))
    const seen = await consume('order', ids, 50)
    for (const id of ids) expect(seen.get(id)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
  })

  test('a handler that throws a TypeError gets the batch again and goes on', async () => {
    const producer = new KafkaEventProducer(kafka, epoch)
    stops.push(() => producer.close())
    const id = randomUUID()
    await producer.send(story(id, 3))
    let thrown = 0
    const seen = await consume('throws', [id], 3, () => {
      thrown += 1
      if (thrown <= 2) throw new TypeError('a bug in a handler')
    })
    expect(seen.get(id)).toEqual([1, 2, 3])
    expect(thrown).toBeGreaterThan(2)
  })

  test('a partition that holds more than a batch may carry comes in several', async () => {
    const producer = new KafkaEventProducer(kafka, epoch)
    stops.push(() => producer.close())
    const [id, count] = [randomUUID(), 4_000] // × 0.7 kB = 2.8 MB
    await producer.send(story(id, count))
    const bytes: number[] = []
    const seen = await consume('large', [id], count, ({ messages }) => {
      bytes.push(messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0))
    })
    expect(seen.get(id)).toHaveLength(count)
    expect(Math.max(...bytes)).toBeLessThan(1_048_576)
    expect(bytes.length).toBeGreaterThan(1)
  })

  test('what was committed is not delivered to the group again', async () => {
    const producer = new KafkaEventProducer(kafka, epoch)
    stops.push(() => producer.close())
    const [first, second] = [randomUUID(), randomUUID()]
    await producer.send(story(first, 2))
    await consume('again', [first], 2)
    await stops.pop()?.()
    await producer.send(story(second, 2))
    const keys = new Set<string>()
    await consume('again', [second], 2, (batch) => {
      for (const message of batch.messages) keys.add(String(message.key))
    })
    expect(keys).toContain(second)
    expect(keys).not.toContain(first)
  })
})
