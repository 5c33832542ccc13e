// MC §6 scenario 1 and a civil servant, as they stand in the application.
import { expect, it } from 'vitest'
import { KUR_SCHEMES } from '../rules/ruleBook.ts'
import { trader } from '../rules/example.ts'
import { verdict } from '../rules/verdict.ts'
import { FINDINGS_MAX } from './application.ts'
import { recordedVerdict } from './recordedVerdict.ts'

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
  const wanted = ['R-ASN', 'R-AGE', 'R-BIZAGE', 'R-OMZET', 'R-NPWP', 'R-ACCESS', 'R-TENOR', 'R-COLL']
  expect(
    recorded.findings.flatMap(({ rule, outcome, confidence }) => (wanted.includes(rule) ? [[rule, outcome, confidence]] : [])),
  ).toEqual([
    ['R-ASN', 'pass', 'S-mirror'],
    ['R-AGE', 'unknown', 'B'],
    ['R-BIZAGE', 'unknown', 'B'],
    ['R-OMZET', 'not-applicable', '?'],
    ['R-NPWP', 'conditional', 'B'],
    ['R-ACCESS', 'fail', 'S'],
    ['R-TENOR', 'pass', 'B'],
    ['R-COLL', 'lender-fault', 'O'],
  ])
  expect(recorded.findings.map(({ rule }) => rule)).not.toContain('R-QUOTA')
})

it('no scheme has more findings than an event may carry', () => {
  for (const scheme of KUR_SCHEMES)
    for (const akadOn of ['2024-05-06', '2025-09-01', '2026-02-02'])
      expect(recordedVerdict(verdict({ ...trader, scheme }, akadOn)).findings.length).toBeLessThanOrEqual(FINDINGS_MAX)
})

it('each finding is recorded in the words of the rule itself, with what it saw and what it asks for', () => {
  for (const scheme of KUR_SCHEMES) {
    const given = verdict({ ...trader, scheme }, '2026-02-02')
    const told = recordedVerdict(given).findings.map(({ rule, value, bound, sentence }) => ({ rule, value, bound, sentence }))
    expect(told).toEqual(given.rules.map(({ rule, value, bound, sentence }) => ({ rule, value, bound, sentence })))
  }
  const age = recordedVerdict(verdict(trader, '2026-02-02')).findings.find(({ rule }) => rule === 'R-BIZAGE')
  expect(age).toMatchObject({ value: 14, bound: 6, sentence: { id: 'Usaha berjalan 14 bulan; syaratnya 6.' } })
})
