// The choice without a solver: the best first, fully funded, as long as it fits; what CiviCRM's grant programs do (csr.md §2.1).
// Guarantees: keeps every limit or gives null; the same for any order of needs. Shown by choose.test.ts.
// Does not guarantee: the best: it loses 6 to 13 % of the value (csr.md §2.6). A fallback, and what the optimum is measured against.
import { byRank, inOrder, type Award, type Match, type Plan } from './portfolio.ts'
import { Tally } from './tally.ts'

/** Best score first. */
export const greedy = (plan: Plan): readonly Award[] | null => filled(inOrder(plan), byRank)

/** Score for the square root of the money, which is sometimes better. */
export const greedyForMoney = (plan: Plan): readonly Award[] | null =>
  filled(inOrder(plan), (a, b) => b.points / Math.sqrt(b.askIdr) - a.points / Math.sqrt(a.askIdr) || byRank(a, b))

function filled(plan: Plan, order: (a: Match, b: Match) => number): readonly Award[] | null {
  const tally = new Tally(plan)
  const ordered = plan.matches.toSorted(order)
  // Floors are of what is given, so the first grants may break one that later ones mend.
  for (const match of ordered)
    if (!tally.chosen.has(match.need) && tally.against(match).every(({ kind }) => kind === 'floor')) tally.add(match)
  for (let short = floorsShort(tally); short.length > 0; short = floorsShort(tally)) {
    const last = [...tally.chosen.values()]
      .toSorted(order)
      .findLast((match) => short.some(({ terms }) => (terms.get(match) ?? 0n) < 0n))
    if (!last) return null
    tally.remove(last)
  }
  for (const match of ordered) if (!tally.chosen.has(match.need) && tally.against(match).length === 0) tally.add(match)
  return tally.short().length > 0 ? null : tally.awards()
}

const floorsShort = (tally: Tally) => tally.short().filter(({ kind }) => kind === 'floor')
