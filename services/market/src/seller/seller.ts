// How the market stands to a cooperative: whether it is trusted, so that what it proposes is published without waiting, and whether it
// is suspended, so that nothing of it is shown.
// Guarantees: a suspension changes no product and no offer: when it ends, everything is shown again as it stood.
// Does not guarantee: anything about who the cooperative is; partners verifies that.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId } from '../parties.ts'

type Said = { readonly reason: string; readonly by: PersonId; readonly at: Instant }

export type SellerEvent =
  | ({ type: 'SellerTrusted' } & Said)
  | ({ type: 'TrustEnded' } & Said)
  | ({ type: 'SellerSuspended' } & Said)
  | ({ type: 'SellerReinstated' } & Said)

/** `none` is neither. */
export type Seller =
  { readonly status: 'none' } | { readonly status: 'known'; readonly trusted: boolean; readonly suspended: boolean }

export const initial: Seller = { status: 'none' }

export const isTrusted = (state: Seller): boolean => state.status === 'known' && state.trusted && !state.suspended
export const isSuspended = (state: Seller): boolean => state.status === 'known' && state.suspended

export function evolve(state: Seller, event: SellerEvent): Seller {
  const { trusted, suspended } = state.status === 'known' ? state : { trusted: false, suspended: false }
  switch (event.type) {
    case 'SellerTrusted':
      return { status: 'known', trusted: true, suspended }
    case 'TrustEnded':
      return { status: 'known', trusted: false, suspended }
    case 'SellerSuspended':
      return { status: 'known', trusted, suspended: true }
    case 'SellerReinstated':
      return { status: 'known', trusted, suspended: false }
    default:
      return never(event)
  }
}
