// patches/kafkajs@2.2.4.patch: an idle connection has no timer. Unpatched, each one woke a thousand times a second
// (2.5 % of a core per process) and made Node print TimeoutNegativeWarning.
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

interface RequestQueue {
  throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null | undefined
  pending: { requestTimeout: number }[]
  scheduleCheckPendingRequests(): void
}

const RequestQueueClass = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (
  options: object,
) => RequestQueue

const idleQueue = () =>
  new RequestQueueClass({
    maxInFlightRequests: 1,
    requestTimeout: 1_000,
    enforceRequestTimeout: false,
    clientId: 'test',
    broker: '127.0.0.1:1',
    logger: { debug() {} },
    isConnected: () => true,
  })

test('an idle connection schedules nothing', () => {
  const queue = idleQueue()
  queue.scheduleCheckPendingRequests()
  expect(queue.throttleCheckTimeoutId ?? null).toBeNull()
})

test('a throttled connection still looks again when the throttle ends', () => {
  const queue = idleQueue()
  queue.throttledUntil = Date.now() + 60_000
  queue.scheduleCheckPendingRequests()
  expect(queue.throttleCheckTimeoutId ?? null).not.toBeNull()
  clearTimeout(queue.throttleCheckTimeoutId ?? undefined)
})
