// Orders as buyer and seller list them: one row each, the newest first.
import { orderContract } from '@simpul/contracts'
import { never, type Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import type { Ordered, OrderEvent } from '../order/order.ts'

export type OrderRow = Ordered & {
  readonly status: 'awaiting-stock' | 'placed' | 'refused' | 'cancelled'
  readonly at: Instant
}

export const orders = projection<OrderRow, OrderEvent>({
  name: 'orders',
  from: orderContract,
  indexes: [{ keys: { buyer: 1, at: -1 } }, { keys: { seller: 1, at: -1 } }],
  fold(row, event) {
    if (event.type === 'OrderRequested') {
      const { buyer, buyerOrg, seller, offer, quantity, priceIdr, totalIdr, isEstimate, at } = event
      return { buyer, buyerOrg, seller, offer, quantity, priceIdr, totalIdr, isEstimate, status: 'awaiting-stock', at }
    }
    return row && { ...row, status: statusAfter(event) }
  },
})

function statusAfter(event: Exclude<OrderEvent, { type: 'OrderRequested' }>): OrderRow['status'] {
  switch (event.type) {
    case 'OrderPlaced':
      return 'placed'
    case 'StockRefused':
      return 'refused'
    case 'OrderCancelled':
      return 'cancelled'
    default:
      return never(event)
  }
}
