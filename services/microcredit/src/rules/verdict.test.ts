// The schemes beside Super Mikro, Mikro and Kecil, and what a verdict tells beside its rules.
// Does not: repeat the scenarios; scenarios.test.ts tells those. What holds for any facts: verdict.properties.test.ts.
import { describe, expect, test } from 'vitest'
import { contractor, farmer, growers, laidOff, migrant, trader, workshop } from './example.ts'
import { gather, type ApplicantFacts, type Statement } from './facts.ts'
import { instalmentSchedule, verdict, type KurVerdict } from './verdict.ts'

const ruled = ({ rules }: KurVerdict, id: string) => rules.find(({ rule }) => rule === id)
const codes = (notices: KurVerdict['flags']) => notices.map(({ code }) => code)

describe('the order in which facts are told', () => {
  const wish = { plafonIdr: 40_000_000, tenorMonths: 36, loanType: 'KMK' } as const
  const told: Statement[] = [
    { source: 'sikp', asOf: '2025-05-20', facts: { earlierAccesses: { MIKRO: 1 }, outstandingMikroIdr: 0 } },
    { source: 'applicant', asOf: '2025-06-01', facts: { earlierAccesses: {}, businessAgeMonths: 14, substitutes: null } },
    { source: 'survey', asOf: null, facts: { collateralDemanded: false } },
  ]
  test('the register outweighs the form, each fact says where it is from and how old, and the difference is flagged', () => {
    const given = verdict(gather(wish, told), '2025-06-02')
    expect(ruled(given, 'R-ACCESS')).toMatchObject({ value: 2, bound: 2, result: 'passed' })
    expect(ruled(given, 'R-ACCESS')?.facts[0]).toEqual({
      name: 'earlierAccesses',
      value: { MIKRO: 1 },
      source: 'sikp',
      asOf: '2025-05-20',
      ageDays: 13,
      isStale: false,
    })
    expect(ruled(given, 'R-BIZAGE')?.facts).toMatchObject([
      { name: 'businessAgeMonths', value: 14, source: 'applicant', ageDays: 1 },
      { name: 'substitutes', value: null, source: null, ageDays: null },
    ])
    expect(ruled(given, 'R-COLL')?.facts[0]).toMatchObject({ source: 'survey', asOf: null, ageDays: null })
    expect(given.flags.find(({ code }) => code === 'facts-contradict')?.sentence.id).toContain('earlierAccesses')
  })
  test('of one source the newer counts', () => {
    const later: Statement = { source: 'sikp', asOf: '2025-05-21', facts: { outstandingMikroIdr: 7 } }
    expect(gather(wish, [later, ...told])).toMatchObject({
      outstandingMikroIdr: 7,
      contradicted: ['earlierAccesses', 'outstandingMikroIdr'],
    })
  })
})

describe('what the lender can do just now', () => {
  test('is a class of its own: the NPL gate and the quota leave the outcome as it is', () => {
    const shut = { ...trader, unitNplPpm: [60_000, 60_000, 60_000], quotaLeftIdr: 1, productionSharePpm: 100_000 }
    const given = verdict(shut, '2025-03-10')
    expect([given.outcome, given.restsOn, given.compliance]).toEqual(['eligible', [], []])
    const failed = given.lenderSide.filter(({ result }) => result === 'failed')
    expect(failed.map(({ rule }) => rule)).toEqual(['R-NPL-GATE', 'R-QUOTA'])
    for (const { sentence } of failed) expect(sentence.id).toContain('bukan penilaian atas pemohon')
    expect(given.rules.map(({ rule }) => rule)).not.toContain('R-QUOTA')
  })
  test('its undone duties are findings about it', () => {
    const undone = { isInSikp: false, slikWasAsked: false, costsWereDisclosed: false, guaranteePpm: 800_000 }
    const given = verdict({ ...migrant, ...undone }, '2026-02-02')
    expect([given.outcome, codes(given.compliance)]).toEqual(['eligible', ['R-SIKP', 'R-SLIK', 'R-DISCLOSE', 'R-GUAR']])
  })
})

describe('KUR Khusus', () => {
  test('6 % at every access; the subsidy goes by the plafon: 12, 10, 5.5 %; confirmed until it was rewritten in 2025', () => {
    const cluster = { ...growers, recipient: 'cluster-member', earlierAccesses: { KHUSUS: 6 }, hasBpjsTk: true }
    const subsidy = (plafonIdr: number) => verdict({ ...cluster, plafonIdr }, '2024-06-03').subsidy?.ppm
    expect([10_000_000, 80_000_000, 500_000_000].map(subsidy)).toEqual([120_000, 100_000, 55_000])
    expect(verdict(cluster, '2024-06-03')).toMatchObject({ outcome: 'eligible', rate: { ppm: 60_000, conf: 'S' } })
    expect([verdict(cluster, '2024-06-03').grace?.conf, verdict(trader, '2024-06-03').grace]).toEqual(['S', null])
    expect(verdict(cluster, '2025-09-01').rate).toMatchObject({ ppm: 60_000, conf: '?', needsLegalSignoff: true })
    expect(verdict(cluster, '2026-02-02')).toMatchObject({ rate: { conf: '?' }, subsidy: null })
  })
  test('a group with its offtaker is eligible; what it can still bring is a condition; an offtaker who is none is a no', () => {
    const with_ = (more: Record<string, boolean>) => verdict({ ...growers, group: { ...growers.group, ...more } }, '2025-09-01')
    expect(with_({}).outcome).toBe('eligible')
    expect(with_({ signedByChairAndMember: false })).toMatchObject({ outcome: 'conditional', restsOn: ['R-GROUP'] })
    expect(with_({ legalEntity: false })).toMatchObject({ outcome: 'ineligible', restsOn: ['R-GROUP'] })
  })
  test('between January and August 2025 nobody knows whether R-GROUP held, so a person decides', () => {
    const given = verdict({ ...growers, group: { ...growers.group, legalEntity: false } }, '2025-05-05')
    expect(given).toMatchObject({ outcome: 'refer', indicative: 'ineligible', restsOn: ['R-GROUP'] })
  })
  test('a relaxation that is applied for leaves the no to a person', () => {
    const young = { ...growers, businessAgeMonths: 3 }
    expect(verdict(young, '2025-09-01')).toMatchObject({ outcome: 'ineligible', restsOn: ['R-BIZAGE'] })
    expect(verdict({ ...young, relaxations: ['business-age'] }, '2025-09-01')).toMatchObject({
      outcome: 'refer',
      indicative: 'ineligible',
      restsOn: ['R-BIZAGE'],
    })
    expect(verdict({ ...young, relaxations: ['access'] }, '2025-09-01').outcome).toBe('ineligible')
    expect(verdict({ ...young, relaxations: ['business-age'] }, '2024-09-01').outcome).toBe('ineligible')
  })
})

describe('KUR Penempatan PMI', () => {
  test('30 million over the contract of 24 months: eligible at 6 %, 1,329,618 a month, subsidy 13.5 %', () => {
    expect(verdict(migrant, '2025-06-02')).toMatchObject({
      outcome: 'eligible',
      rate: { ppm: 60_000 },
      subsidy: { ppm: 135_000 },
      instalmentIdr: 1_329_618,
    })
  })
  test('longer than the contract, above the cost, or for a warung: a person decides, since only the press says so', () => {
    const expected = (rule: string) => ({ outcome: 'refer', indicative: 'ineligible', restsOn: [rule] })
    expect(verdict({ ...migrant, tenorMonths: 30 }, '2025-06-02')).toMatchObject(expected('R-TENOR'))
    expect(verdict({ ...migrant, plafonIdr: 36_000_000 }, '2025-06-02')).toMatchObject(expected('R-PMI-COST'))
    expect(verdict({ ...migrant, recipient: 'business' }, '2025-06-02')).toMatchObject(expected('R-RECIPIENT'))
  })
})

describe('Kredit Program Perumahan', () => {
  test('supply side: the lender’s rate minus 5 %; without that rate none is made up', () => {
    const given = verdict(contractor, '2025-09-01')
    expect(given).toMatchObject({
      outcome: 'eligible',
      rate: { ppm: 80_000 },
      subsidy: { ppm: 50_000 },
      instalmentIdr: 48_825_845,
    })
    const unknown = verdict({ ...contractor, lenderRatePpm: null }, '2025-09-01')
    expect([unknown.outcome, unknown.rate, unknown.instalmentIdr, codes(unknown.flags)]).toEqual([
      'eligible',
      null,
      null,
      ['lender-rate'],
    ])
  })
  test('demand side: 6 %, subsidy 10 and 5.5 %', () => {
    const housing = (plafonIdr: number) =>
      verdict({ ...workshop, scheme: 'KPP_DEMAND', recipient: 'housing', plafonIdr }, '2025-09-01')
    expect(housing(100_000_000)).toMatchObject({ outcome: 'eligible', rate: { ppm: 60_000 }, subsidy: { ppm: 100_000 } })
    expect(housing(100_000_001).subsidy?.ppm).toBe(55_000)
  })
  test('exactly at a bound nobody knows whether it is inside, so a person decides', () => {
    expect(verdict({ ...contractor, plafonIdr: 500_000_000 }, '2025-09-01')).toMatchObject({
      outcome: 'refer',
      indicative: 'eligible',
      restsOn: ['R-PLAFON'],
    })
    expect(verdict({ ...contractor, plafonIdr: 499_999_999 }, '2025-09-01')).toMatchObject({
      outcome: 'ineligible',
      restsOn: ['R-PLAFON'],
    })
  })
  test('before 8 August 2025 it did not exist', () => {
    const early = verdict(contractor, '2025-08-07')
    expect([early.outcome, early.indicative, codes(early.flags)]).toEqual(['refer', null, ['no-version']])
  })
})

describe('disaster relief in Aceh, North and West Sumatra', () => {
  const inAceh = { ...trader, province: '11' }
  test('0 % in 2026, 3 % in 2027, 6 % from 2028, announced only: a person decides', () => {
    const given = verdict(inAceh, '2026-04-10')
    expect(given).toMatchObject({
      outcome: 'refer',
      indicative: 'eligible',
      rate: { ppm: 0, conf: 'N', needsLegalSignoff: true },
    })
    // Due from May 2026: eight months of 2026, twelve of 2027, then 6 %.
    expect(given.rateSteps).toEqual([
      { fromMonth: 9, ratePpm: 30_000 },
      { fromMonth: 21, ratePpm: 60_000 },
    ])
    expect([given.instalmentIdr, codes(given.flags)]).toEqual([1_111_111, ['relief-not-issued']])
  })
  test('instalments that are due by March 2026 are not collected', () => {
    expect(verdict(inAceh, '2026-01-10').instalmentIdr).toBe(Math.round(40_000_000 / 34))
  })
  test('not before 2026, and not elsewhere', () => {
    expect(verdict(inAceh, '2025-12-31')).toMatchObject({ outcome: 'eligible', rate: { ppm: 60_000 } })
    expect(verdict({ ...trader, province: '31' }, '2026-04-10')).toMatchObject({ outcome: 'eligible', rate: { ppm: 60_000 } })
  })
})

test('outside the schemes and before the first version a person decides', () => {
  expect(verdict({ ...trader, plafonIdr: 500_000_001 }, '2025-06-02')).toMatchObject({
    outcome: 'refer',
    indicative: 'ineligible',
    scheme: null,
  })
  expect(codes(verdict(trader, '2022-06-01').flags)).toContain('no-version')
  expect(verdict(trader, '2022-06-01')).toMatchObject({ outcome: 'refer', indicative: null, rate: { ppm: 60_000, conf: 'S' } })
})

test('a payoff that SIKP does not show yet holds the answer open and refuses nobody', () => {
  const paid = (kind: 'government-programme' | 'kur-elsewhere'): ApplicantFacts => ({
    ...trader,
    credits: [{ kind, plafonIdr: null, standing: 'settled-not-shown' }],
  })
  for (const kind of ['government-programme', 'kur-elsewhere'] as const)
    expect(verdict(paid(kind), '2025-06-02').outcome).toBe('conditional')
})

test('a kind of credit that the part of the list that was read does not name is for a person', () => {
  const card: ApplicantFacts = {
    ...trader,
    credits: [{ kind: 'credit-card', plafonIdr: null, standing: 'running' }],
    worstKol: 1,
  }
  expect(verdict(card, '2025-06-02')).toMatchObject({ outcome: 'refer', indicative: 'eligible', restsOn: ['R-CONCURRENT'] })
  expect(ruled(verdict(card, '2025-06-02'), 'R-CONCURRENT')?.sentence.id).toContain('disebut bank')
})

test('who is the fifth time in Kecil, and the second in Super Mikro: no published rate, so nothing is made up', () => {
  expect(codes(verdict({ ...laidOff, earlierAccesses: { SUPER_MIKRO: 1 } }, '2025-06-02').flags)).toContain('no-rate')
  const fifth = verdict({ ...workshop, earlierAccesses: { KECIL: 4 }, accumulatedKecilIdr: 0 }, '2025-06-02')
  expect(fifth).toMatchObject({ outcome: 'refer', indicative: 'ineligible', restsOn: ['R-ACCESS-KECIL'], rate: null })
})

test('while SIKP has not told, no graduated rate is guessed; a rate that is the same at every access is known', () => {
  expect(verdict({ ...farmer, earlierAccesses: null }, '2024-05-06')).toMatchObject({
    outcome: 'conditional',
    access: null,
    rate: null,
  })
  expect(verdict({ ...farmer, earlierAccesses: null }, '2026-05-06').rate?.ppm).toBe(60_000)
})

test('the schedule of scenario 1 ends at nothing owed', () => {
  const { instalments } = instalmentSchedule(40_000_000, 36, 60_000)
  expect([instalments.length, instalments[0]?.paymentIdr, instalments.at(-1)?.balanceIdr]).toEqual([36, 1_216_877, 0])
})
