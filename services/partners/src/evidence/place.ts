// Where a photograph was taken: coordinates that lie in Indonesia, how exact they are, and when.
// Guarantees: outside the country's bounds, not exact enough, in the future or more than 90 days ago is refused. Does not guarantee: that a phone tells the truth,
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

/** Ours, as long as a draft of an application is good for: what was seen before says nothing of today. */
const TAKEN_WITHIN_DAYS = 90
const DAY_MS = 86_400_000

export function checkPlace({ latitude, longitude, takenAt }: Place, now: Instant): Refusal | null {
  const { south, north, west, east } = BOUNDS
  const inside = latitude >= south && latitude <= north && longitude >= west && longitude <= east
  if (!inside) return refuse('evidence/outside-indonesia', { field: 'latitude' })
  if (takenAt > now) return refuse('evidence/taken-in-future', { field: 'takenAt', takenAt })
  const isOld = Date.parse(takenAt) < Date.parse(now) - TAKEN_WITHIN_DAYS * DAY_MS
  return isOld ? refuse('evidence/taken-long-ago', { field: 'takenAt', takenAt, days: TAKEN_WITHIN_DAYS }) : null
}
