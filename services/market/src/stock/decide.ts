// How a cooperative says what is there, and what the reservations of orders do to it.
// Guarantees: held and placed together never exceed what is there, also when less is there than was said before.
// Does not: end a hold by itself; the order's decision does.
import { decideReservation, never, type Instant, type ReservationCommand } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'
import { refuse } from '../refusals.ts'
import { evolve, initial, onHandIn, type Stock, type StockEvent } from './stock.ts'

export type StockCommand = { type: 'SetStock'; seller: SellerId; onHand: number; by: PersonId; now: Instant } | ReservationCommand

export function decide(state: Stock, command: StockCommand): readonly StockEvent[] {
  switch (command.type) {
    case 'SetStock':
      return set(state, command)
    case 'Reserve':
    case 'Confirm':
    case 'Release':
    case 'Reverse':
    case 'Consume':
      // A Release may well come to a stock that was never said: its Reserve was refused for the same reason, so nothing is held.
      if (state.status === 'none' && command.type === 'Release') return []
      if (state.status === 'none') throw refuse('stock/not-kept')
      return decideReservation(state.pool, command)
    default:
      return never(command)
  }
}

export const stockDecider = { initial, decide, evolve }

function set(state: Stock, command: Extract<StockCommand, { type: 'SetStock' }>): readonly StockEvent[] {
  const { seller, onHand, by, now: at } = command
  if (!Number.isSafeInteger(onHand) || onHand < 0) throw refuse('stock/invalid', { field: 'onHand' })
  if (state.status === 'none') return [{ type: 'StockSet', seller, onHand, fromOnHand: 0, by, at }]
  const { held, confirmed } = state.pool
  if (onHand < held + confirmed) throw refuse('stock/below-ordered', { field: 'onHand', onHand, ordered: held + confirmed })
  const fromOnHand = onHandIn(state.pool)
  // What is there is absolute: saying it twice is harmless.
  return onHand === fromOnHand ? [] : [{ type: 'StockSet', seller, onHand, fromOnHand, by, at }]
}
