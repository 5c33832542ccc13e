// The catalogue as data: what an offer costs, a base unit too, its tiers, which quantities it admits, and who sells it.
// Guarantees: of stock only whether there is plenty, little or none; the figure is the seller's. Does not: decide what is shown.
import { Type, type Static } from 'typebox'
import { closed, decimal, dimension, id, harvests, idrText, orNull, productText, terms, unitCode } from '../bodies.ts'
import { harvestMonths } from '../offer/harvest.ts'
import { perBaseIdr } from '../offer/quote.ts'
import { text } from '../units/exact.ts'
import { amountInBase, nameOf, perBaseUnit, thousandths } from '../units/saleUnit.ts'
import type { CataloguePage, OpenOffer } from './published.ts'

const idr = Type.Integer({ minimum: 0 })

export const STOCK_LEVELS = ['plenty', 'low', 'out', 'unknown'] as const
export type StockLevel = (typeof STOCK_LEVELS)[number]

export const OpenOfferView = closed({
  id,
  seller: id,
  sellerName: Type.String(),
  sellerRegion: Type.String(),
  /** An unverified cooperative is shown as such. */
  sellerVerified: Type.Boolean(),
  /** Since when that is known of the seller. */
  sellerAsOf: Type.String(),
  unitName: Type.String(),
  priceIdr: idr,
  baseUnit: unitCode,
  perBaseIdr: idrText,
  tiers: Type.Array(closed({ from: decimal, priceIdr: idr, perBaseIdr: idrText })),
  terms,
  moqInBase: decimal,
  stock: Type.Enum([...STOCK_LEVELS]),
  harvests,
  /** Months of the year, 1 to 12, in which something is harvested. */
  months: Type.Array(Type.Integer({ minimum: 1, maximum: 12 })),
})

export const CatalogueItem = closed({
  id,
  name: Type.String(),
  category: Type.String(),
  dimension,
  /** Open offers, at most 50 counted. */
  offers: Type.Integer({ minimum: 0 }),
  fromPerBaseIdr: orNull(idrText),
  baseUnit: orNull(unitCode),
})

export const ProductPage = closed({ id, ...productText, dimension, offers: Type.Array(OpenOfferView) })

/** Enough for the smallest order ten times over is plenty. */
export function stockLevel({ offer: { saleUnit, terms: admits }, available }: OpenOffer): StockLevel {
  if (available === null) return 'unknown'
  const least = thousandths(saleUnit, admits.moq) ?? 0
  if (available === 0 || available < least) return 'out'
  return available < least * 10 ? 'low' : 'plenty'
}

export function openOfferView(open: OpenOffer): Static<typeof OpenOfferView> {
  const { offer, cooperative } = open
  const { saleUnit, priceIdr } = offer
  return {
    id: offer.id,
    seller: offer.seller,
    sellerName: cooperative.name,
    sellerRegion: cooperative.region,
    sellerVerified: cooperative.verified,
    sellerAsOf: cooperative.asOf,
    unitName: nameOf(saleUnit),
    priceIdr,
    baseUnit: perBaseUnit(saleUnit),
    perBaseIdr: perBaseIdr(saleUnit, priceIdr),
    tiers: offer.tiers.map((tier) => ({ ...tier, perBaseIdr: perBaseIdr(saleUnit, tier.priceIdr) })),
    terms: offer.terms,
    moqInBase: text(amountInBase(saleUnit, offer.terms.moq)),
    stock: stockLevel(open),
    harvests: [...offer.harvests],
    months: harvestMonths(offer.harvests),
  }
}

export function catalogueItem({ product, offers }: CataloguePage['rows'][number]): Static<typeof CatalogueItem> {
  const { id: of, dimension: measured, name, category, published } = product
  const cheapest = offers[0]?.offer
  return {
    id: of,
    name: published?.name ?? name,
    category: published?.category ?? category,
    dimension: measured,
    offers: offers.length,
    fromPerBaseIdr: cheapest ? perBaseIdr(cheapest.saleUnit, cheapest.priceIdr) : null,
    baseUnit: cheapest ? perBaseUnit(cheapest.saleUnit) : null,
  }
}
