// When an offer is harvested: windows of months that may wrap the year, with what is expected of each.
// Guarantees: a month is in a window or not, also in one from November to February. Source: market.md §7, OFN #320.
// Does not guarantee: a harvest; what is in stock is counted apart.

export const HARVESTS_MAX = 6

/** 1 to 12, both ends included. */
export interface Harvest {
  readonly fromMonth: number
  readonly toMonth: number
  /** In sale units. */
  readonly expected: string
}

/** In the order of the year that the window begins in: 11, 12, 1, 2. */
export function monthsOf({ fromMonth, toMonth }: Pick<Harvest, 'fromMonth' | 'toMonth'>): number[] {
  const count = ((toMonth - fromMonth + 12) % 12) + 1
  return Array.from({ length: count }, (_, n) => ((fromMonth - 1 + n) % 12) + 1)
}

export const harvestMonths = (harvests: readonly Harvest[]): number[] =>
  [...new Set(harvests.flatMap(monthsOf))].toSorted((a, b) => a - b)
