// What a cooperative may do with a product of the catalogue, and what a moderator answers.
// Guarantees: one open change a product; no answer without a reason, none to an edit other than the one that was looked at; what is
// processed food is looked at by a person, whoever proposes it. Does not: check rights or trust; the route brings what was found.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'
import { refuse } from '../refusals.ts'
import type { Dimension } from '../units/unit.ts'
import {
  evolve,
  initial,
  latestText,
  type Category,
  type Change,
  type KnownProduct,
  type Product,
  type ProductEvent,
  type ProductText,
} from './product.ts'

type By = { readonly by: PersonId; readonly now: Instant }

export type ProductCommand =
  | ({ type: 'DraftProduct'; seller: SellerId; dimension: Dimension; text: ProductText } & By)
  | ({ type: 'EditProduct'; text: ProductText } & By)
  | ({ type: 'ProposeProduct'; isTrusted: boolean } & By)
  | ({ type: 'PublishProduct'; n: number } & By)
  | ({ type: 'RejectProduct'; n: number; reason: string } & By)
  | ({ type: 'RequestRevision'; n: number; note: string } & By)
  | ({ type: 'WithdrawProduct'; side: 'seller' | 'moderator'; reason: string } & By)

/** Whether P-IRT, MD or halal is needed a person has to see; market.md §4. */
export const ALWAYS_REVIEWED: readonly Category[] = ['pangan-olahan', 'minuman']

export function decide(state: Product, command: ProductCommand): readonly ProductEvent[] {
  const { by, now: at } = command
  if (command.type === 'DraftProduct') {
    if (state.status !== 'none') throw refuse('product/already-drafted')
    const { seller, dimension } = command
    return [{ type: 'ProductDrafted', seller, dimension, text: tidy(command.text), by, at }]
  }
  if (state.status === 'none') throw refuse('product/not-drafted')
  switch (command.type) {
    case 'EditProduct': {
      if (state.change?.stage === 'proposed') throw refuse('product/change-pending')
      const [before, after] = [latestText(state), tidy(command.text)]
      if (isSame(before, after)) throw refuse('product/nothing-changed')
      return [{ type: 'ProductEdited', n: state.n + 1, before, after, by, at }]
    }
    case 'ProposeProduct':
      return propose(state, command)
    case 'PublishProduct':
      return [published(state, waiting(state, command.n), 'moderator', command)]
    case 'RejectProduct':
      waiting(state, command.n)
      return [{ type: 'ProductRejected', n: command.n, reason: said('reason', command.reason), by, at }]
    case 'RequestRevision':
      waiting(state, command.n)
      return [{ type: 'RevisionRequested', n: command.n, note: said('note', command.note), by, at }]
    case 'WithdrawProduct': {
      if (state.status === 'withdrawn') return [] // withdrawn before, by either side
      return [{ type: 'ProductWithdrawn', side: command.side, reason: said('reason', command.reason), by, at }]
    }
    default:
      return never(command)
  }
}

export const productDecider = { initial, decide, evolve }

function propose(state: KnownProduct, command: Extract<ProductCommand, { type: 'ProposeProduct' }>): readonly ProductEvent[] {
  const { isTrusted, by, now: at } = command
  const { change } = state
  if (!change) throw refuse('product/nothing-to-propose')
  if (change.stage === 'proposed') throw refuse('product/change-pending')
  if (change.stage !== 'editing') throw refuse('product/edit-first', { note: change.note ?? '' })
  const proposed = { type: 'ProductProposed', n: change.n, by, at } as const
  if (!isTrusted || ALWAYS_REVIEWED.includes(change.text.category)) return [proposed]
  return [proposed, published(state, change, 'trusted', command)]
}

function published(state: KnownProduct, { n, text }: Change, decidedBy: 'moderator' | 'trusted', { by, now }: By): ProductEvent {
  const before = state.status === 'published' ? state.published : null
  return { type: 'ProductPublished', n, before, after: text, decidedBy, by, at: now }
}

/** The change that waits, if it is the one that the moderator looked at. */
function waiting({ change }: KnownProduct, n: number): Change {
  if (change?.stage !== 'proposed') throw refuse('product/not-waiting')
  if (change.n !== n) throw refuse('product/changed-meanwhile', { field: 'n', n: change.n })
  return change
}

const lettersIn = (text: string) => (text.match(/[\p{L}\p{N}]/gu) ?? []).length

/** One line of name, no space around either text. */
function tidy({ name, category, description }: ProductText): ProductText {
  const line = name.replaceAll(/\s+/g, ' ').trim()
  if (lettersIn(line) < 3) throw refuse('product/name-empty', { field: 'name' })
  return { name: line, category, description: description.trim() }
}

export function said(field: string, text: string): string {
  const words = text.trim()
  if (lettersIn(words) < 5) throw refuse('moderation/reason-empty', { field })
  return words
}

const isSame = (one: ProductText, other: ProductText) =>
  one.name === other.name && one.category === other.category && one.description === other.description
