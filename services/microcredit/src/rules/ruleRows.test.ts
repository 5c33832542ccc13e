// One row or more for every version of every rule: the facts, the day of the akad, what the rule says. A version without a row fails
// here, so that a new entry of the book comes with its rows, and nothing else has to be written.
import { describe, expect, test } from 'vitest'
import { contractor, growers, laidOff, migrant, trader, workshop } from './example.ts'
import type { ApplicantFacts, Credit } from './facts.ts'
import { kurRules } from './kurRules.ts'
import { versionAt, type KurScheme, type RuleId, type Version } from './ruleBook.ts'
import { verdict } from './verdict.ts'

const people: Record<KurScheme, ApplicantFacts> = {
  SUPER_MIKRO: laidOff,
  MIKRO: trader,
  KECIL: workshop,
  KHUSUS: growers,
  PMI: migrant,
  KPP_SUPPLY: contractor,
  KPP_DEMAND: { ...workshop, scheme: 'KPP_DEMAND', recipient: 'housing' },
}

type Said = 'passed' | 'failed' | 'n/a' | 'unknown'
type Row = readonly [RuleId, KurScheme, string, Said, Partial<ApplicantFacts>?]
const [Y23, Y24, MAY25, SEP25, Y26] = ['2023-01-27', '2024-06-03', '2025-05-05', '2025-09-01', '2026-01-05'] as const
const credit = (kind: Credit['kind'], more: Partial<Credit> = {}) => ({
  credits: [{ kind, plafonIdr: null, standing: 'running', ...more } as const],
})
const jt = 1_000_000

const rows: readonly Row[] = [
  ['R-PLAFON', 'SUPER_MIKRO', Y23, 'passed', { scheme: 'SUPER_MIKRO', plafonIdr: 10 * jt }],
  ['R-PLAFON', 'SUPER_MIKRO', Y26, 'failed', { scheme: 'SUPER_MIKRO', plafonIdr: 10 * jt + 1 }],
  ['R-PLAFON', 'MIKRO', Y23, 'passed', { scheme: 'MIKRO', plafonIdr: 100 * jt }],
  ['R-PLAFON', 'MIKRO', Y23, 'failed', { scheme: 'MIKRO', plafonIdr: 10 * jt }],
  ['R-PLAFON', 'KECIL', Y23, 'passed', { scheme: 'KECIL', plafonIdr: 100 * jt + 1 }],
  ['R-PLAFON', 'KECIL', Y26, 'failed', { scheme: 'KECIL', plafonIdr: 500 * jt + 1 }],
  ['R-PLAFON', 'KHUSUS', Y24, 'failed', { plafonIdr: 500 * jt + 1 }],
  ['R-PLAFON', 'KHUSUS', SEP25, 'passed', { plafonIdr: 500 * jt }],
  ['R-PLAFON', 'KHUSUS', Y26, 'passed'],
  ['R-PLAFON', 'PMI', Y24, 'failed', { plafonIdr: 100 * jt + 1 }],
  ['R-PLAFON', 'PMI', Y26, 'passed', { plafonIdr: 100 * jt }],
  ['R-PLAFON', 'KPP_SUPPLY', SEP25, 'failed', { plafonIdr: 499 * jt }],
  ['R-PLAFON', 'KPP_SUPPLY', SEP25, 'passed', { plafonIdr: 5_000 * jt }],
  ['R-PLAFON', 'KPP_DEMAND', SEP25, 'failed', { plafonIdr: 9 * jt }],
  ['R-TENOR', 'SUPER_MIKRO', Y24, 'failed', { tenorMonths: 37 }],
  ['R-TENOR', 'MIKRO', Y24, 'failed', { tenorMonths: 37 }],
  ['R-TENOR', 'MIKRO', Y26, 'passed', { tenorMonths: 60, loanType: 'KI' }],
  ['R-TENOR', 'KECIL', Y24, 'failed', { tenorMonths: 49 }],
  ['R-TENOR', 'KHUSUS', Y24, 'failed', { tenorMonths: 49 }],
  ['R-TENOR', 'KHUSUS', SEP25, 'passed'],
  ['R-TENOR', 'KHUSUS', Y26, 'passed', { tenorMonths: 60, loanType: 'KI' }],
  ['R-TENOR', 'PMI', Y24, 'failed', { tenorMonths: 25 }],
  ['R-TENOR', 'PMI', Y24, 'failed', { tenorMonths: 37, workContractMonths: 48 }],
  ['R-TENOR', 'PMI', Y24, 'unknown', { workContractMonths: null }],
  ['R-TENOR', 'PMI', Y24, 'passed'],
  ['R-TENOR', 'KPP_SUPPLY', SEP25, 'failed', { tenorMonths: 49 }],
  ['R-TENOR', 'KPP_DEMAND', SEP25, 'passed'],
  ['R-COLL', 'MIKRO', Y24, 'failed', { collateralDemanded: true }],
  ['R-COLL', 'MIKRO', Y24, 'passed', { collateralDemanded: null }],
  ['R-COLL', 'MIKRO', Y26, 'failed', { collateralDemanded: true }],
  ['R-COLL', 'KECIL', Y24, 'n/a', { collateralDemanded: true }],
  ['R-COLL', 'KHUSUS', Y24, 'failed', { collateralDemanded: true }],
  ['R-COLL', 'KHUSUS', Y26, 'n/a', { collateralDemanded: true, plafonIdr: 101 * jt }],
  ['R-GUAR', 'MIKRO', Y24, 'n/a'],
  ['R-GUAR', 'MIKRO', Y24, 'passed', { guaranteePpm: 700_000 }],
  ['R-GUAR', 'MIKRO', Y26, 'failed', { guaranteePpm: 700_001 }],
  ['R-ASN', 'MIKRO', Y23, 'failed', { occupation: 'tni' }],
  ['R-ASN', 'PMI', Y26, 'failed', { occupation: 'polri' }],
  ['R-ASN', 'MIKRO', Y26, 'passed', { occupation: 'retired' }],
  ['R-ASN', 'MIKRO', Y26, 'unknown', { occupation: null }],
  ['R-ID', 'MIKRO', Y24, 'failed', { hasIdentityDocument: false }],
  ['R-ID', 'MIKRO', Y24, 'failed', { hasFamilyCard: false }],
  ['R-ID', 'MIKRO', Y24, 'unknown', { hasIdentityDocument: null }],
  ['R-ID', 'MIKRO', Y26, 'passed', { hasFamilyCard: true, hasMarriageDocument: true }],
  ['R-AGE', 'MIKRO', Y24, 'failed', { ageMonths: 21 * 12 - 1 }],
  ['R-AGE', 'MIKRO', Y26, 'passed', { ageMonths: 21 * 12 }],
  ['R-AGE', 'PMI', Y24, 'failed', { ageMonths: 18 * 12 - 1, hasParentalPermission: true }],
  ['R-AGE', 'PMI', Y24, 'failed', { ageMonths: 18 * 12 }],
  ['R-AGE', 'PMI', Y24, 'passed', { ageMonths: 18 * 12, hasParentalPermission: true }],
  ['R-SPOUSE', 'MIKRO', Y24, 'n/a', { spouse: { occupation: 'other', hasKurOrApplication: false } }],
  ['R-SPOUSE', 'MIKRO', Y26, 'unknown', { spouse: { occupation: 'other', hasKurOrApplication: true } }],
  ['R-RECIPIENT', 'KHUSUS', Y24, 'failed', { recipient: 'business' }],
  ['R-RECIPIENT', 'KHUSUS', Y26, 'passed', { recipient: 'cluster-member' }],
  ['R-RECIPIENT', 'PMI', Y24, 'failed', { recipient: 'business' }],
  ['R-RECIPIENT', 'PMI', Y24, 'unknown', { recipient: null }],
  ['R-RECIPIENT', 'KPP_SUPPLY', SEP25, 'failed', { recipient: 'business' }],
  ['R-RECIPIENT', 'KPP_DEMAND', SEP25, 'passed'],
  ['R-PMI-COST', 'PMI', Y24, 'failed', { placementCostIdr: 29 * jt }],
  ['R-PMI-COST', 'PMI', Y24, 'passed', { placementCostIdr: 30 * jt }],
  ['R-PMI-COST', 'PMI', Y26, 'unknown', { placementCostIdr: null }],
  ['R-KPP', 'KPP_SUPPLY', SEP25, 'failed', { hasOtherGovernmentCredit: true }],
  ['R-KPP', 'KPP_SUPPLY', SEP25, 'unknown', { hasOtherGovernmentCredit: null }],
  ['R-KPP', 'KPP_SUPPLY', SEP25, 'passed'],
  ['R-BIZAGE', 'SUPER_MIKRO', Y24, 'failed', { substitutes: [] }],
  ['R-BIZAGE', 'SUPER_MIKRO', Y24, 'unknown', { substitutes: null }],
  ['R-BIZAGE', 'SUPER_MIKRO', Y26, 'passed', { substitutes: ['family'] }],
  ['R-BIZAGE', 'MIKRO', Y24, 'failed', { businessAgeMonths: 5, substitutes: ['training'] }],
  ['R-BIZAGE', 'KECIL', Y26, 'passed', { businessAgeMonths: 6 }],
  ['R-BIZAGE', 'KHUSUS', Y24, 'failed', { businessAgeMonths: 5 }],
  ['R-BIZAGE', 'KHUSUS', Y26, 'unknown', { businessAgeMonths: null }],
  ['R-BIZAGE', 'KPP_SUPPLY', SEP25, 'failed', { businessAgeMonths: 5 }],
  ['R-OMZET', 'MIKRO', Y24, 'n/a', { turnoverIdr: 9_000 * jt }],
  ['R-OMZET', 'MIKRO', Y26, 'failed', { turnoverIdr: 4_800 * jt + 1 }],
  ['R-OMZET', 'MIKRO', Y26, 'unknown', { turnoverIdr: null }],
  ['R-BIZDOC', 'MIKRO', Y24, 'passed', { hasNib: false, hasBusinessLetter: true }],
  ['R-BIZDOC', 'MIKRO', Y24, 'failed', { hasNib: false, hasBusinessLetter: false }],
  ['R-BIZDOC', 'MIKRO', Y26, 'unknown', { hasNib: false }],
  ['R-BIZDOC', 'KPP_SUPPLY', SEP25, 'failed', { hasNib: false, hasBusinessLetter: true }],
  ['R-NPWP', 'SUPER_MIKRO', Y24, 'n/a'],
  ['R-NPWP', 'SUPER_MIKRO', Y26, 'n/a'],
  ['R-NPWP', 'MIKRO', Y24, 'n/a', { plafonIdr: 50 * jt }],
  ['R-NPWP', 'MIKRO', Y24, 'failed', { plafonIdr: 50 * jt + 1 }],
  ['R-NPWP', 'PMI', Y26, 'unknown', { plafonIdr: 50 * jt + 1, hasNpwp: null }],
  ['R-NPWP', 'KECIL', Y24, 'failed', { hasNpwp: false }],
  ['R-NPWP', 'KECIL', Y26, 'passed'],
  ['R-NPWP', 'KPP_SUPPLY', SEP25, 'failed', { hasNpwp: false }],
  ['R-BPJS', 'KECIL', Y24, 'failed', { hasBpjsTk: false }],
  ['R-BPJS', 'KECIL', Y26, 'unknown', { hasBpjsTk: null }],
  ['R-BPJS', 'KHUSUS', Y24, 'n/a', { plafonIdr: 100 * jt }],
  ['R-BPJS', 'KHUSUS', Y26, 'failed', { plafonIdr: 100 * jt + 1, hasBpjsTk: false }],
  ['R-ACCESS', 'MIKRO', Y23, 'passed', { earlierAccesses: { MIKRO: 1 } }],
  ['R-ACCESS', 'MIKRO', Y23, 'failed', { earlierAccesses: { MIKRO: 4 }, sector: 'peternakan' }],
  ['R-ACCESS', 'MIKRO', Y24, 'unknown', { earlierAccesses: { MIKRO: 2 }, sector: null }],
  ['R-ACCESS', 'MIKRO', Y24, 'failed', { earlierAccesses: { MIKRO: 2 }, sector: '__proto__' }],
  ['R-ACCESS', 'MIKRO', Y26, 'passed', { earlierAccesses: { MIKRO: 9 } }],
  ['R-ACCESS-KECIL', 'KECIL', Y24, 'passed', { earlierAccesses: { KECIL: 3 } }],
  ['R-ACCESS-KECIL', 'KECIL', Y24, 'failed', { earlierAccesses: { KECIL: 4 } }],
  ['R-ACCESS-KECIL', 'KECIL', Y26, 'passed', { earlierAccesses: { KECIL: 4 } }],
  ['R-FIRSTKUR', 'SUPER_MIKRO', Y24, 'failed', { earlierAccesses: { PMI: 1 } }],
  ['R-FIRSTKUR', 'SUPER_MIKRO', Y26, 'unknown', { earlierAccesses: null }],
  ['R-ACCUM-MIKRO', 'MIKRO', Y24, 'failed', { earlierAccesses: { MIKRO: 1 }, outstandingMikroIdr: 60 * jt + 1 }],
  ['R-ACCUM-MIKRO', 'MIKRO', Y24, 'unknown', { earlierAccesses: { MIKRO: 1 } }],
  ['R-ACCUM-MIKRO', 'MIKRO', Y26, 'passed', { earlierAccesses: { MIKRO: 1 }, outstandingMikroIdr: 60 * jt }],
  ['R-ACCUM-KECIL', 'KECIL', Y24, 'failed', { earlierAccesses: { KECIL: 1 }, accumulatedKecilIdr: 250 * jt + 1 }],
  ['R-ACCUM-KECIL', 'KECIL', Y26, 'n/a', { earlierAccesses: { KECIL: 1 }, accumulatedKecilIdr: 400 * jt }],
  ['R-CREDITHIST', 'MIKRO', Y24, 'failed', credit('commercial', { standing: 'settled' })],
  ['R-CREDITHIST', 'MIKRO', Y24, 'passed', credit('household')],
  ['R-CREDITHIST', 'MIKRO', Y24, 'passed', credit('p2p')],
  ['R-CREDITHIST', 'MIKRO', Y24, 'passed', credit('ultra-micro', { plafonIdr: 20 * jt })],
  ['R-CREDITHIST', 'MIKRO', Y24, 'failed', credit('ultra-micro', { plafonIdr: 20 * jt + 1 })],
  ['R-CREDITHIST', 'MIKRO', Y24, 'unknown', credit('ultra-micro')],
  ['R-CREDITHIST', 'MIKRO', Y24, 'passed', credit('consumer-miscoded', { plafonIdr: 500 * jt, isProven: true })],
  ['R-CREDITHIST', 'MIKRO', Y24, 'failed', credit('consumer-miscoded', { plafonIdr: 500 * jt })],
  ['R-CREDITHIST', 'MIKRO', Y24, 'failed', credit('consumer-miscoded', { plafonIdr: 500 * jt + 1, isProven: true })],
  ['R-CREDITHIST', 'MIKRO', Y24, 'passed', credit('government-programme', { standing: 'settled' })],
  ['R-CREDITHIST', 'MIKRO', Y24, 'failed', credit('government-programme')],
  ['R-CREDITHIST', 'KHUSUS', Y26, 'unknown', credit('government-programme', { standing: 'settled-not-shown' })],
  ['R-CREDITHIST', 'MIKRO', Y26, 'unknown', { credits: null }],
  ['R-CONCURRENT', 'MIKRO', Y24, 'passed', { ...credit('kpr'), worstKol: 1 }],
  ['R-CONCURRENT', 'MIKRO', Y24, 'failed', { ...credit('kpr'), worstKol: 2 }],
  ['R-CONCURRENT', 'MIKRO', Y24, 'unknown', { ...credit('kpr'), worstKol: null }],
  ['R-CONCURRENT', 'MIKRO', Y24, 'failed', { ...credit('kur-elsewhere'), worstKol: 1 }],
  ['R-CONCURRENT', 'MIKRO', Y24, 'unknown', { ...credit('kur-elsewhere', { standing: 'settled-not-shown' }), worstKol: 1 }],
  ['R-CONCURRENT', 'MIKRO', Y26, 'passed', { ...credit('vehicle'), worstKol: 1 }],
  ['R-GROUP', 'KHUSUS', Y24, 'n/a'],
  ['R-GROUP', 'KHUSUS', MAY25, 'failed', { group: { ...growers.group, legalEntity: false } }],
  ['R-GROUP', 'KHUSUS', SEP25, 'failed', { group: { ...growers.group, legalEntity: false } }],
  ['R-GROUP', 'KHUSUS', SEP25, 'failed', { group: { ...growers.group, jointLiability: false } }],
  ['R-GROUP', 'KHUSUS', SEP25, 'unknown', { group: { ...growers.group, tagging: null } }],
  ['R-GROUP', 'KHUSUS', SEP25, 'passed'],
  ['R-GROUP', 'KHUSUS', SEP25, 'n/a', { recipient: 'cluster-member' }],
  ['R-GROUP', 'KHUSUS', Y26, 'passed'],
  ['R-38A', 'MIKRO', Y24, 'n/a', { relaxations: ['access'] }],
  ['R-38A', 'MIKRO', MAY25, 'unknown', { relaxations: ['access'] }],
  ['R-38A', 'MIKRO', SEP25, 'n/a', { relaxations: ['height', 'toString'] }],
  ['R-38A', 'MIKRO', Y26, 'n/a'],
  ['R-SIKP', 'MIKRO', Y24, 'passed', { isInSikp: true }],
  ['R-SIKP', 'MIKRO', Y26, 'failed', { isInSikp: false }],
  ['R-SLIK', 'MIKRO', Y24, 'failed', { slikWasAsked: false }],
  ['R-SLIK', 'KPP_SUPPLY', SEP25, 'passed', { slikWasAsked: true }],
  ['R-DISCLOSE', 'PMI', Y26, 'failed', { costsWereDisclosed: false }],
  ['R-DISCLOSE', 'PMI', Y26, 'unknown'],
  ['R-DISCLOSE', 'PMI', Y24, 'n/a', { costsWereDisclosed: false }],
  ['R-DISCLOSE', 'PMI', SEP25, 'passed', { costsWereDisclosed: true }],
  ['R-NPL-GATE', 'MIKRO', Y24, 'failed', { unitNplPpm: [0, 50_001, 60_000, 70_000] }],
  ['R-NPL-GATE', 'MIKRO', Y24, 'passed', { unitNplPpm: [60_000, 70_000, 50_000] }],
  ['R-NPL-GATE', 'MIKRO', Y24, 'unknown', { unitNplPpm: [60_000, 70_000] }],
  ['R-QUOTA', 'MIKRO', Y24, 'failed', { quotaLeftIdr: 40 * jt - 1 }],
  ['R-QUOTA', 'MIKRO', Y24, 'passed', { quotaLeftIdr: 40 * jt }],
  ['R-QUOTA', 'MIKRO', Y24, 'unknown'],
  ['R-PROD', 'MIKRO', Y24, 'passed', { productionSharePpm: 100_000 }],
  ['R-PROD', 'MIKRO', Y26, 'n/a'],
]

const saying = { passed: 'passed', failed: 'failed', 'n/a': 'not-applicable', unknown: 'unknown' } as const

const named = rows.map(([rule, scheme, akadOn, said, change = {}]) => ({ rule, scheme, akadOn, said, change }))

test.each(named)('$rule, $scheme, akad $akadOn: $said $change', ({ rule, scheme, akadOn, said, change }) => {
  const given = verdict({ ...people[scheme], ...change }, akadOn)
  expect(given.scheme).toBe(scheme)
  const result = [...given.rules, ...given.lenderSide].find((each) => each.rule === rule)
  expect(result?.result).toBe(saying[said])
  expect(['string', 'number', 'boolean'].includes(typeof result?.bound) || result?.bound === null).toBe(true)
  expect([result?.sentence.id.trim().length, result?.sentence.en.trim().length].every((length) => (length ?? 0) > 10)).toBe(true)
})

describe('every rule', () => {
  test('has a row for each version', () => {
    const without = kurRules.rules.flatMap(({ rule, schemes, versions }) =>
      versions.flatMap((version) => {
        const has = rows.some(
          ([of, scheme, akadOn]) =>
            of === rule &&
            schemes.includes(scheme) &&
            versionAt(versions as readonly Version<unknown>[], akadOn)?.id === version.id,
        )
        return has ? [] : [`${rule} ${schemes.join('+')} ${version.id}`]
      }),
    )
    expect(without).toEqual([])
  })
  test('has a row in which it fails, but for the three that only point something out', () => {
    const failing = new Set(rows.flatMap(([rule, , , said]) => (said === 'failed' ? [rule] : [])))
    const never = [...new Set(kurRules.rules.map(({ rule }) => rule))].filter((rule) => !failing.has(rule))
    expect(never).toEqual(['R-SPOUSE', 'R-38A', 'R-PROD'])
  })
})
