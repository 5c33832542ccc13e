// Offers as lists show them: one row each, with the price of a base unit, by which offers of one product are compared.
// Guarantees: a pure fold of the offer's own events. Does not: know what is in stock; a list asks `stocks` for its ≤ 100 rows.
import { offerContract } from '@simpul/contracts'
import { never, type Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import type { Harvest } from '../offer/harvest.ts'
import type { OfferEvent, Pause } from '../offer/offer.ts'
import type { Tier } from '../offer/price.ts'
import type { Terms } from '../offer/terms.ts'
import { rounded, times, whole } from '../units/exact.ts'
import { perBase, type SaleUnit } from '../units/saleUnit.ts'

export type OfferRow = {
  readonly seller: string
  readonly product: string
  readonly sku: string
  readonly saleUnit: SaleUnit
  readonly priceIdr: number
  readonly tiers: readonly Tier[]
  readonly terms: Terms
  /** Hundredths of a rupiah a base unit, half up; ≤ 10^15. */
  readonly perBaseHundredths: number
  readonly pause: Pause | null
  readonly harvests: readonly Harvest[]
  readonly since: Instant
}

const hundredths = (unit: SaleUnit, priceIdr: number) => Number(rounded(times(perBase(unit, priceIdr), whole(100)), 'half-up'))

export const offers = projection<OfferRow, OfferEvent>({
  name: 'offers',
  from: offerContract,
  indexes: [{ keys: { seller: 1, sku: 1 } }, { keys: { product: 1, perBaseHundredths: 1 } }],
  fold(row, event) {
    if (event.type === 'OfferListed') {
      const { seller, product, sku, saleUnit, priceIdr, tiers, terms, at: since } = event
      const perBaseHundredths = hundredths(saleUnit, priceIdr)
      return { seller, product, sku, saleUnit, priceIdr, tiers, terms, perBaseHundredths, pause: null, harvests: [], since }
    }
    return row && changed(row, event)
  },
})

function changed(row: OfferRow, event: Exclude<OfferEvent, { type: 'OfferListed' }>): OfferRow {
  switch (event.type) {
    case 'OfferPriced': {
      const { priceIdr, tiers } = event
      return { ...row, priceIdr, tiers, perBaseHundredths: hundredths(row.saleUnit, priceIdr) }
    }
    case 'OfferTermsSet':
      return { ...row, terms: event.terms }
    case 'OfferPaused':
      return { ...row, pause: { from: event.from, to: event.to } }
    case 'OfferResumed':
      return { ...row, pause: null }
    case 'HarvestsSet':
      return { ...row, harvests: event.harvests }
    default:
      return never(event)
  }
}
