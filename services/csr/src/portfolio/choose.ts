// The best choice under all limits: solved, checked in whole rupiah, tied needs put in their order, and what still fits added.
// Guarantees: what is chosen keeps every limit; the same for any order of programs and needs; how good it is proven to be is told, and when it
// comes from the simple way it says so. Shown by choose.test.ts.
// Does not guarantee: the optimum where time is over before it is proven: then the gap says how far it may be.
import { greedy, greedyForMoney } from './greedy.ts'
import { affordable, awardsOf, modelOf, type Cut } from './model.ts'
import {
  broken,
  byRank,
  inOrder,
  keeps,
  limitsOf,
  matchesOf,
  keyOf,
  valueOf,
  type Award,
  type Limit,
  type Match,
  type Plan,
} from './portfolio.ts'
import type { Effort, Solution, Solve } from './solver.ts'
import { Tally } from './tally.ts'

export interface Portfolio {
  readonly awards: readonly Award[]
  /** Hundredths of a point, all together. */
  readonly value: number
  readonly spentIdr: number
  /** `proven`: nothing is better. `within-gap`: nothing is better by more than the gap. `stopped`: time was over; so is the gap. */
  readonly method: 'proven' | 'within-gap' | 'stopped' | 'greedy'
  /** No choice is worth more; null: not known. */
  readonly bound: number | null
  readonly gapPpm: number | null
  /** Why it is greedy. */
  readonly why: string | null
}

export type Choice =
  | { readonly result: 'chosen'; readonly portfolio: Portfolio }
  /** No choice keeps every limit; without one of `because` there would be some. */
  | { readonly result: 'impossible'; readonly because: readonly string[] }
  | { readonly result: 'failed'; readonly why: string }

/** How often a choice that breaks a limit by a rupiah is cut off before the simple way is taken. */
const CUTS_MAX = 20

export async function choose(told: Plan, solve: Solve, effort: Effort): Promise<Choice> {
  const plan = affordable(inOrder(told))
  const limits = limitsOf(plan)
  const cuts: Cut[] = []
  for (let round = 0; round <= CUTS_MAX; round += 1) {
    const solution = await solve(modelOf(plan, cuts, limits), effort)
    if (solution.status === 'impossible') return impossible(plan, solve, effort)
    if (solution.status === 'failed') return fallback(plan, solution.why)
    if (solution.values === null) return fallback(plan, 'time was over before anything was found')
    const awards = awardsOf(plan, solution.values)
    const faults = broken(plan, awards, limits)
    if (faults.length === 0) return { result: 'chosen', portfolio: finished(plan, limits, awards, solution) }
    const more = plan.coFunding.most > 1 ? [] : cutsFor(plan, limits, awards)
    if (more.length === 0) return fallback(plan, `the solver’s choice breaks ${faults.join('; ')}`)
    cuts.push(...more)
  }
  return fallback(plan, `the solver’s choice broke a limit ${CUTS_MAX} times`)
}

/** A solver that takes a small number for none may say so of a plan that has a choice: the simple way then finds one. */
async function impossible(plan: Plan, solve: Solve, effort: Effort): Promise<Choice> {
  const simple = fallback(plan, 'the solver found no choice, and there is one')
  return simple.result === 'chosen' ? simple : { result: 'impossible', because: await culprits(plan, solve, effort) }
}

/** For each limit that a choice breaks: not these together again, or, of a floor, not exactly these. */
function cutsFor(plan: Plan, limits: readonly Limit[], awards: readonly Award[]): Cut[] {
  const matches = matchesOf(plan)
  const given = new Map(
    awards.flatMap((award) => [matches.get(keyOf(award)) ?? []].flat().map((match) => [match, BigInt(award.amountIdr)])),
  )
  return limits
    .filter((limit) => !keeps(limit, given))
    .map(({ terms, atMost }) => {
      const chosen = [...terms.keys()].filter((match) => given.has(match))
      return { chosen, others: atMost === null ? [...terms.keys()].filter((match) => !given.has(match)) : [] }
    })
}

function finished(
  plan: Plan,
  limits: readonly Limit[],
  found: readonly Award[],
  solution: Solution & { status: 'optimal' | 'stopped' },
): Portfolio {
  const awards = plan.coFunding.most > 1 ? inNeedOrder(found) : completed(plan, limits, found)
  const value = valueOf(plan, awards)
  // What can be gained is whole where needs are not shared, so a bound between two is the lower one.
  const bound = solution.bound === null ? null : Math.max(value, Math.floor(solution.bound + 1e-4))
  const gapPpm =
    bound === null ? null : value === 0 ? (bound === 0 ? 0 : 1_000_000) : Math.ceil(((bound - value) / value) * 1_000_000)
  const method = bound === value ? 'proven' : solution.status === 'optimal' ? 'within-gap' : 'stopped'
  return { awards, value, spentIdr: spentOf(awards), method, bound, gapPpm, why: null }
}

/** Needs that differ in nothing but who came first change places; then whatever still fits is added, the best first. */
function completed(plan: Plan, limits: readonly Limit[], awards: readonly Award[]): readonly Award[] {
  const matches = matchesOf(plan)
  const tally = new Tally(plan, limits)
  for (const award of firstOfEqual(plan, awards)) {
    const match = matches.get(keyOf(award))
    if (match) tally.add(match)
  }
  for (const match of plan.matches.toSorted(byRank))
    if (match.points > 0 && !tally.chosen.has(match.need) && tally.against(match).length === 0) tally.add(match)
  return inNeedOrder(tally.awards())
}

const inNeedOrder = (awards: readonly Award[]): readonly Award[] =>
  awards.toSorted((a, b) => (a.program < b.program ? -1 : a.program > b.program ? 1 : a.need < b.need ? -1 : 1))

export function firstOfEqual(plan: Plan, awards: readonly Award[]): readonly Award[] {
  const programs = new Map(awards.map(({ need, program }) => [need, program]))
  return equalNeeds(plan).flatMap((equals) => {
    const given = equals.flatMap(([{ need }]) => programs.get(need) ?? []).sort()
    return given.map((program, index) => ({
      program,
      need: equals[index]?.[0].need ?? '',
      amountIdr: equals[index]?.[0].askIdr ?? 0,
    }))
  })
}

type OfNeed = readonly [Match, ...Match[]]

/** Needs in groups that are alike in all that counts, each group in the order of submission. */
export function equalNeeds({ matches }: Plan): readonly (readonly OfNeed[])[] {
  const needs = [...Map.groupBy(matches, ({ need }) => need).values()].map((own) => own as unknown as OfNeed)
  const alike = ([first, ...rest]: OfNeed) =>
    JSON.stringify([first.askIdr, first.groups.toSorted(), [first, ...rest].map(({ program, points }) => [program, points])])
  return [...Map.groupBy(needs, alike).values()].map((equals) => equals.toSorted(([a], [b]) => byRank(a, b)))
}

const spentOf = (awards: readonly Award[]): number => awards.reduce((sum, { amountIdr }) => sum + amountIdr, 0)

/** Limits with a least, each of which alone stands in the way: without it there is a choice. */
async function culprits(plan: Plan, solve: Solve, effort: Effort): Promise<readonly string[]> {
  const limits = limitsOf(plan)
  const suspects = limits.filter(({ atLeast, kind }) => atLeast !== null && kind !== 'floor')
  const found: string[] = []
  for (const suspect of suspects) {
    const rest = limits.filter((limit) => limit !== suspect)
    const { status } = await solve(modelOf(plan, [], rest), effort)
    if (status === 'optimal' || status === 'stopped') found.push(suspect.name)
  }
  return found.length > 0 ? found : suspects.map(({ name }) => name)
}

function fallback(plan: Plan, why: string): Choice {
  const choices = [greedy(plan), greedyForMoney(plan)].flatMap((awards) => (awards === null ? [] : [awards]))
  const [best] = choices.toSorted((a, b) => valueOf(plan, b) - valueOf(plan, a))
  if (!best || broken(plan, best).length > 0) return { result: 'failed', why }
  const awards = inNeedOrder(best)
  const portfolio: Portfolio = {
    awards,
    value: valueOf(plan, awards),
    spentIdr: spentOf(awards),
    method: 'greedy',
    bound: null,
    gapPpm: null,
    why,
  }
  return { result: 'chosen', portfolio }
}
