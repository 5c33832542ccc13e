// How a cooperative says what is there.
import type { Instant } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'
import { refuse } from '../refusals.ts'
import { evolve, initial, type Stock, type StockEvent } from './stock.ts'

export type StockCommand = { type: 'SetStock'; seller: SellerId; onHand: number; by: PersonId; now: Instant }

export function decide(state: Stock, { seller, onHand, by, now }: StockCommand): readonly StockEvent[] {
  if (!Number.isSafeInteger(onHand) || onHand < 0) throw refuse('stock/invalid', { field: 'onHand' })
  const fromOnHand = state.status === 'kept' ? state.onHand : 0
  // What is there is absolute: saying it twice is harmless.
  if (state.status === 'kept' && onHand === fromOnHand) return []
  return [{ type: 'StockSet', seller, onHand, fromOnHand, by, at: now }]
}

export const stockDecider = { initial, decide, evolve }
