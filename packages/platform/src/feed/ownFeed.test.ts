import { expect, test } from 'vitest'
import { toEnvelopes, type Envelope } from '../aggregate/envelope.ts'
import { counterEvents } from '../aggregate/sample.ts'
import { MemoryLog, MemoryStore } from '../memory/memoryStore.ts'
import { ownFeed } from './feed.ts'

const raised = toEnvelopes(
  counterEvents,
  'a',
  0,
  [1, 2, 3, 4].map((by) => ({ type: 'CounterRaised', by, sealed: 'secret' })),
  '2026-01-05T02:00:00.000Z',
  { commandId: 'k', fingerprint: 'f', actor: 'a', correlationId: 'c', causationId: 'c' },
)

async function feedOf(logged: readonly number[], inOutboxFrom: number) {
  const store = new MemoryStore()
  const log = new MemoryLog()
  await store.insert({ id: 'a', from: 0, state: {}, stateSchema: 1, copies: {}, envelopes: raised, at: 1 })
  await store.removeSent([{ id: 'a', sequence: inOutboxFrom - 1 }])
  await log.append(logged.map((sequence) => raised[sequence - 1] as Envelope))
  const feed = ownFeed(store, log)
  return async (from: number, limit = 10) => (await feed.events('a', from, limit)).map(({ sequence }) => sequence)
}

test('the outbox follows what is logged', async () => {
  const read = await feedOf([1, 2], 2)
  expect(await read(1)).toEqual([1, 2, 3, 4])
  expect(await read(3)).toEqual([3, 4])
  expect(await read(2, 2)).toEqual([2, 3])
  expect(await read(5)).toEqual([])
})

test('a hole in the log, of a bulk that failed half-way, is filled from the outbox', async () => {
  const read = await feedOf([2, 4], 1)
  expect(await read(1)).toEqual([1, 2, 3, 4])
  expect(await read(2, 2)).toEqual([2, 3])
})

test('what neither has is never skipped', async () => {
  const read = await feedOf([1, 3], 4)
  expect(await read(1)).toEqual([1])
  expect(await read(2)).toEqual([])
})

test('nothing sealed leaves', async () => {
  const store = new MemoryStore()
  await store.insert({ id: 'a', from: 0, state: {}, stateSchema: 1, copies: {}, envelopes: raised, at: 1 })
  expect(JSON.stringify(await ownFeed(store, new MemoryLog()).events('a', 1, 10))).not.toContain('secret')
})
