// Explanation fidelity: what is cited as the reason is the reason. Ten thousand random cases.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { programOf } from '../../services/csr/src/recommendation/gresik.ts'
import { scoreOf } from '../../services/csr/src/scoring/scoring.ts'
import { eligibility } from '../../services/csr/src/rules/eligibility.ts'
import type { Facts, Need } from '../../services/csr/src/rules/facts.ts'

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 4 })
const mostly = (wanted: boolean) => maybe(fc.integer({ min: 0, max: 5 }).map((each) => (each === 0 ? !wanted : wanted)))

const facts: fc.Arbitrary<Facts> = fc.record({
  askIdr: fc.integer({ min: 1, max: 320_000_000 }),
  submittedOn: maybe(fc.constantFrom('2026-01-31', '2026-02-10', '2026-03-01')),
  recipientType: maybe(fc.constantFrom('sekolah', 'yayasan', 'desa', 'mikro', 'koperasi')),
  place: maybe(fc.constantFrom('Gresik', 'Lamongan', 'Tuban', 'Surabaya', 'Flores Timur')),
  pillar: maybe(fc.constantFrom('sosial', 'ekonomi')),
  sdgs: maybe(fc.uniqueArray(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 4 })),
  tenorMonths: maybe(fc.integer({ min: 1, max: 60 })),
  salesIdr: maybe(fc.integer({ min: 0, max: 18_000_000_000 })),
  assetsIdr: maybe(fc.integer({ min: 0, max: 6_000_000_000 })),
  hasNpwp: mostly(true),
  hasLegalPaper: mostly(true),
  bankNameMatches: mostly(true),
  isAffiliated: mostly(false),
  isMitraElsewhere: mostly(false),
  hasOverdueReport: mostly(false),
  isPolitical: mostly(false),
  isPersonalUse: mostly(false),
  isDuplicate: mostly(false),
  isWomenLed: maybe(fc.boolean()),
  isIn3T: maybe(fc.boolean()),
  documentsPercent: maybe(fc.integer({ min: 0, max: 100 })),
})
const programs = ['P1', 'P2', 'P3'].map((id) => ({
  ...programOf(id),
  opensOn: '2026-02-01',
  closesOn: '2026-02-28',
  pillar: 'sosial' as const,
}))

test('turning a cited blocker turns that rule and no other; turning all makes the need eligible; parts re-sum to the score', () => {
  fc.assert(
    fc.property(facts, fc.constantFrom(...programs), (told, program) => {
      const judge = (of: Facts) => eligibility(program, { id: 'N', facts: of }, '2026-02-15')
      const given = judge(told)
      const codes = given.failed.map(({ rule }) => rule)
      for (const { rule, turnedBy } of given.failed)
        expect(judge({ ...told, ...turnedBy }).failed.map((each) => each.rule)).toEqual(codes.filter((code) => code !== rule))
      const all = Object.assign({}, told, ...given.failed.map(({ turnedBy }) => turnedBy)) as Facts
      expect(judge(all).outcome).not.toBe('ineligible')
      expect(given.outcome === 'ineligible').toBe(codes.length > 0)
      const need: Need = { id: 'N', facts: told }
      const { points, parts } = scoreOf(program, need, '2026-02-15', given)
      expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(points)
      expect(points).toBeGreaterThanOrEqual(0)
      expect(points).toBeLessThanOrEqual(10_000)
    }),
    { numRuns: 10_000 },
  )
})

test('forgetting a fact never makes a need ineligible', () => {
  fc.assert(
    fc.property(facts, fc.constantFrom(...programs), (told, program) => {
      const before = eligibility(program, { id: 'N', facts: told }, '2026-02-15')
      if (before.outcome === 'ineligible') return
      // Not the day of submission (then the day of judgement counts), nor the sales (then the assets do): those have another fact behind them.
      for (const name of Object.keys(told).filter((each) => !['askIdr', 'submittedOn', 'salesIdr'].includes(each)))
        expect(eligibility(program, { id: 'N', facts: { ...told, [name]: null } }, '2026-02-15').outcome).not.toBe('ineligible')
    }),
    { numRuns: 500 },
  )
})
