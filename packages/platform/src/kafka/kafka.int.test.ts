// The ports over KafkaJS on a real broker: their contract, and that a plain start has nothing to warn of.
import { randomUUID } from 'node:crypto'
import type { Kafka } from 'kafkajs'
import { pino } from 'pino'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { kafkaContract, story } from './kafka.contract.ts'
import { kafkaClient, KafkaEventProducer } from './kafkaClient.ts'
import { KafkaEventConsumer } from './kafkaConsumer.ts'
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

kafkaContract('KafkaJS', () => {
  const producerOf = (client: Kafka) => {
    const producer = new KafkaEventProducer(client, epoch)
    stops.push(() => producer.close())
    return producer
  }
  return {
    producer: () => producerOf(kafka),
    producerWithoutBroker: () => producerOf(kafkaClient({ brokers: ['127.0.0.1:1'], clientId: 'test', epoch, log })),
    consumer: () => new KafkaEventConsumer({ kafka, epoch, log, onCrash: () => undefined }),
  }
})

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

test('a partition that holds more than a batch may carry comes in several', async () => {
  const producer = new KafkaEventProducer(kafka, epoch)
  const consumer = new KafkaEventConsumer({ kafka, epoch, log, onCrash: () => undefined })
  stops.push(
    () => producer.close(),
    () => consumer.stop(),
  )
  const [id, count] = [randomUUID(), 4_000] // × 0.7 kB = 2.8 MB
  await producer.send(story(id, count))
  const ofBatches: number[] = []
  await consumer.run({
    group: 'large',
    sources: ['sample.counter'],
    onBatch: async ({ messages }) => void ofBatches.push(messages.filter(({ key }) => String(key) === id).length),
  })
  await expect.poll(() => ofBatches.reduce((sum, of) => sum + of, 0), { timeout: 20_000 }).toBe(count)
  expect(Math.max(...ofBatches)).toBeLessThan(count)
})
