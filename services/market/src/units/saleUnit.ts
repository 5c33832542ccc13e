// What one of an offer is: a measure (a kuintal), a pack with its content (a karung of 50 kg), or a piece whose weight is known
// on average (a fish of about 1.2 kg, priced by the kilogram and settled by the scales).
// Guarantees: every figure is exact; what is kept of a quantity is a whole number of thousandths of the base unit (g, mL, mm).
// Does not guarantee: that a pack holds what it says; who delivers answers for that.
import { compare, decimal, isWhole, over, text, times, whole, type Exact } from './exact.ts'
import { baseOf, dimensionOf, inBase, scaled, symbolOf, type Dimension, type PackName, type UnitCode } from './unit.ts'

/** A decimal text and its unit. */
export interface Content {
  readonly quantity: string
  readonly unit: UnitCode
}

export type SaleUnit =
  | { readonly kind: 'measure'; readonly unit: UnitCode }
  | { readonly kind: 'pack'; readonly name: PackName; readonly content: Content }
  | { readonly kind: 'irregular'; readonly name: PackName; readonly average: Content; readonly tolerancePpm: number }

/** 9 digits of the largest unit are 10^15 thousandths, inside the safe integers. */
const THOUSANDTHS_MAX = 9_000_000_000_000_000n

export function contentOf(unit: SaleUnit): Content {
  if (unit.kind === 'measure') return { quantity: '1', unit: unit.unit }
  return unit.kind === 'pack' ? unit.content : unit.average
}

export const dimensionSold = (unit: SaleUnit): Dimension => dimensionOf(contentOf(unit).unit)

/** Of what is written in our own events; a body's text was checked by its pattern. */
export function exactly(written: string): Exact {
  const value = decimal(written)
  if (!value) throw new RangeError(`not a decimal: ${written}`)
  return value
}

const baseOfContent = ({ quantity, unit }: Content) => inBase(exactly(quantity), unit)

/** How much of the base unit so many of them are (on average). */
export const amountInBase = (unit: SaleUnit, quantity: string): Exact => times(exactly(quantity), baseOfContent(contentOf(unit)))

/** The same in thousandths of the base unit, as stock is kept; null when that is no whole number, or beyond what is exact. */
export function thousandths(unit: SaleUnit, quantity: string): number | null {
  const value = times(amountInBase(unit, quantity), whole(1_000))
  return isWhole(value) && value.n <= THOUSANDTHS_MAX ? Number(value.n) : null
}

/** So many thousandths, in sale units; exact. */
export const quantityOf = (unit: SaleUnit, ofThousandths: number): string =>
  text(over(over(whole(ofThousandths), whole(1_000)), baseOfContent(contentOf(unit))))

/** What the price is of: an irregular piece is priced by the unit of its weight. */
const pricedContent = (unit: SaleUnit): Content =>
  unit.kind === 'irregular' ? { quantity: '1', unit: unit.average.unit } : contentOf(unit)

/** Rupiah per base unit, exact: Rp 1.450.000 a kuintal is Rp 14.500 a kg. */
export const perBase = (unit: SaleUnit, priceIdr: number): Exact => over(whole(priceIdr), baseOfContent(pricedContent(unit)))

export const perBaseUnit = (unit: SaleUnit): UnitCode => baseOf(contentOf(unit).unit)

/** What so many cost at that price, in exact rupiah; of an irregular piece by its average weight. */
export function cost(unit: SaleUnit, priceIdr: number, quantity: string): Exact {
  const priced = over(amountInBase(unit, quantity), baseOfContent(pricedContent(unit)))
  return times(whole(priceIdr), priced)
}

/** What irregular pieces cost by the scales, or how far the scales are from the average: more than what was agreed is no adjustment. */
export function adjusted(
  unit: Extract<SaleUnit, { kind: 'irregular' }>,
  priceIdr: number,
  pieces: string,
  weighed: Content,
): { readonly cost: Exact } | { readonly offByPpm: number } {
  const [expected, actual] = [amountInBase(unit, pieces), baseOfContent(weighed)]
  const ratio = over(actual, expected)
  const off = ratio.n > ratio.d ? { n: ratio.n - ratio.d, d: ratio.d } : { n: ratio.d - ratio.n, d: ratio.d }
  const offBy = times(off, whole(1_000_000))
  if (compare(offBy, whole(unit.tolerancePpm)) > 0) return { offByPpm: Number(offBy.n / offBy.d) }
  return { cost: times(whole(priceIdr), over(actual, baseOfContent(pricedContent(unit)))) }
}

/** `karung 60 kg`, `kuintal`, `ekor ± 1.2 kg`. */
export function nameOf(unit: SaleUnit): string {
  if (unit.kind === 'measure') return symbolOf(unit.unit)
  return `${unit.name} ${unit.kind === 'irregular' ? '± ' : ''}${inWords(contentOf(unit))}`
}

/** `1,5 kg` of 1500 g, as Indonesians write it. */
export function inWords({ quantity, unit }: Content): string {
  const shown = scaled(exactly(quantity), unit)
  return `${text(shown.quantity, 3).replace('.', ',')} ${symbolOf(shown.unit)}`
}
