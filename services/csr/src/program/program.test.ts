// Where a program is open, and what a wrong version of it is told.
import { expect, test } from 'vitest'
import { programOf } from '../recommendation/gresik.ts'
import { programFaults, ringOf } from './program.ts'

test('a program for the whole country is open everywhere, and a nearer entry says more', () => {
  const regions = { '*': 'III', '35': 'II', '35.25': 'I', Gresik: 'I' } as const
  const rings = ['35.25', '35.25.01', '35.24', '36.01', ' gresik ', 'Ende'].map((place) => ringOf({ regions }, place))
  expect(rings).toEqual(['I', 'I', 'II', 'III', 'I', 'III'])
})

test('a name is no code: what begins alike is another place', () => {
  expect(ringOf({ regions: { Gresik: 'I', '35': 'II' } }, 'Gresik.Utara')).toBe(null)
  expect(ringOf({ regions: { '35': 'II' } }, '350')).toBe(null)
})

test('faults of a version', () => {
  const wrong = {
    ...programOf('P1'),
    askMinIdr: 300_000_000,
    weights: { sdg: 0, ring: 0, inclusion: 0, documents: 0, cost: 0 },
    inclusion: { womenLed: 60, in3T: 30, disability: 0 },
    opensOn: '2026-02-02',
    closesOn: '2026-02-01',
    minNeeds: 3,
    maxNeeds: 2,
    regions: {},
  }
  expect(programFaults(wrong)).toHaveLength(6)
  expect(programFaults(programOf('P1'))).toEqual([])
})
