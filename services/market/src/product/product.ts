// A product of the shared catalogue: what is sold, not by whom or for how much. Several cooperatives may offer the same one.
// Guarantees: each edit keeps what stood before and what stands after, who made it and when; at most one change is open, and the version
// that the public sees stays until a change is published. By what it is measured never changes, so that its offers can be compared.
// Does not guarantee: that anybody offers it.
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
  | ({ type: 'ProductProposed'; n: number } & Made)
  /** `before` is what the public saw until then. `trusted`: by policy, because of who proposed it. */
  | ({
      type: 'ProductPublished'
      n: number
      before: ProductText | null
      after: ProductText
      decidedBy: 'moderator' | 'trusted'
    } & Made)
  | ({ type: 'ProductRejected'; n: number; reason: string } & Made)
  | ({ type: 'RevisionRequested'; n: number; note: string } & Made)
  | ({ type: 'ProductWithdrawn'; side: 'seller' | 'moderator'; reason: string } & Made)

export interface Change {
  /** Number of its latest edit. */
  readonly n: number
  readonly text: ProductText
  readonly stage: 'editing' | 'proposed' | 'revision' | 'rejected'
  /** What the moderator said. */
  readonly note: string | null
}

type Base = {
  /** Who brought it into the catalogue and may edit it. */
  readonly seller: SellerId
  readonly dimension: Dimension
  /** How many edits there were; the draft itself is 1. */
  readonly n: number
}

export type KnownProduct =
  | ({ readonly status: 'draft'; readonly change: Change } & Base)
  | ({ readonly status: 'published'; readonly published: ProductText; readonly change: Change | null } & Base)
  | ({ readonly status: 'withdrawn'; readonly reason: string; readonly change: Change } & Base)

export type Product = { readonly status: 'none' } | KnownProduct

export const initial: Product = { status: 'none' }

/** What its seller sees and goes on editing. */
export const latestText = (state: KnownProduct): ProductText =>
  state.status === 'published' ? (state.change?.text ?? state.published) : state.change.text

export function evolve(state: Product, event: ProductEvent): Product {
  if (event.type === 'ProductDrafted') {
    const { seller, dimension, text } = event
    return { status: 'draft', seller, dimension, n: 1, change: { n: 1, text, stage: 'editing', note: null } }
  }
  return state.status === 'none' ? state : changed(state, event)
}

function changed(state: KnownProduct, event: Exclude<ProductEvent, { type: 'ProductDrafted' }>): KnownProduct {
  switch (event.type) {
    case 'ProductEdited': {
      const note = state.change?.note ?? null
      return { ...state, n: event.n, change: { n: event.n, text: event.after, stage: 'editing', note } }
    }
    case 'ProductProposed':
      return staged(state, 'proposed', null)
    case 'ProductRejected':
      return staged(state, 'rejected', event.reason)
    case 'RevisionRequested':
      return staged(state, 'revision', event.note)
    case 'ProductPublished': {
      const { seller, dimension, n } = state
      return { status: 'published', seller, dimension, n, published: event.after, change: null }
    }
    case 'ProductWithdrawn': {
      const { seller, dimension, n } = state
      const change = state.change ?? { n, text: latestText(state), stage: 'editing', note: null }
      return { status: 'withdrawn', seller, dimension, n, reason: event.reason, change }
    }
    default:
      return never(event)
  }
}

const staged = (state: KnownProduct, stage: Change['stage'], note: string | null): KnownProduct =>
  state.change ? { ...state, change: { ...state.change, stage, note } } : state
