// Where a photograph was taken: coordinates that lie in Indonesia, how exact they are, and when.
// Guarantees: outside the country's bounds, not exact enough or in the future is refused. Does not guarantee: that a phone tells the truth,
// nor the border itself: the bounds are a rectangle, in which parts of the neighbours lie.
import type { Instant, Refusal } from '@simpul/kernel'
import { refuse } from '../refusals.ts'

export interface Place {
  readonly latitude: number
  readonly longitude: number
  readonly accuracyM: number
  readonly takenAt: Instant
}

/** From Rote (11.01° S) to Weh (6.08° N), from Weh (95.0° E) to the border in Papua (141.02° E); a hundredth of a degree for the shore. */
const BOUNDS = { south: -11.02, north: 6.09, west: 94.96, east: 141.03 } as const
/** A phone under a tin roof is exact to some hundred metres; above a kilometre it has guessed from a mast. */
export const ACCURACY_M_MAX = 1_000

export function checkPlace({ latitude, longitude, takenAt }: Place, now: Instant): Refusal | null {
  const { south, north, west, east } = BOUNDS
  const inside = latitude >= south && latitude <= north && longitude >= west && longitude <= east
  if (!inside) return refuse('evidence/outside-indonesia', { field: 'latitude' })
  return takenAt > now ? refuse('evidence/taken-in-future', { field: 'takenAt', takenAt }) : null
}
