import { expect, test } from 'vitest'
import { toEnvelopes } from '../aggregate/envelope.ts'
import { counterEvents } from '../aggregate/sample.ts'
import { HISTORY_EVENTS_MAX, historyPage, wholeHistory } from './history.ts'

const meta = { commandId: 'k', fingerprint: 'f', actor: 'a', correlationId: 'c', causationId: 'c' }
const raised = Array.from({ length: HISTORY_EVENTS_MAX + 1 }, (_, by) => ({ type: 'CounterRaised', by }) as never)
const envelopes = toEnvelopes(counterEvents, 'a', 0, raised, '2026-01-05T02:00:00.000Z', meta)
const log = { events: async (_: string, from: number, limit: number) => envelopes.slice(from - 1, from - 1 + limit) }

test('a history longer than a page says where the rest begins, and the rest is there', async () => {
  const first = await historyPage(log, 'a', 1)
  expect([first.events.length, first.nextFrom]).toEqual([HISTORY_EVENTS_MAX, HISTORY_EVENTS_MAX + 1])
  const second = await historyPage(log, 'a', first.nextFrom ?? 0)
  expect([second.events.map(({ sequence }) => sequence), second.nextFrom]).toEqual([[HISTORY_EVENTS_MAX + 1], null])
})

test('a procedure counts from all events, not from the first thousand', async () => {
  expect((await wholeHistory(log, 'a')).length).toBe(HISTORY_EVENTS_MAX + 1)
})
