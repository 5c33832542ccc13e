// The choice: the scenarios of csr.md §5 to the point, every other end that a solver may come to, and what no choice may ever do.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gresik } from '../recommendation/gresik.ts'
import { judged, planOf } from '../recommendation/recommendation.ts'
import { solveWithHighs } from '../solver/highs.ts'
import { anyPlan, shuffled } from './anyPlan.ts'
import { choose, type Choice, type Portfolio } from './choose.ts'
import { bestOfEvery } from './everyChoice.ts'
import { greedy, greedyForMoney } from './greedy.ts'
import { broken, valueOf, type Match, type Plan } from './portfolio.ts'
import { pricesOf } from './prices.ts'
import type { Solve } from './solver.ts'

const effort = { secondsMax: 20, gapPpm: 0 }
const chosen = (choice: Choice): Portfolio => {
  if (choice.result !== 'chosen') throw new Error(JSON.stringify(choice))
  return choice.portfolio
}
const best = async (plan: Plan, solve: Solve = solveWithHighs) => chosen(await choose(plan, solve, effort))
const needs = ({ awards }: Portfolio) => awards.map(({ need }) => need)

const match = (need: string, points: number, askIdr: number, more: Partial<Match> = {}): Match => ({
  program: 'P',
  need,
  points: points * 100,
  askIdr,
  groups: [],
  submittedOn: null,
  ...more,
})
const fund = { id: 'P', budgetIdr: 400, pillar: null, minNeeds: null, maxNeeds: null }
/** A ask 250 score 84; B 200/70; C 200/69; D 200/60 women-led; budget 400 (csr.md §5.4). */
const trap: Plan = {
  funds: [fund],
  matches: [match('A', 84, 250), match('B', 70, 200), match('C', 69, 200), match('D', 60, 200, { groups: ['women-led'] })],
  floors: [],
  totalIdr: null,
  pillarIdr: {},
  coFunding: { most: 1, leastPercent: 0 },
}
const withFloor = (percent: number): Plan => ({ ...trap, floors: [{ group: 'women-led', percent, program: null }] })

describe('csr.md §5', () => {
  test('all programs of fixture A: 440.95', async () => {
    const portfolio = await best(planOf(gresik, judged(gresik)))
    expect(portfolio).toMatchObject({ value: 44_095, spentIdr: 1_180_000_000, method: 'proven', gapPpm: 0 })
    expect(portfolio.awards.map(({ program, need }) => `${program} ${need}`)).toEqual([
      'P1 N1',
      'P1 N2',
      'P2 N11',
      'P2 N4',
      'P3 N7',
      'P3 N8',
    ])
  })
  test('the greedy trap: 84 against 139', async () => {
    expect([greedy(trap)?.map(({ need }) => need), valueOf(trap, greedy(trap) ?? [])]).toEqual([['A'], 8_400])
    expect(await best(trap)).toMatchObject({ value: 13_900, awards: [{ need: 'B' }, { need: 'C' }] })
  })
  test('half of the rupiah to women-led needs: 130, at a price of 6.5%', async () => {
    const portfolio = await best(withFloor(50))
    expect([portfolio.value, needs(portfolio)]).toEqual([13_000, ['B', 'D']])
    const { floors, pricePpm } = await pricesOf(withFloor(50), portfolio, solveWithHighs, effort)
    expect([floors, pricePpm]).toEqual([
      [{ floor: 'women-led ≥ 50%', valueWithout: 13_900, pricePpm: 64_748, method: 'proven', idleIdr: null }],
      64_748,
    ])
  })
  test('60%: D alone, and a warning that the floor leaves half of the budget idle', async () => {
    const portfolio = await best(withFloor(60))
    expect([portfolio.value, needs(portfolio)]).toEqual([6_000, ['D']])
    const { floors } = await pricesOf(withFloor(60), portfolio, solveWithHighs, effort)
    expect(floors[0]).toMatchObject({ idleIdr: 200, pricePpm: 568_345 })
  })
})

describe('limits', () => {
  test('a rupiah too much is too much, whatever the tolerance of a solver', async () => {
    const million = 1_000_000
    const plan: Plan = {
      ...trap,
      funds: [{ ...fund, budgetIdr: 400 * million }],
      matches: [match('A', 50, 200 * million), match('B', 50, 200 * million + 1), match('C', 40, 200 * million)],
    }
    expect(needs(await best(plan))).toEqual(['A', 'C'])
  })
  test('what a solver answers is checked, and a choice that breaks a limit is cut off', async () => {
    let asked = 0
    const careless: Solve = async (model, given) => {
      asked += 1
      // The first answer takes everything, as a solver with loose tolerances might.
      if (asked === 1) return { status: 'optimal', values: model.columns.map(() => 1), bound: 99_999 }
      return solveWithHighs(model, given)
    }
    expect([(await best(trap, careless)).value, asked]).toEqual([13_900, 2])
    const hopeless: Solve = (model) => Promise.resolve({ status: 'optimal', values: model.columns.map(() => 1), bound: 99_999 })
    expect(await best(trap, hopeless)).toMatchObject({ method: 'greedy', why: 'the solver’s choice broke a limit 20 times' })
  })
  test('counts, pillars and the whole', async () => {
    expect(needs(await best({ ...trap, funds: [{ ...fund, maxNeeds: 1 }] }))).toEqual(['A'])
    expect(needs(await best({ ...trap, funds: [{ ...fund, pillar: 'sosial' }], pillarIdr: { sosial: 249 } }))).toEqual(['B'])
    expect(needs(await best({ ...trap, totalIdr: 200 }))).toEqual(['B'])
  })
  test('a least that cannot be reached names itself', async () => {
    expect(await choose({ ...trap, funds: [{ ...fund, minNeeds: 3 }] }, solveWithHighs, effort)).toEqual({
      result: 'impossible',
      because: ['P: ≥ 3'],
    })
    const empty = { ...trap, matches: [], funds: [{ ...fund, minNeeds: 1 }] }
    expect(await choose(empty, solveWithHighs, effort)).toEqual({ result: 'impossible', because: ['P: ≥ 1'] })
  })
  test('nothing to choose from is a choice of nothing', async () => {
    expect(await best({ ...trap, matches: [] })).toMatchObject({ awards: [], value: 0, method: 'proven' })
  })
  test('two that share a need give their least each, and together what is asked', async () => {
    const plan: Plan = {
      ...trap,
      funds: [fund, { ...fund, id: 'Q', budgetIdr: 101 }],
      matches: [match('A', 84, 501), match('A', 80, 501, { program: 'Q' })],
      coFunding: { most: 2, leastPercent: 20 },
    }
    const { awards, value } = await best(plan)
    expect(awards).toEqual([
      { program: 'P', need: 'A', amountIdr: 400 },
      { program: 'Q', need: 'A', amountIdr: 101 },
    ])
    expect(value).toBe(Math.floor((8_400 * 400) / 501) + Math.floor((8_000 * 101) / 501))
    expect(await best({ ...plan, coFunding: { most: 2, leastPercent: 21 } })).toMatchObject({ awards: [] })
    expect(await best({ ...plan, coFunding: { most: 1, leastPercent: 0 } })).toMatchObject({ awards: [] })
  })
})

describe('a solver that does not help', () => {
  const failing: Solve = () => Promise.resolve({ status: 'failed', why: 'HiGHS: solve error' })
  test('the simple way is taken, and says so', async () => {
    expect(await best(trap, failing)).toMatchObject({
      method: 'greedy',
      why: 'HiGHS: solve error',
      bound: null,
      gapPpm: null,
      value: 8_400,
    })
  })
  test('the simple way keeps floors too', async () => {
    const portfolio = await best(withFloor(60), failing)
    expect([portfolio.value, broken(withFloor(60), portfolio.awards)]).toEqual([6_000, []])
  })
  test('without any choice that keeps the limits it is a failure', async () => {
    const plan = { ...trap, funds: [{ ...fund, minNeeds: 3 }] }
    expect(await choose(plan, failing, effort)).toEqual({ result: 'failed', why: 'HiGHS: solve error' })
  })
  test('"impossible" is not believed where the simple way finds a choice', async () => {
    expect(await best(trap, () => Promise.resolve({ status: 'impossible' }))).toMatchObject({
      method: 'greedy',
      why: 'the solver found no choice, and there is one',
    })
  })
  test('time that is over with something in hand is told with its gap', async () => {
    const slow: Solve = () => Promise.resolve({ status: 'stopped', values: [1, 0, 0, 0], bound: 14_000 })
    expect(await best(trap, slow)).toMatchObject({ method: 'stopped', value: 8_400, bound: 14_000, gapPpm: 666_667 })
    const late: Solve = () => Promise.resolve({ status: 'stopped', values: null, bound: null })
    expect(await best(trap, late)).toMatchObject({ method: 'greedy' })
  })
})

test('of equal needs the first that was submitted is chosen, then the first by name', async () => {
  const day = (need: string, submittedOn: string | null) => match(need, 50, 200, { submittedOn })
  const plan = { ...trap, matches: [day('A', null), day('C', '2026-01-02'), day('B', '2026-01-02'), day('D', '2026-01-01')] }
  expect(needs(await best(plan))).toEqual(['B', 'D'])
})

describe('any plan', () => {
  test('the optimum of every choice, within every limit, no worse than the simple ways', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (plan) => {
        const portfolio = await best(plan)
        expect(broken(plan, portfolio.awards)).toEqual([])
        expect([portfolio.method, portfolio.value]).toEqual(['proven', bestOfEvery(plan)])
        for (const awards of [greedy(plan), greedyForMoney(plan)]) {
          expect(broken(plan, awards ?? [])).toEqual([])
          expect(valueOf(plan, awards ?? [])).toBeLessThanOrEqual(portfolio.value)
        }
      }),
      { numRuns: 60, endOnFailure: true },
    )
  })
  test('the order in which needs and programs are told changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, fc.integer({ min: 1, max: 1_000 }), async (plan, seed) => {
        expect(await best(shuffled(plan, seed))).toEqual(await best(plan))
      }),
      { numRuns: 25, endOnFailure: true },
    )
  })
  test('more budget never makes it worse', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, fc.integer({ min: 1, max: 300_000_000 }), async (plan, more) => {
        const richer = { ...plan, funds: plan.funds.map((each) => ({ ...each, budgetIdr: each.budgetIdr + more })) }
        expect((await best(richer)).value).toBeGreaterThanOrEqual((await best(plan)).value)
      }),
      { numRuns: 25, endOnFailure: true },
    )
  })
  test('shared needs keep every limit, and gain no less than unshared ones', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (plan) => {
        const shared = { ...plan, coFunding: { most: 2, leastPercent: 25 } }
        const portfolio = await best(shared)
        expect(broken(shared, portfolio.awards)).toEqual([])
        // Each shared need may lose a hundredth by rounding down, and the solver a millionth.
        if (portfolio.method !== 'greedy') expect(portfolio.value).toBeGreaterThanOrEqual((await best(plan)).value - 12)
      }),
      { numRuns: 40, endOnFailure: true },
    )
  })
})
