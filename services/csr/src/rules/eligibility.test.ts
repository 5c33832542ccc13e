// The hard rules by their codes: each failing case with the fact that turns it, what is unknown, what is old, and which version holds.
import { describe, expect, test } from 'vitest'
import { needOf, programOf } from '../recommendation/gresik.ts'
import { csrRules } from './csrRules.ts'
import { eligibility, isIneligible } from './eligibility.ts'
import type { Facts, Need } from './facts.ts'
import type { RuleId } from './ruleBook.ts'

const ON = '2026-03-02'
const codes = (program: string, need: Need, on = ON) => eligibility(programOf(program), need, on).failed.map(({ rule }) => rule)

describe('fixture A', () => {
  test.each([
    ['P1', 'N3', 'E_NPWP'],
    ['P1', 'N13', 'E_REGION'],
    ['P2', 'N5', 'E_ASK_ABOVE_MAX'],
    ['P2', 'N6', 'E_ALREADY_MITRA'],
    ['P2', 'N10', 'E_TENOR'],
    ['P2', 'N14', 'E_NOT_UMK'],
    ['P3', 'N9', 'E_AFFILIATED'],
  ])('%s refuses %s for %s alone', (program, need, code) => {
    expect(codes(program, needOf(need))).toEqual([code])
  })
  test.each([
    ['P1', 'N1'],
    ['P1', 'N2'],
    ['P2', 'N4'],
    ['P2', 'N11'],
    ['P2', 'N12'],
    ['P3', 'N7'],
    ['P3', 'N8'],
  ])('%s is open to %s', (program, need) => {
    expect(eligibility(programOf(program), needOf(need), ON).outcome).toBe('eligible')
  })
})

/** Facts that fail exactly one rule for a need that is otherwise open to the program. */
const failing: readonly (readonly [RuleId, string, string, Partial<Facts>])[] = [
  ['E_TYPE', 'P1', 'N1', { recipientType: 'desa' }],
  ['E_REGION', 'P1', 'N1', { place: 'Gresik Utara' }],
  ['E_SDG', 'P1', 'N1', { sdgs: [2, 17] }],
  ['E_ASK_BELOW_MIN', 'P1', 'N1', { askIdr: 49_999_999 }],
  ['E_ASK_ABOVE_MAX', 'P1', 'N1', { askIdr: 250_000_001 }],
  ['E_NPWP', 'P1', 'N1', { hasNpwp: false }],
  ['E_LEGAL', 'P1', 'N1', { hasLegalPaper: false }],
  ['E_BANK_NAME_MISMATCH', 'P1', 'N1', { bankNameMatches: false }],
  ['E_AFFILIATED', 'P2', 'N4', { isAffiliated: true }],
  ['E_ALREADY_MITRA', 'P2', 'N4', { isMitraElsewhere: true }],
  ['E_NOT_UMK', 'P2', 'N4', { salesIdr: 15_000_000_001 }],
  ['E_NOT_UMK', 'P2', 'N4', { salesIdr: null, assetsIdr: 5_000_000_001 }],
  ['E_TENOR', 'P2', 'N4', { tenorMonths: 37 }],
  ['E_LPJ_OVERDUE', 'P1', 'N1', { hasOverdueReport: true }],
  ['E_POLITICAL', 'P1', 'N1', { isPolitical: true }],
  ['E_PERSONAL_USE', 'P1', 'N1', { isPersonalUse: true }],
  ['E_DUPLICATE', 'P1', 'N1', { isDuplicate: true }],
]

describe('each code', () => {
  test.each(failing)('%s fails, says so in two languages, and is turned by its fact (%s %s %o)', (code, program, need, facts) => {
    const told = needOf(need, facts)
    const given = eligibility(programOf(program), told, ON)
    expect(given.failed.map(({ rule }) => rule)).toEqual([code])
    expect(isIneligible(programOf(program), told, ON)).toBe(true)
    const [{ sentence, cure, cite, turnedBy } = { sentence: null, cure: null, cite: '', turnedBy: {} }] = given.failed
    for (const text of [sentence?.id, sentence?.en, cure?.id, cure?.en, cite]) expect(text).toMatch(/\w/)
    expect(codes(program, needOf(need, { ...facts, ...turnedBy }))).toEqual([])
  })
  test('one before the bound passes', () => {
    const least = { askIdr: 50_000_000, submittedOn: null }
    expect(codes('P1', needOf('N1', least))).toEqual([])
    expect(codes('P2', needOf('N4', { askIdr: 250_000_000, tenorMonths: 36, salesIdr: 15_000_000_000 }))).toEqual([])
  })
  test('the window of the program, by the day of submission', () => {
    const program = { ...programOf('P1'), opensOn: '2026-02-01', closesOn: '2026-02-28' }
    const on = (submittedOn: string | null) => eligibility(program, needOf('N1', { submittedOn }), ON).failed
    expect([on('2026-02-01'), on('2026-02-28')]).toEqual([[], []])
    expect(on('2026-01-31')).toMatchObject([{ rule: 'E_WINDOW', turnedBy: { submittedOn: '2026-02-01' } }])
    expect(on('2026-03-01')).toMatchObject([{ turnedBy: { submittedOn: '2026-02-28' } }])
    expect(on(null)).toMatchObject([{ value: ON }])
  })
  test('a pillar that was declared is held to; one that follows from the goals is enough; neither fails nobody', () => {
    const program = { ...programOf('P1'), pillar: 'sosial' as const }
    const by = (facts: Partial<Facts>) =>
      eligibility(program, needOf('N1', facts), ON).rules.find(({ rule }) => rule === 'E_PILLAR')?.result
    expect([by({}), by({ pillar: 'sosial' }), by({ pillar: 'ekonomi' }), by({ sdgs: null }), by({ sdgs: [16] })]).toEqual([
      'passed',
      'passed',
      'failed',
      'unknown',
      'unknown',
    ])
  })
})

describe('what a need is told', () => {
  test('every failing reason, not the first, each with source, mark, fact and age', () => {
    const told: Need = {
      ...needOf('N3', { place: 'Surabaya', isPolitical: true }),
      origins: { hasNpwp: { source: 'partners', asOf: '2026-01-01' } },
    }
    const given = eligibility(programOf('P1'), told, ON)
    expect(given.failed.map(({ rule }) => rule)).toEqual(['E_REGION', 'E_NPWP', 'E_POLITICAL'])
    expect(given.failed[1]).toMatchObject({
      mark: 'S',
      needsLegalSignoff: true,
      forAPerson: false,
      facts: [{ name: 'hasNpwp', value: false, source: 'partners', asOf: '2026-01-01', ageDays: 60 }],
    })
    expect(given.failed[2]).toMatchObject({ mark: 'M', forAPerson: true })
  })
  test('what nobody told is asked for and stands in nobody’s way', () => {
    const bare: Need = { id: 'bare', facts: { askIdr: 100_000_000 } }
    for (const id of ['P1', 'P2', 'P3']) {
      const given = eligibility(programOf(id), bare, ON)
      expect([given.outcome, given.failed]).toEqual(['incomplete', []])
      for (const { cure } of given.asked) expect([cure?.id, cure?.en].join()).toMatch(/\?.*\?/)
    }
    expect(eligibility(programOf('P1'), bare, ON).asked).toHaveLength(11)
  })
  test('a fact of more than a year is asked for again, and its age is told', () => {
    const aged = (asOf: string): Need => ({ ...needOf('N3'), origins: { hasNpwp: { source: 'partners', asOf } } })
    expect(codes('P1', aged('2025-03-02'))).toEqual(['E_NPWP'])
    const given = eligibility(programOf('P1'), aged('2025-03-01'), ON)
    expect(given.asked).toMatchObject([{ rule: 'E_NPWP', facts: [{ value: false, isStale: true, ageDays: 366 }] }])
    expect(given.outcome).toBe('incomplete')
  })
})

describe('versions', () => {
  const loan = programOf('P2')
  test('the cap of a PUMK loan by day, below the limit of the program', () => {
    const wide = { ...loan, askMaxIdr: 500_000_000 }
    const cap = (on: string) => eligibility(wide, needOf('N4', { askIdr: 400_000_000 }), on).failed[0]
    expect(cap('2020-05-01')).toMatchObject({ bound: 75_000_000, version: 'V2015', mark: 'S' })
    expect(cap('2022-10-01')).toMatchObject({ bound: 250_000_000, version: 'V2022', mark: 'S', forAPerson: false })
    expect(cap(ON)).toMatchObject({ bound: 250_000_000, version: 'V2023', mark: 'M', forAPerson: true })
    expect(eligibility(loan, needOf('N5'), ON).failed[0]).toMatchObject({ mark: 'D', forAPerson: false })
  })
  test('the class of a business by day', () => {
    const big = needOf('N4', { salesIdr: 2_500_000_001, askIdr: 50_000_000 })
    expect([codes('P2', big, '2021-02-01'), codes('P2', big, '2021-02-02')]).toEqual([['E_NOT_UMK'], []])
  })
  test('rules of loans are not asked of grants', () => {
    const rules = eligibility(programOf('P1'), needOf('N1'), ON).rules.map(({ rule }) => rule)
    expect(rules).not.toContain('E_TENOR')
    expect(new Set(csrRules.rules.map(({ rule }) => rule)).size).toBe(18)
  })
})
