import type { ConsumerConfig, Kafka } from 'kafkajs'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { KafkaEventConsumer } from './kafkaConsumer.ts'

/** A KafkaJS that only remembers what it was asked for. */
function listening() {
  const asked: ConsumerConfig[] = []
  const consumer = {
    on: () => undefined,
    events: { CRASH: 'crash' },
    connect: async () => undefined,
    subscribe: async () => undefined,
    run: async () => undefined,
    disconnect: async () => undefined,
  }
  const kafka = { consumer: (config: ConsumerConfig) => (asked.push(config), consumer) } as unknown as Kafka
  return { asked, kafka }
}

// Found by killing roles at random: the group waited a minute for a member that was killed while it joined, and so did everybody after it.
test('a member that dies while it joins holds its group no longer than its session', async () => {
  const { asked, kafka } = listening()
  const options = { kafka, epoch: 'e1', log: pino({ level: 'silent' }), onCrash: () => undefined, sessionTimeoutMs: 9_000 }
  await new KafkaEventConsumer(options).run({ group: 'g', sources: ['sample.counter'], onBatch: async () => undefined })
  expect(asked).toMatchObject([{ sessionTimeout: 9_000, rebalanceTimeout: 9_000 }])
})
