// How a lender's appeals came out, in all and by what was contested.
// Guarantees: pure; counts and days alone. An appeal that was right in one point counts as overturned for that point and upheld for the rest.
// Does not guarantee: that few overturned decisions mean good ones; few may know that they can appeal.
import type { Instant } from '@simpul/kernel'
import type { AppealCase } from '../projections/appeals.ts'
import { CONTESTED_KINDS, type AppealOutcome, type ContestedKind } from './appeal.ts'

export interface Counts {
  readonly filed: number
  readonly open: number
  readonly upheld: number
  readonly overturned: number
  readonly withdrawn: number
}

export interface AppealFigures extends Counts {
  /** From filing to decision, of those that were decided; in days, to a tenth. Null while none is. */
  readonly medianDays: number | null
  readonly contested: (Counts & { readonly kind: ContestedKind; readonly name: string })[]
}

const DAY_MS = 86_400_000

/** Of the appeals that were filed from then on, and before then. */
export function figuresOf(cases: readonly AppealCase[], from: Instant, before: Instant): AppealFigures {
  const within = cases.filter(({ filedAt }) => filedAt >= from && filedAt < before)
  const points = within.flatMap(({ contested, outcome }) =>
    contested.map(({ kind, name, granted }) => ({ kind, name, outcome: pointOf(outcome, granted) })),
  )
  const byPoint = Map.groupBy(points, ({ kind, name }) => `${CONTESTED_KINDS.indexOf(kind)} ${name}`)
  return {
    ...countsOf(within),
    medianDays: medianDays(within),
    contested: [...byPoint]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([, of]) => of.slice(0, 1).map(({ kind, name }) => ({ kind, name, ...countsOf(of) }))),
  }
}

const pointOf = (outcome: AppealCase['outcome'], granted: boolean) =>
  outcome === 'overturned' && !granted ? ('upheld' as const) : outcome

function countsOf(of: readonly { readonly outcome: AppealOutcome | 'open' }[]): Counts {
  const count = (outcome: AppealOutcome | 'open') => of.filter((each) => each.outcome === outcome).length
  return {
    filed: of.length,
    open: count('open'),
    upheld: count('upheld'),
    overturned: count('overturned'),
    withdrawn: count('withdrawn'),
  }
}

function medianDays(cases: readonly AppealCase[]): number | null {
  const days = cases
    .flatMap(({ outcome, filedAt, settledAt }) =>
      settledAt !== null && outcome !== 'withdrawn' ? [(Date.parse(settledAt) - Date.parse(filedAt)) / DAY_MS] : [],
    )
    .toSorted((one, other) => one - other)
  const [lower, upper] = [days[Math.floor((days.length - 1) / 2)], days[Math.floor(days.length / 2)]]
  return lower === undefined || upper === undefined ? null : Math.round(((lower + upper) / 2) * 10) / 10
}
