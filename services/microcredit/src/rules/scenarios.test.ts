// The scenarios of microcredit.md §6 by their numbers, with their exact figures. An "I" of that page that rests on rules which are
// not confirmed is `refer` with `indicative: ineligible` here, and the rule is named.
import { describe, expect, test } from 'vitest'
import type { ApplicantFacts } from './facts.ts'
import { farmer, laidOff, trader, workshop } from './example.ts'
import { verdict, type KurVerdict } from './verdict.ts'

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
      ['R-ASN', 'V2023', 'passed', 'other', 'asn, tni, polri'],
      ['R-ID', 'V2023', 'passed', true, 'hasIdentityDocument, hasFamilyCard, hasMarriageDocument'],
      ['R-AGE', 'V2023', 'unknown', null, 21],
      ['R-SPOUSE', 'V2023', 'not-applicable', null, null],
      ['R-BIZAGE', 'V2023', 'passed', 14, 6],
      ['R-OMZET', 'V2023', 'not-applicable', 180_000_000, null],
      ['R-BIZDOC', 'V2023', 'passed', true, 'NIB / SKU'],
      ['R-NPWP', 'V2023', 'not-applicable', false, 50_000_000],
      ['R-ACCESS', 'V2023', 'passed', 1, 2],
      ['R-ACCUM-MIKRO', 'V2023', 'passed', 40_000_000, 100_000_000],
      ['R-CREDITHIST', 'V2023', 'passed', 'none', null],
      ['R-CONCURRENT', 'V2023', 'passed', 0, 1],
      ['R-PLAFON', 'V2023', 'passed', 40_000_000, 100_000_000],
      ['R-TENOR', 'V2023', 'passed', 36, 36],
      ['R-COLL', 'V2023', 'passed', false, 100_000_000],
      ['R-GUAR', 'V2023', 'not-applicable', null, 700_000],
      ['R-38A', 'V2025b-day-unknown', 'not-applicable', null, null],
      ['R-SIKP', 'V2023', 'unknown', null, null],
      ['R-SLIK', 'V2023', 'unknown', null, null],
    ])
  })
})

describe('scenario 2: the same trader asks for a third Mikro', () => {
  const third = { ...trader, earlierAccesses: { MIKRO: 2 }, outstandingMikroIdr: 0 }
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
    expect(ruled(given, 'R-ACCUM-MIKRO')).toMatchObject({ result: 'passed', value: 75_000_000, bound: 100_000_000 })
  })
  test('without NPWP it is conditional', () => {
    expect(verdict({ ...farmer, hasNpwp: false }, '2024-05-06')).toMatchObject({ outcome: 'conditional', restsOn: ['R-NPWP'] })
  })
  test('100 million a season: 30 million received this season leave 70', () => {
    expect(verdict({ ...farmer, seasonMikroIdr: 30_000_000 }, '2024-05-06')).toMatchObject({
      outcome: 'ineligible',
      restsOn: ['R-ACCUM-MIKRO'],
    })
    expect(verdict({ ...farmer, seasonMikroIdr: 25_000_000 }, '2024-05-06').outcome).toBe('eligible')
  })
  test('a forester is no farmer here', () => {
    expect(verdict({ ...farmer, sector: 'kehutanan' }, '2024-05-06')).toMatchObject({
      outcome: 'ineligible',
      restsOn: ['R-ACCESS'],
    })
  })
})

describe('scenario 4: laid off, in business for two months', () => {
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
  test('who ever had a KUR gets no Super Mikro by R-FIRSTKUR, which is in the news, so a person decides; Mikro is offered', () => {
    const given = verdict({ ...laidOff, earlierAccesses: { MIKRO: 1 } }, '2025-06-02')
    expect(given).toMatchObject({ outcome: 'refer', indicative: 'ineligible', restsOn: ['R-FIRSTKUR'] })
    expect(given.alternatives.map(({ scheme, access }) => [scheme, access])).toEqual([
      ['MIKRO', 2],
      ['KECIL', 1],
    ])
  })
  test('in 2026 two rates are published for Super Mikro: neither is picked', () => {
    const given = verdict(laidOff, '2026-06-02')
    expect(given).toMatchObject({ outcome: 'refer', indicative: 'eligible', rate: null, instalmentIdr: null })
    expect([given.rateCandidates.map(({ ppm }) => ppm), codes(given.flags)]).toEqual([[30_000, 60_000], ['rate-contradictory']])
  })
})

describe('scenario 5: a civil servant and her husband', () => {
  test('she is not eligible, whatever else', () => {
    for (const more of [{}, { businessAgeMonths: null }, { hasNpwp: null }, { earlierAccesses: null }, { credits: null }])
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
    verdict({ ...trader, plafonIdr, hasNpwp, hasBpjsTk: true, collateralDemanded: true }, '2025-06-02')
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

describe('scenario 9: Kecil, 250 million', () => {
  const on = (more: Partial<ApplicantFacts> = {}, akadOn = '2024-08-01') => verdict({ ...workshop, ...more }, akadOn)
  test('48 months at 6 % are 5,871,257 a month; without BPJS Ketenagakerjaan it is conditional', () => {
    expect(on()).toMatchObject({ outcome: 'eligible', scheme: 'KECIL', instalmentIdr: 5_871_257, rate: { ppm: 60_000 } })
    expect(on({ hasBpjsTk: false })).toMatchObject({ outcome: 'conditional', restsOn: ['R-BPJS'], instalmentIdr: 5_871_257 })
  })
  test('60 months as KMK: no by R-TENOR, which is bank practice; as KI they pass', () => {
    expect(on({ tenorMonths: 60 })).toMatchObject({ outcome: 'refer', indicative: 'ineligible', restsOn: ['R-TENOR'] })
    expect(on({ tenorMonths: 60, loanType: 'KI' }).outcome).toBe('eligible')
  })
  test('collateral is at the discretion of the lender', () => {
    const given = on({ collateralDemanded: true })
    expect([given.outcome, ruled(given, 'R-COLL')?.result, given.compliance]).toEqual(['eligible', 'not-applicable', []])
  })
  test('with 300 million of Kecil received before it is 550, above 500: not eligible by R-ACCUM-KECIL', () => {
    const given = on({ earlierAccesses: { KECIL: 1 }, accumulatedKecilIdr: 300_000_000 })
    expect(given).toMatchObject({ outcome: 'ineligible', restsOn: ['R-ACCUM-KECIL'] })
    expect(ruled(given, 'R-ACCUM-KECIL')).toMatchObject({ value: 550_000_000, bound: 500_000_000, conf: 'O' })
    expect(on({ earlierAccesses: { KECIL: 1 }, accumulatedKecilIdr: 300_000_000 }, '2026-02-02').outcome).toBe('eligible')
  })
  test('in 2026 a turnover of 5.1 billion is above 4.8: not eligible by R-OMZET', () => {
    const given = on({ turnoverIdr: 5_100_000_000 }, '2026-02-02')
    expect(given).toMatchObject({ outcome: 'ineligible', restsOn: ['R-OMZET'] })
    expect(ruled(given, 'R-OMZET')).toMatchObject({ value: 5_100_000_000, bound: 4_800_000_000, conf: 'O' })
    expect(on({ turnoverIdr: 4_800_000_000 }, '2026-02-02').outcome).toBe('eligible')
    expect(on({ turnoverIdr: 5_100_000_000 }, '2025-12-31').outcome).toBe('eligible')
  })
})
