// What is in stock of each offer, for lists, in thousandths of the base unit.
// Guarantees: `available` is what no order holds or has. Does not: say it at the moment; the stock itself does.
import { stockContract } from '@simpul/contracts'
import { never } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import type { StockEvent } from '../stock/stock.ts'

export type StockRow = {
  readonly seller: string
  readonly onHand: number
  readonly ordered: number
  readonly available: number
}

export const stocks = projection<StockRow, StockEvent>({
  name: 'stocks',
  from: stockContract,
  indexes: [],
  fold(row, event) {
    if (event.type === 'StockSet') return counted(event.seller, event.onHand, row?.ordered ?? 0)
    if (!row) return null
    const { seller, onHand, ordered } = row
    switch (event.type) {
      case 'ReservationHeld':
        return counted(seller, onHand, ordered + event.amount)
      case 'ReservationConfirmed':
        return row
      case 'ReservationReleased':
      case 'ReservationReversed':
        return counted(seller, onHand, ordered - event.amount)
      case 'ReservationConsumed':
        return counted(seller, onHand - event.amount, ordered - event.amount)
      default:
        return never(event)
    }
  },
})

const counted = (seller: string, onHand: number, ordered: number): StockRow => ({
  seller,
  onHand,
  ordered,
  available: Math.max(0, onHand - ordered),
})
