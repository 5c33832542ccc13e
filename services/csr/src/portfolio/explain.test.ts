// Every match that is not chosen has a reason, and it is the right one.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { solveWithHighs } from '../solver/highs.ts'
import { anyPlan } from './anyPlan.ts'
import { choose } from './choose.ts'
import { reasonsOf } from './explain.ts'
import { keyOf, type Match, type Plan } from './portfolio.ts'

const match = (need: string, points: number, askIdr: number, more: Partial<Match> = {}): Match => ({
  program: 'P',
  need,
  points,
  askIdr,
  groups: [],
  submittedOn: null,
  ...more,
})
const plan = (matches: readonly Match[], more: Partial<Plan['funds'][number]> = {}, floors: Plan['floors'] = []): Plan => ({
  funds: [{ id: 'P', budgetIdr: 400, pillar: null, minNeeds: null, maxNeeds: null, ...more }],
  matches,
  floors,
  totalIdr: null,
  pillarIdr: {},
  coFunding: { most: 1, leastPercent: 0 },
})
const give = (...matches: readonly Match[]) => matches.map(({ program, need, askIdr }) => ({ program, need, amountIdr: askIdr }))

describe('each reason', () => {
  const [a, b, c] = [match('A', 70, 200), match('B', 69, 200), match('C', 84, 250)]
  const reason = (of: Plan, chosen: readonly Match[], not: Match, without?: readonly Match[]) =>
    reasonsOf(of, give(...chosen), without && give(...without)).get(keyOf(not))?.reason

  test('it scores more than one that was chosen and does not fit beside the best: BUDGET, with who and how much', () => {
    const told = reasonsOf(plan([a, b, c]), give(a, b)).get(keyOf(c))
    expect(told).toMatchObject({ reason: 'BUDGET' })
    expect(told?.sentence.en).toBe(
      'C (0.84) is above A, B, but asks Rp250; it does not fit beside the choice that is best in sum (left: Rp0).',
    )
  })
  test('it scores less than all that were chosen: OUTRANKED', () => {
    const low = match('D', 10, 200)
    expect(reason(plan([a, b, low]), [a, b], low)).toBe('OUTRANKED')
  })
  test('nobody is chosen and it asks too much: BUDGET', () => {
    const big = match('D', 10, 500)
    expect(reason(plan([big]), [], big)).toBe('BUDGET')
  })
  test('another program funds it: FUNDED_ELSEWHERE', () => {
    const other = match('A', 60, 200, { program: 'Q' })
    expect(reason(plan([a, other]), [a], other)).toBe('FUNDED_ELSEWHERE')
  })
  test('it is like one that was chosen, and came later: TIE_BREAK', () => {
    const [first, later] = [
      match('D', 70, 400, { submittedOn: '2026-01-01' }),
      match('E', 70, 400, { submittedOn: '2026-01-02' }),
    ]
    expect(reason(plan([later, first]), [first], later)).toBe('TIE_BREAK')
  })
  test('it would be chosen without the floor: FAIRNESS', () => {
    const women = match('W', 10, 200, { groups: ['women-led'] })
    const of = plan([a, b, women], {}, [{ group: 'women-led', percent: 50, program: null }])
    expect(reason(of, [a, women], b, [a, b])).toBe('FAIRNESS')
    // It fits the money, and the floor alone is against it.
    expect(reason({ ...of, floors: [{ group: 'women-led', percent: 60, program: null }] }, [women], a)).toBe('FAIRNESS')
  })
  test('as many as may be are chosen: COUNT', () => {
    expect(reason(plan([a, b], { maxNeeds: 1 }), [a], b)).toBe('COUNT')
  })
  test('it scores nothing: NO_VALUE', () => {
    const none = match('D', 0, 1)
    expect(reason(plan([none]), [], none)).toBe('NO_VALUE')
  })
})

test('any choice: a reason for each match that is not in it, and for no other', async () => {
  await fc.assert(
    fc.asyncProperty(anyPlan, async (any) => {
      const choice = await choose(any, solveWithHighs, { secondsMax: 20, gapPpm: 0 })
      if (choice.result !== 'chosen') throw new Error(choice.result)
      const { awards } = choice.portfolio
      const reasons = reasonsOf(any, awards)
      const given = new Set(awards.map(keyOf))
      expect([...reasons.keys()].sort()).toEqual(
        any.matches
          .map(keyOf)
          .filter((key) => !given.has(key))
          .sort(),
      )
      for (const { sentence } of reasons.values())
        expect([sentence.id, sentence.en]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)])
    }),
    { numRuns: 40, endOnFailure: true },
  )
})
