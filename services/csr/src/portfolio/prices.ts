// What fairness costs, and what else could be decided: each floor's price, and the same choice under other terms, side by side.
// Guarantees: a price compares two choices made the same way; a floor that leaves money idle which eligible needs could use is warned of.
// Does not guarantee: that the price is exact where either choice is not proven; both methods are told. Shown by choose.test.ts.
import type { Rupiah } from '@simpul/kernel'
import { choose, type Choice, type Portfolio } from './choose.ts'
import { floorName, limitsOf, matchesOf, keyOf, type Award, type Floor, type Plan } from './portfolio.ts'
import type { Effort, Solve } from './solver.ts'
import { Tally } from './tally.ts'

export interface FloorPrice {
  readonly floor: string
  readonly valueWithout: number
  /** 1 − with / without, in ppm, rounded half up. */
  readonly pricePpm: number
  readonly method: Portfolio['method']
  /** The floor alone keeps this much idle that eligible needs could use; null: it does not. */
  readonly idleIdr: Rupiah | null
}

export interface Priced {
  readonly floors: readonly FloorPrice[]
  /** The choice without any floor; null where there are none, or nothing was found. */
  readonly without: Portfolio | null
  /** 1 − with / without any floor. */
  readonly pricePpm: number
}

export async function pricesOf(plan: Plan, chosen: Portfolio, solve: Solve, effort: Effort): Promise<Priced> {
  if (plan.floors.length === 0) return { floors: [], without: null, pricePpm: 0 }
  const without = await chosenOf({ ...plan, floors: [] }, solve, effort)
  const idle = idleBy(plan, chosen.awards)
  const floors: FloorPrice[] = []
  for (const floor of plan.floors) {
    const rest = plan.floors.filter((each) => each !== floor)
    const other = rest.length === 0 ? without : await chosenOf({ ...plan, floors: rest }, solve, effort)
    if (other)
      floors.push({
        floor: floorName(floor),
        valueWithout: other.value,
        pricePpm: priceOf(chosen.value, other.value),
        method: other.method,
        idleIdr: idle.get(floor) ?? null,
      })
  }
  return { floors, without, pricePpm: without ? priceOf(chosen.value, without.value) : 0 }
}

const chosenOf = async (plan: Plan, solve: Solve, effort: Effort): Promise<Portfolio | null> => {
  const choice = await choose(plan, solve, effort)
  return choice.result === 'chosen' ? choice.portfolio : null
}

/** A choice within a gap may happen to be better than one under fewer limits: then the floor costs nothing that can be shown. */
export const priceOf = (value: number, without: number): number =>
  without <= value ? 0 : Math.round(((without - value) / without) * 1_000_000)

/** Money that is left, and that some need would take if it were not for this floor alone. */
function idleBy(plan: Plan, awards: readonly Award[]): ReadonlyMap<Floor, Rupiah> {
  const matches = matchesOf(plan)
  const tally = new Tally(plan, limitsOf(plan))
  for (const award of awards) {
    const match = matches.get(keyOf(award))
    if (match) tally.add(match)
  }
  const spent = awards.reduce((sum, { amountIdr }) => sum + amountIdr, 0)
  const left = plan.funds.reduce((sum, { budgetIdr }) => sum + budgetIdr, 0) - spent
  return new Map(
    plan.floors.flatMap((floor) => {
      const isIdle = plan.matches.some((match) => {
        const against = tally.chosen.has(match.need) ? [] : tally.against(match)
        return match.points > 0 && against.length > 0 && against.every(({ name }) => name === floorName(floor))
      })
      return isIdle ? [[floor, left] as const] : []
    }),
  )
}

export interface Alternative {
  readonly name: string
  readonly choice: Choice
  /** Needs that come in and go out, compared with what was chosen. */
  readonly comesIn: readonly string[]
  readonly goesOut: readonly string[]
}

export async function alternativesOf(
  chosen: Portfolio,
  others: readonly { readonly name: string; readonly plan: Plan }[],
  solve: Solve,
  effort: Effort,
): Promise<readonly Alternative[]> {
  const now = needsOf(chosen.awards)
  return Promise.all(
    others.map(async ({ name, plan }) => {
      const choice = await choose(plan, solve, effort)
      const then = choice.result === 'chosen' ? needsOf(choice.portfolio.awards) : []
      return {
        name,
        choice,
        comesIn: then.filter((need) => !now.includes(need)),
        goesOut: choice.result === 'chosen' ? now.filter((need) => !then.includes(need)) : [],
      }
    }),
  )
}

const needsOf = (awards: readonly Award[]): string[] => [...new Set(awards.map(({ need }) => need))].sort()
