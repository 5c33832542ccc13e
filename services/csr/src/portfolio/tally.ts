// A choice under way: which matches are in, and how much room each limit still has.
// Guarantees: adding and taking out cost as much as a match has limits, whatever the size of the plan. Does not: share needs.
import { limitsOf, type Award, type Limit, type Match, type Plan } from './portfolio.ts'

export class Tally {
  readonly #limits: readonly Limit[]
  readonly #sums: bigint[]
  readonly #of = new Map<Match, { readonly limit: number; readonly by: bigint }[]>()
  readonly chosen = new Map<string, Match>()

  constructor(plan: Plan, limits: readonly Limit[] = limitsOf(plan)) {
    this.#limits = limits
    this.#sums = limits.map(() => 0n)
    for (const [index, { terms, over }] of limits.entries())
      for (const [match, times] of terms) {
        const own = this.#of.get(match) ?? []
        own.push({ limit: index, by: over === 'amount' ? times * BigInt(match.askIdr) : times })
        this.#of.set(match, own)
      }
  }

  /** The limits that adding it would break; what is broken already counts only if it gets worse. */
  against(match: Match): readonly Limit[] {
    return (this.#of.get(match) ?? []).flatMap(({ limit: index, by }) => {
      const limit = this.#limits[index]
      const sum = (this.#sums[index] ?? 0n) + by
      if (!limit) return []
      const isOver = limit.atMost !== null && sum > limit.atMost && by > 0n
      const isUnder = limit.atLeast !== null && sum < limit.atLeast && by < 0n
      return isOver || isUnder ? [limit] : []
    })
  }

  add(match: Match): void {
    this.chosen.set(match.need, match)
    this.#change(match, 1n)
  }

  remove(match: Match): void {
    this.chosen.delete(match.need)
    this.#change(match, -1n)
  }

  #change(match: Match, sign: bigint): void {
    for (const { limit, by } of this.#of.get(match) ?? []) this.#sums[limit] = (this.#sums[limit] ?? 0n) + sign * by
  }

  /** Limits with a least that is not reached. */
  short(): readonly Limit[] {
    return this.#limits.filter(({ atLeast }, index) => atLeast !== null && (this.#sums[index] ?? 0n) < atLeast)
  }

  awards(): readonly Award[] {
    return [...this.chosen.values()].map(({ program, need, askIdr }) => ({ program, need, amountIdr: askIdr }))
  }
}

/** The tally of awards that were made; a shared need counts in none of its limits, see explain.ts. */
export function tallyOf(plan: Plan, matches: readonly Match[], limits?: readonly Limit[]): Tally {
  const tally = new Tally(plan, limits)
  for (const match of matches) tally.add(match)
  return tally
}
