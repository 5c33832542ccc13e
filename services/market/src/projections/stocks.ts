// What is in stock of each offer, for lists.
import { stockContract } from '@simpul/contracts'
import { projection } from '@simpul/platform'
import type { StockEvent } from '../stock/stock.ts'

export type StockRow = {
  readonly seller: string
  /** In thousandths of the base unit. */
  readonly available: number
}

export const stocks = projection<StockRow, StockEvent>({
  name: 'stocks',
  from: stockContract,
  indexes: [],
  fold: (_, { seller, onHand }) => ({ seller, available: onHand }),
})
