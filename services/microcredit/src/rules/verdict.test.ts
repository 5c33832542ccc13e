// The scenarios of microcredit.md §6 by their numbers, and what no verdict may ever do.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ApplicantFacts } from './evaluate.ts'
import { kurRules } from './kurRules.ts'
import { isFirm, loadRuleBook, type RuleBook } from './ruleBook.ts'
import { instalmentSchedule, verdict, type KurVerdict } from './verdict.ts'

const trader: ApplicantFacts = {
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
}
const farmer: ApplicantFacts = {
  ...trader,
  plafonIdr: 75_000_000,
  tenorMonths: 24,
  sector: 'pertanian',
  earlierAccesses: { MIKRO: 2 },
  hasNpwp: true,
}
const laidOff: ApplicantFacts = {
  ...trader,
  plafonIdr: 8_000_000,
  tenorMonths: 24,
  businessAgeMonths: 2,
  occupation: 'laid-off',
  substitutes: ['training'],
}
const ruled = ({ rules }: KurVerdict, id: string) => rules.find(({ rule }) => rule === id)
const codes = (notices: KurVerdict['flags']) => notices.map(({ code }) => code)

describe('scenario 1: a first-time trader', () => {
  const given = verdict(trader, '2025-03-10')
  test('is eligible at 6 %, 1,216,877 a month, with a subsidy of 10 %', () => {
    expect(given).toMatchObject({
      outcome: 'eligible',
      indicative: null,
      restsOn: [],
      scheme: 'MIKRO',
      access: 1,
      instalmentIdr: 1_216_877,
    })
    expect([given.rate?.ppm, given.subsidy?.ppm, given.rate?.conf, given.subsidy?.conf]).toEqual([60_000, 100_000, 'N', 'N'])
  })
  test('rule by rule', () => {
    expect(given.rules.map(({ rule, version, result, value, bound }) => [rule, version, result, value, bound])).toEqual([
      ['R-BIZAGE', 'V2023', 'passed', 14, 6],
      ['R-ACCESS', 'V2023', 'passed', 1, 2],
      ['R-ASN', 'V2023', 'passed', 'other', 'asn, tni, polri'],
      ['R-NPWP', 'V2023', 'not-applicable', false, 50_000_000],
      ['R-COLL', 'V2023', 'passed', false, 100_000_000],
      ['R-TENOR', 'V2023', 'passed', 36, 36],
    ])
  })
})

describe('scenario 2: the same trader asks for a third Mikro', () => {
  const third = { ...trader, earlierAccesses: { MIKRO: 2 } }
  test('akad in September 2025: not eligible by R-ACCESS, and Kecil is offered as access 1 at 6 %', () => {
    const given = verdict(third, '2025-09-01')
    expect(given).toMatchObject({ outcome: 'ineligible', restsOn: ['R-ACCESS'] })
    expect(ruled(given, 'R-ACCESS')).toMatchObject({ value: 3, bound: 2, conf: 'S', cite: 'Permenko 1/2023 Ps.24(4),(4a) {1}' })
    expect(given.alternatives).toMatchObject([{ scheme: 'KECIL', access: 1, aboveIdr: 100_000_000, rate: { ppm: 60_000 } }])
  })
  test('akad in February 2026: referred, indicatively eligible at 6 %, because the removed cap is a statement in the news', () => {
    const given = verdict(third, '2026-02-01')
    expect(given).toMatchObject({ outcome: 'refer', indicative: 'eligible', restsOn: ['R-ACCESS'], subsidy: null })
    expect(given.rate).toMatchObject({ ppm: 60_000, conf: 'N', needsLegalSignoff: true })
  })
  test('the last day of the old rule and the first of the new one', () => {
    expect(verdict(third, '2026-01-04').outcome).toBe('ineligible')
    expect(verdict(third, '2026-01-05').outcome).toBe('refer')
  })
})

describe('scenario 3: a rice farmer asks for a third Mikro', () => {
  test('is eligible at 8 %, 3,392,047 a month, subsidy 8 %', () => {
    const given = verdict(farmer, '2024-05-06')
    expect(given).toMatchObject({
      outcome: 'eligible',
      access: 3,
      instalmentIdr: 3_392_047,
      rate: { ppm: 80_000 },
      subsidy: { ppm: 80_000 },
    })
    expect(ruled(given, 'R-ACCESS')).toMatchObject({ result: 'passed', value: 3, bound: 4 })
  })
  test('without NPWP it is conditional', () => {
    expect(verdict({ ...farmer, hasNpwp: false }, '2024-05-06')).toMatchObject({ outcome: 'conditional', restsOn: ['R-NPWP'] })
  })
  test('a forester is no farmer here', () => {
    expect(verdict({ ...farmer, sector: 'kehutanan' }, '2024-05-06')).toMatchObject({
      outcome: 'ineligible',
      restsOn: ['R-ACCESS'],
    })
  })
})

describe('scenario 4, without R-FIRSTKUR: laid off, in business for two months', () => {
  test('Super Mikro with training: eligible at 3 %, 343,850 a month, subsidy 15 %', () => {
    expect(verdict(laidOff, '2025-06-02')).toMatchObject({
      outcome: 'eligible',
      instalmentIdr: 343_850,
      rate: { ppm: 30_000 },
      subsidy: { ppm: 150_000 },
    })
  })
  test('without a substitute, or for Mikro: no by R-BIZAGE, which is bank practice, so a person decides', () => {
    const expected = { outcome: 'refer', indicative: 'ineligible', restsOn: ['R-BIZAGE'] }
    expect(verdict({ ...laidOff, substitutes: [] }, '2025-06-02')).toMatchObject(expected)
    expect(verdict({ ...laidOff, plafonIdr: 15_000_000 }, '2025-06-02')).toMatchObject(expected)
  })
  test('in 2026 two rates are published for Super Mikro: neither is picked', () => {
    const given = verdict(laidOff, '2026-06-02')
    expect(given).toMatchObject({ outcome: 'refer', indicative: 'eligible', rate: null, instalmentIdr: null })
    expect([given.rateCandidates.map(({ ppm }) => ppm), codes(given.flags)]).toEqual([[30_000, 60_000], ['rate-contradictory']])
  })
})

describe('scenario 5: a civil servant and her husband', () => {
  test('she is not eligible, whatever else', () => {
    for (const more of [{}, { businessAgeMonths: null }, { hasNpwp: null }, { earlierAccesses: null }])
      expect(verdict({ ...trader, plafonIdr: 20_000_000, occupation: 'asn', ...more }, '2025-06-02')).toMatchObject({
        outcome: 'ineligible',
        restsOn: ['R-ASN'],
      })
  })
  test('her husband with a business of three years is, and R-SPOUSE is flagged', () => {
    const given = verdict(
      { ...trader, plafonIdr: 20_000_000, businessAgeMonths: 36, spouse: { occupation: 'asn', hasKurOrApplication: true } },
      '2025-06-02',
    )
    expect([given.outcome, codes(given.flags)]).toEqual(['eligible', ['R-SPOUSE']])
  })
})

describe('scenario 8: the collateral edge', () => {
  const asked = (plafonIdr: number, hasNpwp = true) =>
    verdict({ ...trader, plafonIdr, hasNpwp, collateralDemanded: true }, '2025-06-02')
  test('at 100 million the application is eligible, and the lender has a finding and its sanction', () => {
    const given = asked(100_000_000)
    expect([given.outcome, given.scheme, codes(given.compliance), codes(given.flags)]).toEqual([
      'eligible',
      'MIKRO',
      ['R-COLL', 'R-COLL-SANCTION'],
      [],
    ])
  })
  test('at 101 million it is lawful, and flagged', () => {
    const given = asked(101_000_000)
    expect([given.outcome, given.scheme, codes(given.compliance), codes(given.flags)]).toEqual([
      'eligible',
      'KECIL',
      [],
      ['plafon-kriting'],
    ])
    expect(codes(asked(110_000_001).flags)).toEqual([])
  })
  test('one rupiah above 100 million is Kecil, with NPWP', () => {
    expect(asked(100_000_001, false)).toMatchObject({ scheme: 'KECIL', outcome: 'conditional', restsOn: ['R-NPWP'] })
  })
})

test('scenario 9, its tenor: 48 months as KMK pass, 60 only as KI', () => {
  const kecil = { ...trader, plafonIdr: 250_000_000, tenorMonths: 48, hasNpwp: true }
  expect(verdict(kecil, '2024-08-01')).toMatchObject({ outcome: 'eligible', instalmentIdr: 5_871_257 })
  expect(verdict({ ...kecil, tenorMonths: 60 }, '2024-08-01')).toMatchObject({
    outcome: 'refer',
    indicative: 'ineligible',
    restsOn: ['R-TENOR'],
  })
  expect(verdict({ ...kecil, tenorMonths: 60, loanType: 'KI' }, '2024-08-01').outcome).toBe('eligible')
})

test('outside the schemes and before the first version a person decides', () => {
  expect(verdict({ ...trader, plafonIdr: 500_000_001 }, '2025-06-02')).toMatchObject({
    outcome: 'refer',
    indicative: 'ineligible',
    scheme: null,
  })
  expect(codes(verdict(trader, '2022-06-01').flags)).toContain('no-version')
  expect(verdict(trader, '2022-06-01').outcome).toBe('refer')
})

describe('any facts at all', () => {
  const facts: fc.Arbitrary<ApplicantFacts> = fc.record({
    plafonIdr: fc.integer({ min: 1_000_000, max: 600_000_000 }),
    tenorMonths: fc.integer({ min: 1, max: 84 }),
    loanType: fc.constantFrom('KMK', 'KI'),
    sector: fc.constantFrom(null, 'pertanian', 'perdagangan'),
    businessAgeMonths: fc.option(fc.integer({ min: 0, max: 120 })),
    substitutes: fc.constantFrom(null, [], ['training']),
    earlierAccesses: fc.constantFrom(null, {}, { MIKRO: 1 }, { MIKRO: 2, KECIL: 4 }, { MIKRO: 5 }),
    occupation: fc.constantFrom(null, 'other', 'asn', 'retired'),
    hasNpwp: fc.constantFrom(null, true, false),
    collateralDemanded: fc.constantFrom(null, true, false),
    spouse: fc.constantFrom(null, { occupation: 'asn', hasKurOrApplication: false }),
  })
  const akad = fc.constantFrom('2022-01-01', '2023-01-27', '2025-06-02', '2026-01-05', '2026-11-24')
  test('a hard no rests on confirmed rules alone, and names them', () => {
    fc.assert(
      fc.property(facts, akad, (each, day) => {
        const given = verdict(each, day)
        if (given.outcome !== 'ineligible') return
        expect(given.restsOn.length).toBeGreaterThan(0)
        for (const id of given.restsOn) expect(isFirm(ruled(given, id)?.conf ?? '?')).toBe(true)
      }),
    )
  })
  test('knowing nothing is never a no, and a collateral demand never changes the outcome', () => {
    const nothing = {
      sector: null,
      businessAgeMonths: null,
      substitutes: null,
      earlierAccesses: null,
      occupation: null,
      hasNpwp: null,
      collateralDemanded: null,
      spouse: null,
    }
    expect(verdict({ ...trader, ...nothing }, '2025-06-02').outcome).toBe('conditional')
    fc.assert(
      fc.property(facts, akad, (each, day) => {
        expect(verdict({ ...each, collateralDemanded: true }, day).outcome).toBe(
          verdict({ ...each, collateralDemanded: false }, day).outcome,
        )
      }),
    )
  })
})

describe('the rule book', () => {
  test('rate + subsidy is the yield of the scheme, in every row', () => {
    let rows = 0
    for (const { yieldPpm, versions } of kurRules.schemes)
      for (const { bound } of versions) {
        if (!bound.subsidy) continue
        for (const rate of bound.rates) {
          expect(rate.byAccess.map((ppm, index) => ppm + (bound.subsidy?.byAccess[index] ?? NaN))).toEqual(
            rate.byAccess.map(() => yieldPpm),
          )
          rows += rate.byAccess.length
        }
      }
    expect(rows).toBe(9) // KMK 317/2023: one row for Super Mikro, four each for Mikro and Kecil
  })
  test('what is not confirmed needs a signature', () => {
    for (const { rule, versions } of kurRules.rules)
      for (const { id, conf, needsLegalSignoff } of versions)
        if (id === 'V2026') expect([rule, needsLegalSignoff]).toEqual([rule, !isFirm(conf)])
  })
  const changed = (change: (version: (typeof kurRules.rules)[number]['versions'][number], index: number) => object): RuleBook =>
    ({
      ...kurRules,
      rules: kurRules.rules
        .slice(0, 1)
        .map((rule) => ({ ...rule, versions: rule.versions.map((each, index) => ({ ...each, ...change(each, index) })) })),
    }) as RuleBook
  test.each([
    ['gap', { from: '2026-01-06' }],
    ['overlap', { from: '2026-01-04' }],
    ['ends before it begins', { to: '2020-01-01' }],
    ['no citation', { cite: ' ' }],
    ['unknown confidence', { conf: 'sure' }],
  ])('a %s does not load', (fault, change) => {
    expect(() => loadRuleBook(changed((_, index) => (index === 1 ? change : {})))).toThrow(fault)
  })
  test('a rule written twice for a scheme does not load', () => {
    expect(() => loadRuleBook({ ...kurRules, rules: [...kurRules.rules, ...kurRules.rules.slice(0, 1)] })).toThrow(
      'written twice',
    )
  })
})

test('the schedule of scenario 1 ends at nothing owed', () => {
  const { instalments } = instalmentSchedule(40_000_000, 36, 60_000)
  expect([instalments.length, instalments[0]?.paymentIdr, instalments.at(-1)?.balanceIdr]).toEqual([36, 1_216_877, 0])
})
