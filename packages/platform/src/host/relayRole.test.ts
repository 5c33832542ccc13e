import type { Kafka } from 'kafkajs'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { toEnvelopes } from '../aggregate/envelope.ts'
import { counter, counterEvents } from '../aggregate/sample.ts'
import { systemClock } from '../clock.ts'
import { MemoryBlockedKeys, relayGroup } from '../consume/blocked.ts'
import { MemoryLog, MemoryStore } from '../memory/memoryStore.ts'
import { MemoryLeases } from '../relay/lease.ts'
import type { HostedAggregate } from './processCommands.ts'
import { startRelay, STOPPED_LISTED_MAX } from './relayRole.ts'

const producer = { connect: async () => undefined, sendBatch: async () => [], disconnect: async () => undefined, on: () => undefined, events: {} } // prettier-ignore

const meta = { commandId: 'k', fingerprint: 'f', actor: 'a', correlationId: 'c', causationId: 'c' }
const group = relayGroup(counterEvents.source)

function update(id: string, from: number) {
  const raised = { type: 'CounterRaised', by: 1 } as never
  const envelopes = toEnvelopes(counterEvents, id, from, [raised], '2026-01-05T02:00:00.000Z', meta)
  return { id, from, state: {}, stateSchema: 1, copies: {}, envelopes, at: 1 }
}

const optionsOf = (store: MemoryStore, blocked: MemoryBlockedKeys) => ({
  aggregates: [{ aggregate: counter, store, log: new MemoryLog() } as unknown as HostedAggregate],
  kafka: { producer: () => producer } as unknown as Kafka,
  epoch: 'e1',
  clock: systemClock,
  log: pino({ level: 'silent' }),
  leases: new MemoryLeases(),
  blocked,
})

test('who took over while the database failed works from the next beat on', async () => {
  const store = new MemoryStore()
  const blocked = new MemoryBlockedKeys()
  const list = blocked.list.bind(blocked)
  let asked = 0
  blocked.list = async (...of) => {
    asked += 1
    if (asked === 1) throw new Error('the database is away')
    return list(...of)
  }
  await store.insert(update('a1', 0))
  const relay = startRelay(optionsOf(store, blocked))
  await expect.poll(async () => (await store.pending(1, [])).length, { timeout: 5_000 }).toBe(0)
  await relay.stop()
})

test('who takes over knows the first thousand that stood still, and who comes next the rest', async () => {
  const store = new MemoryStore()
  const blocked = new MemoryBlockedKeys()
  const ids = Array.from({ length: STOPPED_LISTED_MAX + 1 }, (_, n) => `a${n}`)
  for (const id of ids) {
    await store.insert(update(id, 0))
    await blocked.block({ group, key: id, sequence: null, cause: 'x', at: 1 })
  }
  const options = optionsOf(store, blocked)
  const leftAfter = async (left: number) => {
    const relay = startRelay(options)
    await expect
      .poll(async () => [(await store.pending(1, [])).length, (await blocked.list(group, 10)).length])
      .toEqual([0, left])
    await relay.stop()
  }
  await leftAfter(1)
  await store.update(update(ids.at(-1) ?? '', 1))
  await leftAfter(0)
})
