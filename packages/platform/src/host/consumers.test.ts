import type { Kafka } from 'kafkajs'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { counterEvents } from '../aggregate/sample.ts'
import { MemoryBlockedKeys } from '../consume/blocked.ts'
import { MemoryHeadComparisons } from '../consume/headComparisons.ts'
import { Consumers, hostedConsumerLimits } from './consumers.ts'

const consumer = {
  on: () => undefined,
  events: { CRASH: 'crash', GROUP_JOIN: 'join' },
  connect: async () => undefined,
  subscribe: async () => undefined,
  run: async () => undefined,
  disconnect: async () => undefined,
}

test('an owner that is away is asked ever less often, at least every ten seconds', async () => {
  const waits: number[] = []
  const waited = Promise.withResolvers<void>()
  const consumers = new Consumers({
    kafka: { consumer: () => consumer } as unknown as Kafka,
    epoch: 'e1',
    clock: {
      now: () => 0,
      monotonic: () => 0,
      // The last one hangs until the test stops.
      sleep: (ms) => (waits.push(ms) < 7 ? Promise.resolve() : (waited.resolve(), new Promise(() => undefined))),
    },
    log: pino({ level: 'silent' }),
    blocked: new MemoryBlockedKeys(),
    comparisons: new MemoryHeadComparisons(),
    partitionsOf: () => 1,
    owns: () => false,
    feedOf: () => ({ heads: () => Promise.reject(new Error('away')), events: () => Promise.reject(new Error('away')) }),
    onCrash: () => expect.unreachable(),
  })
  await consumers.start(counterEvents, { group: 'sample.sums', open: () => Promise.reject(new Error('not reached')) })
  await waited.promise
  await consumers.stopAll()
  const { foreignRetryMsMax } = hostedConsumerLimits
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, foreignRetryMsMax, foreignRetryMsMax, foreignRetryMsMax])
})
