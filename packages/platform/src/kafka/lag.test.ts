import type { Kafka } from 'kafkajs'
import { expect, test } from 'vitest'
import { LagReader } from './lag.ts'

const subscriptions = [{ group: 'sample.sums', source: 'sample.counter' }]

/** A Kafka whose topic has one partition with so many messages, of which the group has done three. */
function topic() {
  const kafka = { end: 5, asked: 0 }
  const admin = {
    connect: async () => undefined,
    fetchTopicOffsets: async () => ((kafka.asked += 1), [{ partition: 0, low: '0', high: String(kafka.end) }]),
    fetchOffsets: async () => [{ topic: '', partitions: [{ partition: 0, offset: '3' }] }],
  }
  return { kafka, client: { admin: () => admin } as unknown as Kafka }
}

test('an answer is kept for ten seconds and then asked for again, so that readers of the metrics cost Kafka nothing', async () => {
  const { kafka, client } = topic()
  let nowMs = 0
  const lag = new LagReader(client, 'e1', { now: () => nowMs, monotonic: () => nowMs, sleep: async () => undefined })
  const behind = async () => (await lag.of(subscriptions)).map(({ events }) => events)
  expect(await behind()).toEqual([2])
  kafka.end = 9
  nowMs = 9_999
  expect([await behind(), kafka.asked]).toEqual([[2], 1])
  nowMs = 10_000
  expect([await behind(), kafka.asked]).toEqual([[6], 2])
})
