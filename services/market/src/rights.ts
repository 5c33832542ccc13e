// Whose a thing of the market is: asked of its state before a command is decided, and before anything is shown.
// Guarantees: an id that is missing in the token never matches.
// Does not guarantee: that the token's rights still hold this second; routes that are `confirmed` ask partners (outside/rights.ts).
import type { Actor, Role } from '@simpul/platform'
import type { PersonId, SellerId } from './parties.ts'
import { refuse } from './refusals.ts'

/** Who may see what is not public yet, beside the seller. */
export const OVERSEERS = ['moderator', 'auditor'] as const satisfies readonly Role[]

type OfSeller = { readonly status: string; readonly seller?: SellerId }

export const isOfSeller = ({ seller }: OfSeller, { org }: Actor): boolean => seller !== undefined && seller === org

export const isOverseer = ({ roles }: Actor): boolean => roles.some((role) => OVERSEERS.some((each) => each === role))

export const mayRead = (state: OfSeller, actor: Actor): boolean =>
  state.seller !== undefined && ((actor.roles.includes('manager') && isOfSeller(state, actor)) || isOverseer(actor))

/** Nobody moderates what their own organisation sells. */
export const isOfAnother = (state: OfSeller, actor: Actor): boolean => state.seller !== undefined && !isOfSeller(state, actor)

export function sellerOf({ org }: Actor): SellerId {
  if (org === undefined) throw refuse('seller/no-organisation')
  return org
}

export function personOf({ person }: Actor): PersonId {
  if (person === undefined) throw refuse('seller/no-person')
  return person
}
