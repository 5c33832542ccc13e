// A product of the shared catalogue: what is sold, not by whom or for how much. Several cooperatives may offer the same one.
// Guarantees: each edit keeps what stood before and what stands after, who made it and when; by what it is measured never changes,
// so that all its offers can be compared.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'
import type { Dimension } from '../units/unit.ts'

export const CATEGORIES = [
  ...['tanaman-pangan', 'hortikultura', 'perkebunan', 'rempah', 'peternakan', 'perikanan', 'hasil-hutan'],
  ...['pangan-olahan', 'minuman', 'kerajinan', 'tekstil', 'lainnya'],
] as const
export type Category = (typeof CATEGORIES)[number]

export interface ProductText {
  readonly name: string
  readonly category: Category
  readonly description: string
}

type Made = { readonly by: PersonId; readonly at: Instant }

export type ProductEvent =
  | ({ type: 'ProductDrafted'; seller: SellerId; dimension: Dimension; text: ProductText } & Made)
  | ({ type: 'ProductEdited'; n: number; before: ProductText; after: ProductText } & Made)

export type Product =
  | { readonly status: 'none' }
  | {
      readonly status: 'draft'
      /** Who brought it into the catalogue and may edit it. */
      readonly seller: SellerId
      readonly dimension: Dimension
      readonly text: ProductText
      /** Number of the latest edit; the draft itself is 1. */
      readonly n: number
    }

export const initial: Product = { status: 'none' }

export function evolve(state: Product, event: ProductEvent): Product {
  switch (event.type) {
    case 'ProductDrafted': {
      const { seller, dimension, text } = event
      return { status: 'draft', seller, dimension, text, n: 1 }
    }
    case 'ProductEdited':
      return state.status === 'draft' ? { ...state, text: event.after, n: event.n } : state
    default:
      return never(event)
  }
}
