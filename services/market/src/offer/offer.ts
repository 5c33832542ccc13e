// What a cooperative asks for a product: its own number (sku), in which unit, at which price, from which quantity, of whose making.
// Guarantees: one offer a seller and sku; unit and product never change, so that a price of last year is comparable with today's.
// Does not guarantee: that there is any: what is there is counted in `stock`.
import { never, type Day, type Instant } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'
import type { SaleUnit } from '../units/saleUnit.ts'
import type { Harvest } from './harvest.ts'
import { repriced, type Pricing, type Tier } from './price.ts'
import type { Terms } from './terms.ts'

export const PRODUCERS_MAX = 20

/** Closed on both ends; without an end until somebody resumes it. */
export interface Pause {
  readonly from: Day
  readonly to: Day | null
}

/** One offer a key: the id is the key, so the same sku cannot be listed twice. */
export const offerId = (seller: SellerId, sku: string) => `${seller}.${sku}`

type Made = { readonly by: PersonId; readonly at: Instant }

export type OfferEvent =
  | ({
      type: 'OfferListed'
      seller: SellerId
      product: string
      sku: string
      saleUnit: SaleUnit
      priceIdr: number
      tiers: readonly Tier[]
      terms: Terms
      producers: readonly string[]
    } & Made)
  | ({ type: 'OfferPriced'; priceIdr: number; fromIdr: number; tiers: readonly Tier[]; lowestOf30DaysIdr: number } & Made)
  | ({ type: 'OfferTermsSet'; terms: Terms; producers: readonly string[] } & Made)
  | ({ type: 'OfferPaused' } & Pause & Made)
  | ({ type: 'OfferResumed' } & Made)
  | ({ type: 'HarvestsSet'; harvests: readonly Harvest[] } & Made)

export type ListedOffer = {
  readonly status: 'listed'
  readonly seller: SellerId
  readonly product: string
  readonly sku: string
  readonly saleUnit: SaleUnit
  readonly terms: Terms
  /** Members of the cooperative who make it. */
  readonly producers: readonly string[]
  readonly pause: Pause | null
  readonly harvests: readonly Harvest[]
} & Pricing

export type Offer = { readonly status: 'none' } | ListedOffer

export const initial: Offer = { status: 'none' }

export const isPaused = ({ pause }: Pick<ListedOffer, 'pause'>, today: Day): boolean =>
  pause !== null && pause.from <= today && (pause.to === null || today <= pause.to)

export function evolve(state: Offer, event: OfferEvent): Offer {
  if (event.type === 'OfferListed') {
    const { seller, product, sku, saleUnit, terms, producers, priceIdr, tiers, at } = event
    const price = { idr: priceIdr, tiers, since: at, lowestBeforeIdr: null }
    return { status: 'listed', seller, product, sku, saleUnit, terms, producers, price, past: [], pause: null, harvests: [] }
  }
  return state.status === 'listed' ? changed(state, event) : state
}

function changed(state: ListedOffer, event: Exclude<OfferEvent, { type: 'OfferListed' }>): ListedOffer {
  switch (event.type) {
    case 'OfferPriced': {
      const { priceIdr: idr, tiers, lowestOf30DaysIdr: lowestBeforeIdr, at } = event
      return { ...state, ...repriced(state, { idr, tiers, lowestBeforeIdr }, at) }
    }
    case 'OfferTermsSet':
      return { ...state, terms: event.terms, producers: event.producers }
    case 'OfferPaused':
      return { ...state, pause: { from: event.from, to: event.to } }
    case 'OfferResumed':
      return { ...state, pause: null }
    case 'HarvestsSet':
      return { ...state, harvests: event.harvests }
    default:
      return never(event)
  }
}
