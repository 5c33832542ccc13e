// How an order asks for its stock, hears the answer, and ends.
// Guarantees: an answer counts only while the order waits for it; whatever ends the order says what becomes of its stock.
// Does not: ask the stock itself; reserveStock.ts carries its events there. A stock that is asked too late refuses, so no order waits
// longer than it takes to carry its events; what a blocked key holds up is an operator's to redrive.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId } from '../parties.ts'
import { said } from '../product/decide.ts'
import { refuse } from '../refusals.ts'
import { evolve, initial, type KnownOrder, type Order, type Ordered, type OrderEvent, type Reservation } from './order.ts'

/** The stock answers in seconds; an operator who has to clear a blocked key needs longer. Asked later than that, it refuses. */
export const RESERVATION_VALID_MS = 60 * 60_000

type Facts = Readonly<Record<string, string | number | boolean>>

export type OrderCommand =
  | ({ type: 'RequestOrder'; id: string; amount: number; by: PersonId; now: Instant } & Ordered)
  | { type: 'CompleteOrder'; rid: string; now: Instant }
  | { type: 'RecordStockRefusal'; rid: string; code: string; facts: Facts; now: Instant }
  | { type: 'CancelOrder'; side: 'buyer' | 'seller'; reason: string; by: PersonId; now: Instant }

export function decide(state: Order, command: OrderCommand): readonly OrderEvent[] {
  if (command.type === 'RequestOrder') return request(state, command)
  if (state.status === 'none') throw refuse('order/not-there')
  const { now: at } = command
  switch (command.type) {
    case 'CompleteOrder':
      return [{ type: 'OrderPlaced', ...waiting(state, command.rid), at }]
    case 'RecordStockRefusal':
      return [{ type: 'StockRefused', ...waiting(state, command.rid), code: command.code, facts: command.facts, at }]
    case 'CancelOrder': {
      if (state.status !== 'awaiting-stock' && state.status !== 'placed') throw refuse('order/over', { status: state.status })
      const reason = said('reason', command.reason)
      const standing = state.status === 'placed' ? 'confirmed' : 'asked'
      return [{ type: 'OrderCancelled', side: command.side, reason, standing, ...state.reservation, by: command.by, at }]
    }
    default:
      return never(command)
  }
}

export const orderDecider = { initial, decide, evolve }

function request(state: Order, command: Extract<OrderCommand, { type: 'RequestOrder' }>): readonly OrderEvent[] {
  if (state.status !== 'none') throw refuse('order/already-there')
  const { id, amount, by, now: at, buyer, buyerOrg, seller, offer, quantity, priceIdr, totalIdr, isEstimate } = command
  const validUntil = new Date(Date.parse(at) + RESERVATION_VALID_MS).toISOString()
  const ordered = { buyer, buyerOrg, seller, offer, quantity, priceIdr, totalIdr, isEstimate }
  return [{ type: 'OrderRequested', ...ordered, rid: `${id}:1`, stock: offer, amount, validUntil, by, at }]
}

function waiting(state: KnownOrder, rid: string): Reservation {
  if (state.status !== 'awaiting-stock' || state.reservation.rid !== rid)
    throw refuse('order/not-waiting-for-stock', { status: state.status })
  return state.reservation
}
