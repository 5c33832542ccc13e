// Deferred acceptance: no blocking pair where only counts bind, all of them told where rupiah do.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Award, Match, Plan } from '../portfolio/portfolio.ts'
import { matching, type Wish } from './matching.ts'

const match = (need: string, program: string, points: number, askIdr = 1): Match => ({
  program,
  need,
  points,
  askIdr,
  groups: [],
  submittedOn: null,
})
const plan = (matches: readonly Match[], funds: Readonly<Record<string, { needs?: number; idr?: number }>>): Plan => ({
  funds: Object.entries(funds).map(([id, { needs = null, idr = 1_000 }]) => ({
    id,
    budgetIdr: idr,
    pillar: null,
    minNeeds: null,
    maxNeeds: needs,
  })),
  matches,
  floors: [],
  totalIdr: null,
  pillarIdr: {},
  coFunding: { most: 1, leastPercent: 0 },
})
const pairs = (awards: readonly Award[]) => awards.map(({ need, program }) => `${need}${program}`).sort()

describe('counts', () => {
  const matches = [match('a', 'P', 90), match('b', 'P', 80), match('a', 'Q', 50), match('b', 'Q', 60), match('c', 'P', 85)]
  test('each need gets the best program that has not a better need', () => {
    const wishes: Wish[] = [
      { need: 'a', prefers: ['Q', 'P'] },
      { need: 'b', prefers: ['Q', 'P'] },
      { need: 'c', prefers: ['P'] },
    ]
    const given = matching(plan(matches, { P: { needs: 1 }, Q: { needs: 1 } }), wishes)
    expect([pairs(given.awards), given.blocking, given.isPromised]).toEqual([['aP', 'bQ'], [], true])
  })
  test('a program that a need did not name it does not get', () => {
    const given = matching(plan(matches, { P: { needs: 2 }, Q: { needs: 2 } }), [{ need: 'a', prefers: ['Q', 'Q'] }])
    expect(pairs(given.awards)).toEqual(['aQ'])
  })
})

describe('rupiah', () => {
  test('a matching that nobody would leave may not exist: the pair that would is told', () => {
    // P holds either x (120 of 120), or y and z (60 each); whoever is in, somebody would rather have each other.
    const matches = [
      match('x', 'P', 70, 120),
      match('y', 'P', 60, 60),
      match('z', 'P', 80, 60),
      match('z', 'Q', 10, 60),
      match('x', 'Q', 10, 120),
    ]
    const wishes = [
      { need: 'x', prefers: ['P', 'Q'] },
      { need: 'y', prefers: ['P'] },
      { need: 'z', prefers: ['Q', 'P'] },
    ]
    const given = matching(plan(matches, { P: { idr: 120 }, Q: { idr: 120 } }), wishes)
    expect(given.isPromised).toBe(false)
    for (const { need, program } of given.blocking) expect(wishes.find((each) => each.need === need)?.prefers).toContain(program)
  })
  test('one that was let go for another that then left, and has nothing now, is told to fit again', () => {
    // c is kept; b comes and pushes c out (120 of 120); a is above both and pushes b out: c would fit again, and asks no more.
    const matches = [match('c', 'P', 60, 60), match('b', 'P', 70, 120), match('a', 'P', 80, 60)]
    const wishes = ['a', 'b', 'c'].map((need) => ({ need, prefers: ['P'] }))
    const { awards, blocking, isPromised } = matching(plan(matches, { P: { idr: 120 } }), wishes)
    expect([pairs(awards), isPromised]).toEqual([['aP'], false])
    expect(blocking).toEqual([{ need: 'c', program: 'P', insteadOf: [] }])
  })
})

const anyMarket = fc
  .record({
    ranks: fc.array(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
    wishes: fc.array(fc.shuffledSubarray(['P', 'Q', 'R']), { minLength: 6, maxLength: 6 }),
    asks: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 6, maxLength: 6 }),
    needs: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
    idr: fc.constantFrom(10_000, 10_000, 120),
  })
  .map(({ ranks, wishes, asks, needs, idr }) => ({
    plan: plan(
      ranks.flatMap((points, need) => points.map((each, program) => match(`n${need}`, 'PQR'[program] ?? 'P', each, asks[need]))),
      Object.fromEntries(['P', 'Q', 'R'].map((id, index) => [id, { needs: needs[index] ?? 0, idr }])),
    ),
    wishes: ranks.map((_, need) => ({ need: `n${need}`, prefers: wishes[need] ?? [] })),
  }))

test('any market: within counts and budgets, each need once and by a program it named; where it is promised, no blocking pair', () => {
  fc.assert(
    fc.property(anyMarket, (market) => {
      const { awards, blocking, isPromised } = matching(market.plan, market.wishes)
      expect(new Set(awards.map(({ need }) => need)).size).toBe(awards.length)
      for (const { id, budgetIdr, maxNeeds } of market.plan.funds) {
        const own = awards.filter(({ program }) => program === id)
        expect(own.length).toBeLessThanOrEqual(maxNeeds ?? 0)
        expect(own.reduce((sum, { amountIdr }) => sum + amountIdr, 0)).toBeLessThanOrEqual(budgetIdr)
      }
      for (const { need, program } of awards) expect(market.wishes.find((each) => each.need === need)?.prefers).toContain(program)
      if (isPromised) expect(blocking).toEqual([])
      expect(
        matching({ ...market.plan, matches: market.plan.matches.toReversed() }, market.wishes.toReversed()).blocking.length,
      ).toBe(blocking.length)
    }),
    { numRuns: 400 },
  )
})
