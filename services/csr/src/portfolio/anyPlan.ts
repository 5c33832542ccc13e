// Small random plans for property tests: few programs and needs, amounts that do not divide each other, any mix of limits.
// Guarantees: small enough to try every choice. Does not: resemble a company.
import fc from 'fast-check'
import type { Fund, Match, Plan } from './portfolio.ts'

const PROGRAMS = ['P1', 'P2', 'P3']
const NEEDS = ['A', 'B', 'C', 'D', 'E', 'F']

/** Less than a million nobody asks a company for. */
const LEAST = 1_000_000

const limit = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null, freq: 3 })
const fund = (id: string): fc.Arbitrary<Fund> =>
  fc.record({
    id: fc.constant(id),
    budgetIdr: fc.integer({ min: LEAST, max: 700_000_007 }),
    pillar: fc.constantFrom('sosial' as const, 'ekonomi' as const, null),
    minNeeds: fc.constant(null),
    maxNeeds: limit,
  })

interface Told {
  readonly askIdr: number
  readonly groups: readonly string[]
  readonly day: number
  readonly points: readonly (number | null)[]
}
const told: fc.Arbitrary<Told> = fc.record({
  askIdr: fc.integer({ min: LEAST, max: 399_999_999 }),
  groups: fc.subarray(['women-led', '3t', 'province:53']),
  day: fc.integer({ min: 1, max: 3 }),
  points: fc.array(fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: null, freq: 2 }), { minLength: 3, maxLength: 3 }),
})

const matchesOf = ({ askIdr, groups, day, points }: Told, need: string): Match[] =>
  points.flatMap((each, index) =>
    each === null
      ? []
      : [{ program: PROGRAMS[index] ?? 'P1', need, points: each, askIdr, groups, submittedOn: `2026-01-0${day}` }],
  )

export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  funds: fc.tuple(...PROGRAMS.map(fund)),
  matches: fc
    .tuple(...NEEDS.map(() => told))
    .map((needs) => needs.flatMap((each, index) => matchesOf(each, NEEDS[index] ?? 'A'))),
  floors: fc.uniqueArray(
    fc.record({
      group: fc.constantFrom('women-led', '3t', 'province:53'),
      percent: fc.integer({ min: 0, max: 100 }),
      program: fc.constantFrom(null, null, 'P1'),
    }),
    { maxLength: 2, selector: ({ group, program }) => `${group} ${program}` },
  ),
  totalIdr: fc.option(fc.integer({ min: LEAST, max: 1_500_000_000 }), { nil: null }),
  pillarIdr: fc.constantFrom({}, { sosial: 300_000_000 }),
  coFunding: fc.constant({ most: 1, leastPercent: 0 }),
})

/** The same plan, told in another order. */
export const shuffled = (plan: Plan, seed: number): Plan => {
  const order = <Item>(items: readonly Item[]) => items.toSorted((a, b) => key(a, seed) - key(b, seed))
  return { ...plan, funds: order(plan.funds), matches: order(plan.matches), floors: order(plan.floors) }
}
const key = (item: unknown, seed: number): number =>
  JSON.stringify(item)
    .split('')
    .reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0) + seed) % 1_000_003, seed)
