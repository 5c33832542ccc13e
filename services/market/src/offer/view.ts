// An offer as it is read: the price of one, of a base unit, and each quantity also in the base unit, so that offers can be compared.
// Guarantees: MOQ and price are always told in the same base unit (10 karung of 60 kg: 600 kg). Does not: decide who may read it.
import { dayInWib, type Instant } from '@simpul/kernel'
import { Type, type Static } from 'typebox'
import { closed, day, decimal, harvests, id, idrText, orNull, producers, saleUnit, terms, unitCode } from '../bodies.ts'
import { text } from '../units/exact.ts'
import { amountInBase, nameOf, perBaseUnit, quantityOf } from '../units/saleUnit.ts'
import { isPaused, type ListedOffer } from './offer.ts'
import { perBaseIdr } from './quote.ts'

const idr = Type.Integer({ minimum: 0 })

export const OfferView = closed({
  id,
  version: Type.Integer(),
  seller: id,
  product: id,
  sku: Type.String(),
  saleUnit,
  /** `karung 60 kg` */
  unitName: Type.String(),
  baseUnit: unitCode,
  priceIdr: idr,
  perBaseIdr: idrText,
  tiers: Type.Array(closed({ from: decimal, priceIdr: idr, perBaseIdr: idrText })),
  priceSince: Type.String(),
  /** Of the 30 days before the price of now; null when it is the first. */
  lowestOf30DaysIdr: orNull(idr),
  terms,
  moqInBase: decimal,
  producers,
  pause: orNull(closed({ from: day, to: orNull(day) })),
  paused: Type.Boolean(),
  harvests,
  /** In sale units and in the base unit; null before the seller said it. */
  stock: orNull(closed({ quantity: Type.String(), inBase: Type.String() })),
})

export interface Shown {
  readonly id: string
  readonly version: number
  readonly state: ListedOffer
  /** In thousandths of the base unit. */
  readonly available: number | null
}

export function offerView({ id: of, version, state, available }: Shown, now: Instant): Static<typeof OfferView> {
  const { seller, product, sku, saleUnit: unit, price, terms: admits, pause } = state
  return {
    id: of,
    version,
    seller,
    product,
    sku,
    saleUnit: unit,
    unitName: nameOf(unit),
    baseUnit: perBaseUnit(unit),
    priceIdr: price.idr,
    perBaseIdr: perBaseIdr(unit, price.idr),
    tiers: price.tiers.map(({ from, priceIdr }) => ({ from, priceIdr, perBaseIdr: perBaseIdr(unit, priceIdr) })),
    priceSince: price.since,
    lowestOf30DaysIdr: price.lowestBeforeIdr,
    terms: admits,
    moqInBase: text(amountInBase(unit, admits.moq)),
    producers: [...state.producers],
    pause,
    paused: isPaused(state, dayInWib(now)),
    harvests: [...state.harvests],
    stock: available === null ? null : stockShown(state, available),
  }
}

export const stockShown = ({ saleUnit: unit }: Pick<ListedOffer, 'saleUnit'>, available: number) => ({
  quantity: quantityOf(unit, available),
  inBase: quantityOf({ kind: 'measure', unit: perBaseUnit(unit) }, available),
})
