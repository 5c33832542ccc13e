// Products as lists show them: one row each, with what the public sees and what waits for a moderator apart.
// Guarantees: a pure fold of the product's own events; what is not published has no `published`, so that no filter can show it.
// Does not: know offers or sellers; a list asks their rows.
import { productContract } from '@simpul/contracts'
import { never, type Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import type { Change, ProductEvent, ProductText } from '../product/product.ts'
import { wordsOf } from '../search/words.ts'
import type { Dimension } from '../units/unit.ts'

export type ProductRow = {
  readonly seller: string
  readonly dimension: Dimension
  /** As its seller last wrote it. */
  readonly name: string
  readonly category: string
  readonly status: 'draft' | 'published' | 'withdrawn'
  readonly stage: Change['stage'] | null
  readonly published: (ProductText & { readonly words: readonly string[] }) | null
  /** Since when its change waits for a moderator. */
  readonly waitingSince: Instant | null
  readonly since: Instant
}

export const products = projection<ProductRow, ProductEvent>({
  name: 'products',
  from: productContract,
  indexes: [
    { keys: { seller: 1, since: -1 } },
    { keys: { stage: 1, waitingSince: 1 } },
    { keys: { status: 1, 'published.category': 1, 'published.name': 1 } },
    { keys: { 'published.words': 1 } },
  ],
  fold(row, event) {
    if (event.type === 'ProductDrafted') {
      const { seller, dimension, text, at: since } = event
      const { name, category } = text
      const fresh = { status: 'draft', stage: 'editing', published: null, waitingSince: null } as const
      return { seller, dimension, name, category, ...fresh, since }
    }
    return row && changed(row, event)
  },
})

function changed(row: ProductRow, event: Exclude<ProductEvent, { type: 'ProductDrafted' }>): ProductRow {
  const { at: since } = event
  switch (event.type) {
    case 'ProductEdited': {
      const { name, category } = event.after
      return { ...row, name, category, stage: 'editing', waitingSince: null, since }
    }
    case 'ProductProposed':
      return { ...row, stage: 'proposed', waitingSince: since, since }
    case 'ProductRejected':
      return { ...row, stage: 'rejected', waitingSince: null, since }
    case 'RevisionRequested':
      return { ...row, stage: 'revision', waitingSince: null, since }
    case 'ProductPublished': {
      const published = { ...event.after, words: wordsOf(event.after.name) }
      return { ...row, status: 'published', stage: null, published, waitingSince: null, since }
    }
    case 'ProductWithdrawn':
      // A change that was proposed before still waits: a moderator may publish it again.
      return { ...row, status: 'withdrawn', stage: row.stage ?? 'editing', published: null, since }
    default:
      return never(event)
  }
}
