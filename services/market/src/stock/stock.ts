// How much of an offer is there, in thousandths of its base unit (g, mL, mm), so that it is a whole number whatever the unit of sale.
// Guarantees: one stock an offer, under the offer's id; what orders hold and have is never more than what is there.
// Does not guarantee: that somebody counted; what is there is what the cooperative says.
import { emptyPool, evolveReservation, never, type Instant, type ReservationEvent, type ReservationPool } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'

export type StockEvent =
  { type: 'StockSet'; seller: SellerId; onHand: number; fromOnHand: number; by: PersonId; at: Instant } | ReservationEvent

export type Stock =
  | { readonly status: 'none' }
  | { readonly status: 'kept'; readonly seller: SellerId; readonly pool: ReservationPool; readonly since: Instant }

export const initial: Stock = { status: 'none' }

/** What lies in the store: what has gone out for good is no longer there. */
export const onHandIn = ({ limit, consumed }: ReservationPool): number => limit - consumed

export function evolve(state: Stock, event: StockEvent): Stock {
  switch (event.type) {
    case 'StockSet': {
      const pool = state.status === 'kept' ? state.pool : emptyPool(0)
      return { status: 'kept', seller: event.seller, pool: { ...pool, limit: event.onHand + pool.consumed }, since: event.at }
    }
    case 'ReservationHeld':
    case 'ReservationConfirmed':
    case 'ReservationReleased':
    case 'ReservationReversed':
    case 'ReservationConsumed':
      return state.status === 'kept' ? { ...state, pool: evolveReservation(state.pool, event) } : state
    default:
      return never(event)
  }
}
