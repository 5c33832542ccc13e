// What a cooperative may do with a product that it brings into the catalogue.
// Guarantees: a name that says something; an edit that changes something. Does not: check rights; the route does.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'
import { refuse } from '../refusals.ts'
import type { Dimension } from '../units/unit.ts'
import { evolve, initial, type Product, type ProductEvent, type ProductText } from './product.ts'

type By = { readonly by: PersonId; readonly now: Instant }

export type ProductCommand =
  | ({ type: 'DraftProduct'; seller: SellerId; dimension: Dimension; text: ProductText } & By)
  | ({ type: 'EditProduct'; text: ProductText } & By)

export function decide(state: Product, command: ProductCommand): readonly ProductEvent[] {
  const { by, now: at } = command
  switch (command.type) {
    case 'DraftProduct': {
      if (state.status !== 'none') throw refuse('product/already-drafted')
      const { seller, dimension } = command
      return [{ type: 'ProductDrafted', seller, dimension, text: tidy(command.text), by, at }]
    }
    case 'EditProduct': {
      if (state.status === 'none') throw refuse('product/not-drafted')
      const [before, after] = [state.text, tidy(command.text)]
      if (isSame(before, after)) throw refuse('product/nothing-changed')
      return [{ type: 'ProductEdited', n: state.n + 1, before, after, by, at }]
    }
    default:
      return never(command)
  }
}

export const productDecider = { initial, decide, evolve }

/** One line of name, no space around either text. */
function tidy({ name, category, description }: ProductText): ProductText {
  const line = name.replaceAll(/\s+/g, ' ').trim()
  if ((line.match(/[\p{L}\p{N}]/gu) ?? []).length < 3) throw refuse('product/name-empty', { field: 'name' })
  return { name: line, category, description: description.trim() }
}

const isSame = (one: ProductText, other: ProductText) =>
  one.name === other.name && one.category === other.category && one.description === other.description
