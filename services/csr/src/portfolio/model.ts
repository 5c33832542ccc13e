// The choice as a mixed-integer model: maximise Σ score × share, under the limits of the plan. And back again.
// Guarantees: coefficients are whole numbers divided by what they have in common, so a solver's tolerance of a millionth is far from a rupiah.
// Does not guarantee: that what a solver answers keeps the limits: choose.ts checks it in rupiah and adds a cut where it does not. Shares are in
// between whole numbers: where one need asks for a million times what another does, their optimum is as blurred as the tolerance.
import { limitsOf, type Award, type Limit, type Match, type Plan } from './portfolio.ts'

export interface Column {
  readonly gain: number
  readonly atMost: number
  readonly isWhole: boolean
}
export interface Row {
  readonly terms: readonly (readonly [column: number, times: number])[]
  readonly atLeast: number | null
  readonly atMost: number | null
}
export interface Model {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

/** Which of a selection's members cannot all be chosen again; with `alone`, unless something else changes too. */
export interface Cut {
  readonly chosen: readonly Match[]
  readonly others: readonly Match[]
}

export function modelOf(plan: Plan, cuts: readonly Cut[] = [], limits: readonly Limit[] = limitsOf(plan)): Model {
  return plan.coFunding.most > 1 ? sharedModel(plan, limits) : wholeModel(plan, cuts, limits)
}

/** One column a match: chosen or not. */
function wholeModel(plan: Plan, cuts: readonly Cut[], limits: readonly Limit[]): Model {
  const at = indexOf(plan)
  const ofNeeds = [...Map.groupBy(plan.matches, ({ need }) => need).values()]
    .filter((own) => own.length > 1)
    .map((own): Row => ({ terms: own.map((match) => [at(match), 1]), atLeast: null, atMost: 1 }))
  const ofCuts = cuts.map(({ chosen, others }): Row => ({
    terms: [...chosen.map((match) => [at(match), 1] as const), ...others.map((match) => [at(match), -1] as const)],
    atLeast: null,
    atMost: chosen.length - 1,
  }))
  return {
    columns: plan.matches.map(({ points }) => ({ gain: points, atMost: 1, isWhole: true })),
    rows: [...limits.flatMap((limit) => rowOf(limit, at, true)), ...ofNeeds, ...ofCuts],
  }
}

/** Three kinds of columns: the share of a match, whether it has one, and whether a need is funded; in this order. */
function sharedModel(plan: Plan, limits: readonly Limit[]): Model {
  const { most, leastPercent } = plan.coFunding
  const share = indexOf(plan)
  const isIn = (match: Match) => plan.matches.length + share(match)
  const needs = [...Map.groupBy(plan.matches, ({ need }) => need).values()]
  const funded = (index: number) => 2 * plan.matches.length + index
  const linked = plan.matches.flatMap((match): Row[] => [
    {
      terms: [
        [share(match), 1],
        [isIn(match), -1],
      ],
      atLeast: null,
      atMost: 0,
    },
    {
      terms: [
        [share(match), 100],
        [isIn(match), -leastPercent],
      ],
      atLeast: 0,
      atMost: null,
    },
  ])
  const whole = needs.flatMap((own, index): Row[] => [
    { terms: [...own.map((match) => [share(match), 1] as const), [funded(index), -1]], atLeast: 0, atMost: 0 },
    { terms: [...own.map((match) => [isIn(match), 1] as const), [funded(index), -most]], atLeast: null, atMost: 0 },
  ])
  const binary = { gain: 0, atMost: 1, isWhole: true }
  return {
    columns: [
      ...plan.matches.map((match) => ({ gain: match.points, atMost: largestShare(plan, match), isWhole: false })),
      ...plan.matches.map(() => binary),
      ...needs.map(() => binary),
    ],
    rows: [
      ...limits.flatMap((limit) => rowOf(limit, limit.over === 'amount' ? share : isIn, limit.over === 'needs')),
      ...linked,
      ...whole,
    ],
  }
}

/** What its program could give at most, as a share of what is asked; less than the least is nothing. */
function largestShare({ funds, coFunding }: Plan, { program, askIdr }: Match): number {
  const budget = funds.find(({ id }) => id === program)?.budgetIdr ?? 0
  const least = coFunding.most > 1 ? coFunding.leastPercent : 100
  return budget * 100 < askIdr * least ? 0 : Math.min(1, budget / askIdr)
}

/** Without what no program could pay for: an amount far from all others would only blur the rows that it stands in. */
export const affordable = (plan: Plan): Plan => ({
  ...plan,
  matches: plan.matches.filter((match) => largestShare(plan, match) > 0),
})

function indexOf({ matches }: Plan): (match: Match) => number {
  const indexes = new Map(matches.map((match, index) => [match, index]))
  return (match) => indexes.get(match) ?? -1
}

/**
 * Amounts are what is asked times the column. Of whole columns a budget in rupiah becomes a row of small whole numbers; shares are in
 * between, so their row keeps its bound, as one.
 */
function rowOf({ over, terms, atLeast, atMost }: Limit, at: (match: Match) => number, ofWhole: boolean): Row[] {
  const times = [...terms].map(
    ([match, factor]) => [at(match), over === 'amount' ? factor * BigInt(match.askIdr) : factor] as const,
  )
  const told = times.filter(([, factor]) => factor !== 0n)
  const common = told.reduce((sum, [, factor]) => gcd(sum, factor < 0n ? -factor : factor), 0n)
  // Nothing to choose from: a least of one or more can never be reached, and the row must say so.
  if (common === 0n) return atLeast !== null && atLeast > 0n ? [{ terms: [], atLeast: 1, atMost: null }] : []
  if (ofWhole)
    return [
      {
        terms: told.map(([column, factor]) => [column, Number(factor / common)]),
        atLeast: atLeast === null ? null : Number(ceiling(atLeast, common)),
        atMost: atMost === null ? null : Number(atMost / common),
      },
    ]
  const unit = Number(atMost ?? 0n) || told.reduce((most, [, factor]) => Math.max(most, Math.abs(Number(factor))), 0)
  return [
    {
      terms: told.map(([column, factor]) => [column, Number(factor) / unit]),
      atLeast: atLeast === null ? null : Number(atLeast) / unit,
      atMost: atMost === null ? null : Number(atMost) / unit,
    },
  ]
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))
/** Of a least that is 0 or more. */
const ceiling = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

/** A share this close to nothing or to all is that: the tolerance of the solver. */
const TOLERANCE = 1e-5

export function awardsOf(plan: Plan, values: readonly number[]): readonly Award[] {
  const shares = plan.matches.flatMap((match, index) => {
    const value = values[index] ?? 0
    return value > TOLERANCE ? [{ match, share: value > 1 - TOLERANCE ? 1 : value }] : []
  })
  return inWholeRupiah(plan, shares)
}

interface Share {
  readonly match: Match
  readonly share: number
}

/** Rounded down, but not below the least; what is then missing of a need comes from the program that has most left. */
function inWholeRupiah({ coFunding, funds }: Plan, shares: readonly Share[]): readonly Award[] {
  const amounts = new Map(
    shares.map(({ match, share }) => {
      const least = share === 1 ? match.askIdr : Math.ceil((match.askIdr * coFunding.leastPercent) / 100)
      return [match, Math.max(Math.floor(match.askIdr * share), least)] as const
    }),
  )
  const left = new Map(funds.map(({ id, budgetIdr }) => [id, budgetIdr]))
  const leftOf = ({ program }: Match) => left.get(program) ?? 0
  for (const [match, amount] of amounts) left.set(match.program, leftOf(match) - amount)
  for (const own of Map.groupBy(amounts.keys(), ({ need }) => need).values()) {
    const missing = (own[0]?.askIdr ?? 0) - own.reduce((sum, match) => sum + (amounts.get(match) ?? 0), 0)
    const [giver] = own.toSorted((a, b) => leftOf(b) - leftOf(a))
    if (!giver || missing === 0) continue
    amounts.set(giver, (amounts.get(giver) ?? 0) + missing)
    left.set(giver.program, leftOf(giver) - missing)
  }
  return [...amounts].map(([{ program, need }, amountIdr]) => ({ program, need, amountIdr }))
}
