// What an application keeps of a verdict.
import { expect, test } from 'vitest'
import type { ApplicantFacts } from './evaluate.ts'
import { recordOf } from './record.ts'
import { verdict } from './verdict.ts'

const facts: ApplicantFacts = {
  plafonIdr: 75_000_000,
  tenorMonths: 24,
  loanType: 'KMK',
  sector: 'pertanian',
  businessAgeMonths: null,
  substitutes: [],
  earlierAccesses: { MIKRO: 4 },
  occupation: 'other',
  hasNpwp: false,
  collateralDemanded: true,
  spouse: null,
}

test('a collateral demand is no failure of the applicant; a missing NPWP is a condition; a fifth access is a no', () => {
  const record = recordOf(verdict(facts, '2024-05-06'))
  expect(record).toMatchObject({ outcome: 'ineligible', indicative: null, akadOn: '2024-05-06', ratePpm: null })
  expect(record.findings.map(({ rule, outcome, confidence }) => [rule, outcome, confidence])).toEqual([
    ['R-BIZAGE', 'unknown', 'B'],
    ['R-ACCESS', 'fail', 'S'],
    ['R-ASN', 'pass', 'S-mirror'],
    ['R-NPWP', 'conditional', 'B'],
    ['R-COLL', 'not-applicable', 'O'],
    ['R-TENOR', 'pass', 'B'],
  ])
})
