// What a party is not told of its own check: with it, anybody could try out names against a NIK.
import type { Envelope } from '@simpul/platform'
import { expect, it } from 'vitest'
import { partyHistory } from './view.ts'

const envelope = (type: string, data: Envelope['data']): Envelope => ({
  id: 'p:000000000001',
  aggregateId: 'p',
  sequence: 1,
  type,
  source: 'partners.party',
  time: '2026-05-10T03:00:00.000Z',
  data,
  commandId: 'c',
  fingerprint: 'f',
  actor: 'process:verification',
  correlationId: 'c',
  causationId: 'c',
})

it.each([
  ['MismatchFound', { round: 1, fields: ['name'], evidenceRef: 'blob-1' }],
  ['DuplicateFound', { round: 1, number: 'nik', takenBy: 'budi' }],
  ['ManualCheckNeeded', { round: 1, reason: 'unreadable' }],
])('%s: that it happened is told to the party, what came out to officers', (type, data) => {
  const told = (nearness: 'own' | 'officer') =>
    partyHistory({ events: [envelope(type, data)], nextFrom: null }, nearness).entries[0]
  expect([told('own')?.type, told('own')?.data]).toEqual([type, {}])
  expect(told('officer')?.data).toEqual(data)
})

it('a rejection is told whole: its reason is the reference of a sealed file', () => {
  const data = { round: 1, officer: 'dewi', reasonRef: 'text-1' }
  expect(partyHistory({ events: [envelope('CaseRejected', data)], nextFrom: null }, 'own').entries[0]?.data).toEqual(data)
})
