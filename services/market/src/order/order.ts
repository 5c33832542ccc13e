// An order of one offer: what was asked for at which price, and whether it is in stock for the buyer.
// Guarantees: quantity and price are those of the moment it was asked; it stands only once its stock is held; it asks for stock once.
// Does not guarantee: delivery or payment.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'

/** What an order asks of the stock. The stock has the id of its offer. */
export interface Reservation {
  readonly rid: string
  readonly stock: string
  /** In thousandths of the base unit. */
  readonly amount: number
  readonly validUntil: Instant
}

export type Ordered = {
  readonly buyer: PersonId
  /** On whose behalf, when it is an organisation. */
  readonly buyerOrg: string | null
  readonly seller: SellerId
  readonly offer: string
  readonly quantity: string
  readonly priceIdr: number
  readonly totalIdr: number
  /** By the average weight of irregular pieces; the scales settle it. */
  readonly isEstimate: boolean
}

type Facts = Readonly<Record<string, string | number | boolean>>

export type OrderEvent =
  | ({ type: 'OrderRequested'; by: PersonId; at: Instant } & Ordered & Reservation)
  | ({ type: 'OrderPlaced'; at: Instant } & Reservation)
  | ({ type: 'StockRefused'; code: string; facts: Facts; at: Instant } & Reservation)
  | ({
      type: 'OrderCancelled'
      side: 'buyer' | 'seller'
      reason: string
      /** Whether its stock was only asked for, or stood for the buyer. */
      standing: 'asked' | 'confirmed'
      by: PersonId
      at: Instant
    } & Reservation)

type Standing = Ordered & { readonly reservation: Reservation; readonly since: Instant }

export type KnownOrder =
  | ({ readonly status: 'awaiting-stock' | 'placed' } & Standing)
  /** `why`: the code of the stock's refusal, or what the one who cancelled said. */
  | ({ readonly status: 'refused' | 'cancelled'; readonly why: string } & Standing)

export type Order = { readonly status: 'none' } | KnownOrder

export const initial: Order = { status: 'none' }

const reservationOf = ({ rid, stock, amount, validUntil }: Reservation): Reservation => ({
  rid,
  stock,
  amount,
  validUntil,
})

export function evolve(state: Order, event: OrderEvent): Order {
  if (event.type === 'OrderRequested') {
    const { buyer, buyerOrg, seller, offer, quantity, priceIdr, totalIdr, isEstimate, at: since } = event
    const ordered = { buyer, buyerOrg, seller, offer, quantity, priceIdr, totalIdr, isEstimate }
    return { status: 'awaiting-stock', ...ordered, reservation: reservationOf(event), since }
  }
  return state.status === 'none' ? state : changed(state, event)
}

function changed(state: KnownOrder, event: Exclude<OrderEvent, { type: 'OrderRequested' }>): KnownOrder {
  const since = event.at
  switch (event.type) {
    case 'OrderPlaced':
      return { ...state, status: 'placed', since }
    case 'StockRefused':
      return { ...state, status: 'refused', why: event.code, since }
    case 'OrderCancelled':
      return { ...state, status: 'cancelled', why: event.reason, since }
    default:
      return never(event)
  }
}
