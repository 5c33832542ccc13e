// How much a lender may still promise in one scheme, year and unit (branch), in rupiah.
// Guarantees: what is held, promised and disbursed never exceeds the limit, and the limit is never lowered below it.
// Does not guarantee: that the units of a lender add up to the lender's allotment by the ministry; the lender divides it.
import { emptyPool, evolveReservation, never, type ReservationEvent, type ReservationPool } from '@simpul/kernel'
import type { OrganisationId, PersonId } from '../parties.ts'
import type { Scheme } from '../scheme.ts'

/** What a quota is for. `unit` is the lender's branch, `pusat` when the lender does not divide. */
export type QuotaKey = {
  readonly lender: OrganisationId
  readonly scheme: Scheme
  readonly year: number
  readonly unit: string
}

/** One quota a key: the id is the key, so a second one cannot be opened. */
export const quotaId = ({ lender, scheme, year, unit }: QuotaKey) => `${lender}.${scheme}.${year}.${unit}`

export type QuotaEvent =
  | { type: 'QuotaOpened'; lender: OrganisationId; scheme: Scheme; year: number; unit: string; limitIdr: number; by: PersonId }
  | { type: 'QuotaRaised'; limitIdr: number; fromIdr: number; by: PersonId }
  | { type: 'QuotaLowered'; limitIdr: number; fromIdr: number; by: PersonId }
  | ReservationEvent

export type Quota = { readonly status: 'none' } | ({ readonly status: 'open'; readonly pool: ReservationPool } & QuotaKey)

export const initial: Quota = { status: 'none' }

export function evolve(state: Quota, event: QuotaEvent): Quota {
  switch (event.type) {
    case 'QuotaOpened': {
      const { lender, scheme, year, unit, limitIdr } = event
      return { status: 'open', lender, scheme, year, unit, pool: emptyPool(limitIdr) }
    }
    case 'QuotaRaised':
    case 'QuotaLowered':
      return state.status === 'open' ? { ...state, pool: { ...state.pool, limit: event.limitIdr } } : state
    case 'ReservationHeld':
    case 'ReservationConfirmed':
    case 'ReservationReleased':
    case 'ReservationReversed':
    case 'ReservationConsumed':
      return state.status === 'open' ? { ...state, pool: evolveReservation(state.pool, event) } : state
    default:
      return never(event)
  }
}
