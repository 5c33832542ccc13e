// MC §6 scenario 1 and a civil servant, as they stand in the application.
import { expect, it } from 'vitest'
import { verdict } from '../rules/verdict.ts'
import { recordedVerdict } from './recordedVerdict.ts'

const trader = {
  plafonIdr: 40_000_000,
  tenorMonths: 36,
  loanType: 'KMK',
  sector: 'perdagangan',
  businessAgeMonths: 14,
  substitutes: [],
  earlierAccesses: {},
  occupation: 'other',
  hasNpwp: false,
  collateralDemanded: false,
  spouse: null,
} as const

it('the first-time trader is eligible at 6%', () => {
  const recorded = recordedVerdict(verdict(trader, '2025-03-10'))
  expect([recorded.outcome, recorded.ratePpm]).toEqual(['eligible', 60_000])
  expect(recorded.findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'lender-fault')).toEqual([])
})

it('a civil servant fails by rule and citation', () => {
  const asn = recordedVerdict(verdict({ ...trader, occupation: 'asn' }, '2025-03-10')).findings.find(
    ({ rule }) => rule === 'R-ASN',
  )
  expect(asn?.outcome).toBe('fail')
})

it('collateral that the lender demands is the lender’s fault', () => {
  const coll = recordedVerdict(verdict({ ...trader, collateralDemanded: true }, '2025-03-10')).findings.find(
    ({ rule }) => rule === 'R-COLL',
  )
  expect(coll?.outcome).toBe('lender-fault')
})

it('a missing NPWP is a condition, an unknown age is unknown, a fifth access is a no', () => {
  const farmer = {
    plafonIdr: 75_000_000,
    tenorMonths: 24,
    sector: 'pertanian',
    businessAgeMonths: null,
    earlierAccesses: { MIKRO: 4 },
  }
  const recorded = recordedVerdict(verdict({ ...trader, ...farmer, collateralDemanded: true }, '2024-05-06'))
  expect(recorded).toMatchObject({ outcome: 'ineligible', indicative: null, akadOn: '2024-05-06', ratePpm: null })
  expect(recorded.findings.map(({ rule, outcome, confidence }) => [rule, outcome, confidence])).toEqual([
    ['R-BIZAGE', 'unknown', 'B'],
    ['R-ACCESS', 'fail', 'S'],
    ['R-ASN', 'pass', 'S-mirror'],
    ['R-NPWP', 'conditional', 'B'],
    ['R-COLL', 'lender-fault', 'O'],
    ['R-TENOR', 'pass', 'B'],
  ])
})
