// Products as lists show them: one row each.
import { productContract } from '@simpul/contracts'
import { never, type Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import type { ProductEvent } from '../product/product.ts'
import type { Dimension } from '../units/unit.ts'

export type ProductRow = {
  readonly seller: string
  readonly name: string
  readonly category: string
  readonly dimension: Dimension
  readonly status: 'draft'
  readonly since: Instant
}

export const products = projection<ProductRow, ProductEvent>({
  name: 'products',
  from: productContract,
  indexes: [{ keys: { seller: 1, since: -1 } }],
  fold(row, event) {
    switch (event.type) {
      case 'ProductDrafted': {
        const { seller, dimension, text, at: since } = event
        return { seller, dimension, name: text.name, category: text.category, status: 'draft', since }
      }
      case 'ProductEdited':
        return row && { ...row, name: event.after.name, category: event.after.category, since: event.at }
      default:
        return never(event)
    }
  },
})
