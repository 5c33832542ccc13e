// The best choice by trying every one: slow, plain, and sure; what the solver is measured against in tests.
// Guarantees: looks at each assignment of needs to programs, or to none. Does not: share needs; take more than some ten needs.
import { broken, limitsOf, valueOf, type Award, type Plan } from './portfolio.ts'

export function bestOfEvery(plan: Plan): number | null {
  const needs = [...Map.groupBy(plan.matches, ({ need }) => need).values()]
  const limits = limitsOf(plan)
  let best: number | null = null
  const look = (index: number, awards: readonly Award[]): void => {
    const own = needs[index]
    if (!own) {
      if (broken(plan, awards, limits).length === 0) best = Math.max(best ?? 0, valueOf(plan, awards))
      return
    }
    look(index + 1, awards)
    for (const { program, need, askIdr } of own) look(index + 1, [...awards, { program, need, amountIdr: askIdr }])
  }
  look(0, [])
  return best
}
