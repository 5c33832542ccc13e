// How much of an offer is there, in thousandths of its base unit (g, mL, mm), so that it is a whole number whatever the unit of sale.
// Guarantees: one stock an offer, under the offer's id. Does not guarantee: that somebody counted; it is what the cooperative says.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'

export type StockEvent = {
  type: 'StockSet'
  seller: SellerId
  onHand: number
  fromOnHand: number
  by: PersonId
  at: Instant
}

export type Stock =
  | { readonly status: 'none' }
  | { readonly status: 'kept'; readonly seller: SellerId; readonly onHand: number; readonly since: Instant }

export const initial: Stock = { status: 'none' }

export function evolve(_: Stock, event: StockEvent): Stock {
  switch (event.type) {
    case 'StockSet':
      return { status: 'kept', seller: event.seller, onHand: event.onHand, since: event.at }
    default:
      return never(event.type)
  }
}
