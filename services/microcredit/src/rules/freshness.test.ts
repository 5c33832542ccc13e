// A fact that is too old weighs neither for nor against: asked again, with its day, and nobody is refused by it.
import { describe, expect, test } from 'vitest'
import { loadRuleBook } from './checkRuleBook.ts'
import { counterfactual } from './counterfactual.ts'
import { trader } from './example.ts'
import type { ApplicantFacts, FactName, Origin } from './facts.ts'
import { dayInWords, freshened } from './freshness.ts'
import { kurRules } from './kurRules.ts'
import type { Freshness } from './ruleBook.ts'
import { verdict, type KurVerdict } from './verdict.ts'

const told = (name: FactName, source: Origin['source'], asOf: string | null) => ({ origins: { [name]: { source, asOf } } })
const ruled = ({ rules }: KurVerdict, id: string) => rules.find(({ rule }) => rule === id)
const third = { ...trader, earlierAccesses: { MIKRO: 2 }, outstandingMikroIdr: 0 }

describe('SIKP told of two Mikro before', () => {
  const on = (asOf: string) => verdict({ ...third, ...told('earlierAccesses', 'sikp', asOf) }, '2025-09-01')
  test('thirty days ago: a no', () => {
    expect(on('2025-08-02')).toMatchObject({ outcome: 'ineligible', restsOn: ['R-ACCESS'], access: 3 })
    expect(ruled(on('2025-08-02'), 'R-ACCESS')?.facts[0]).toMatchObject({ ageDays: 30, isStale: false })
  })
  test('thirty-one days ago: asked again, the rate is not guessed, and the sentence says since when and what follows', () => {
    const given = on('2025-08-01')
    expect(given).toMatchObject({ outcome: 'conditional', restsOn: ['R-ACCESS'], access: null, rate: null })
    const rule = ruled(given, 'R-ACCESS')
    expect([rule?.result, rule?.facts[0]]).toEqual([
      'unknown',
      { name: 'earlierAccesses', value: { MIKRO: 2 }, source: 'sikp', asOf: '2025-08-01', ageDays: 31, isStale: true },
    ])
    expect(rule?.sentence).toEqual({
      id: 'Data SIKP per 1 Agustus 2025 berumur 31 hari; paling lama 30. Petugas menanyakannya lagi mulai 1 September 2025. Ini bukan penolakan.',
      en: 'The data of SIKP of 1 August 2025 are 31 days old; the limit is 30. The officer asks again from 1 September 2025 on. This is no refusal.',
    })
  })
  test('a yes does not rest on it either', () => {
    const first = { ...trader, ...told('earlierAccesses', 'sikp', '2025-08-01') }
    expect(verdict(first, '2025-09-01')).toMatchObject({ outcome: 'conditional' })
    expect(verdict(first, '2025-08-31').outcome).toBe('eligible')
  })
})

test('SLIK may be two months old; without a day a fact has no age', () => {
  const late = (asOf: string | null) => verdict({ ...trader, worstKol: 2, ...told('worstKol', 'slik', asOf) }, '2025-09-01')
  expect(late('2025-07-03')).toMatchObject({ outcome: 'ineligible', restsOn: ['R-CONCURRENT'] })
  expect(late('2025-07-02')).toMatchObject({ outcome: 'conditional', restsOn: ['R-CONCURRENT'] })
  expect(late(null).outcome).toBe('ineligible')
})

test('what somebody else than the register told is as old as it likes, and what was never told is not stale', () => {
  expect(
    freshened({ ...third, ...told('earlierAccesses', 'applicant', '2020-01-01') }, '2025-09-01', kurRules).stale,
  ).toBeUndefined()
  expect(
    freshened({ ...trader, turnoverIdr: null, ...told('turnoverIdr', 'survey', '2020-01-01') }, '2025-09-01', kurRules).stale,
  ).toBeUndefined()
  const old = freshened({ ...trader, ...told('turnoverIdr', 'survey', '2025-06-02') }, '2025-09-01', kurRules)
  expect([old.turnoverIdr, old.stale]).toEqual([
    null,
    [
      {
        name: 'turnoverIdr',
        source: 'survey',
        asOf: '2025-06-02',
        value: 180_000_000,
        ageDays: 91,
        maxDays: 90,
        askAgainOn: '2025-09-01',
      },
    ],
  ])
})

test('of two that are too old the sentence tells the one that is further beyond its limit', () => {
  const origins = {
    outstandingMikroIdr: { source: 'sikp', asOf: '2025-07-20' },
    earlierAccesses: { source: 'sikp', asOf: '2025-06-01' },
  } as const
  const given = verdict({ ...third, origins }, '2025-09-01')
  expect(ruled(given, 'R-ACCUM-MIKRO')?.sentence.id).toContain('per 1 Juni 2025 berumur 92 hari')
})

describe('a payoff that does not show yet', () => {
  const paid = (more: Partial<ApplicantFacts> = {}, recheckOn?: string): ApplicantFacts => ({
    ...trader,
    credits: [{ kind: 'government-programme', plafonIdr: null, standing: 'settled-not-shown', ...(recheckOn && { recheckOn }) }],
    ...more,
  })
  const says = (facts: ApplicantFacts) => ruled(verdict(facts, '2025-06-02'), 'R-CREDITHIST')?.sentence.id
  test('is asked again on the day that the register names, else some days after its own day, else after today', () => {
    expect(says(paid({}, '2025-06-20'))).toContain('Ditanyakan lagi pada 20 Juni 2025; ini bukan penolakan.')
    expect(says(paid(told('credits', 'sikp', '2025-05-28')))).toContain('Ditanyakan lagi pada 31 Mei 2025')
    expect(says(paid(told('credits', 'slik', '2025-05-30')))).toContain('Ditanyakan lagi pada 6 Juni 2025')
    expect(says(paid())).toContain('Ditanyakan lagi pada 5 Juni 2025')
    expect(verdict(paid(), '2025-06-02').outcome).toBe('conditional')
  })
  test('a KUR at another lender too', () => {
    const facts: ApplicantFacts = {
      ...trader,
      credits: [{ kind: 'kur-elsewhere', plafonIdr: null, standing: 'settled-not-shown' }],
    }
    expect(ruled(verdict(facts, '2025-06-02'), 'R-CONCURRENT')?.sentence.en).toContain(
      'asked again on 5 June 2025; this is no refusal',
    )
  })
})

describe('asked about another day', () => {
  const then = { ...third, ...told('earlierAccesses', 'sikp', '2024-05-01') }
  test('facts are as old as when they were put together, and that is said', () => {
    const today = verdict({ ...then, gatheredOn: '2024-05-06' }, '2026-11-24')
    expect(today).toMatchObject({ outcome: 'refer', indicative: 'eligible', restsOn: ['R-ACCESS'] })
    expect(today.flags.map(({ code }) => code)).toEqual(['facts-of-another-day'])
    expect(today.flags[0]?.sentence.id).toBe('Fakta per 6 Mei 2024. Sebelum akad, SIKP dan SLIK ditanya lagi.')
    expect(verdict(then, '2026-11-24')).toMatchObject({ outcome: 'conditional', flags: [] })
  })
  test('waiting supposes that the registers will say the same', () => {
    const young = { ...trader, businessAgeMonths: 2, ...told('earlierAccesses', 'sikp', '2025-06-01') }
    expect(counterfactual(young, '2025-06-02').ways[0]).toMatchObject({ changes: [{ to: 4 }], proof: { outcome: 'eligible' } })
  })
})

test('the limits are data: cited, not confirmed, each fact of a source once', () => {
  for (const { conf, needsLegalSignoff, notConfirmed } of kurRules.freshness)
    expect([conf, needsLegalSignoff, notConfirmed?.id.length]).toEqual(['?', true, expect.any(Number)])
  const with_ = (change: Partial<Freshness>) =>
    loadRuleBook.bind(null, { ...kurRules, freshness: kurRules.freshness.map((each) => ({ ...each, ...change })) })
  expect(with_({ maxDays: 0 })).toThrow('age of sikp: 0 is no number of days')
  expect(with_({ againDays: 1.5 })).toThrow('1.5 is no number of days')
  expect(with_({ facts: [] })).toThrow('age of slik: of no fact')
  expect(with_({ cite: '' })).toThrow('age of sikp: no citation')
  expect(with_({ source: 'sikp' })).toThrow('credits of sikp: written twice')
})

test('a day in words', () => {
  expect([dayInWords('2025-03-01', 'id'), dayInWords('2025-12-31', 'en')]).toEqual(['1 Maret 2025', '31 December 2025'])
})
