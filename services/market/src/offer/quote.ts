// What a quantity of an offer costs: which tier, how much a base unit, and for irregular pieces what the scales make of it.
// Guarantees: the total is rounded once, half up to whole rupiah, at the end; a quantity that the offer does not admit is refused.
// Does not guarantee: that so much is there.
import { refuse } from '../refusals.ts'
import { rounded, text, type Exact } from '../units/exact.ts'
import { adjusted, amountInBase, cost, exactly, perBase, perBaseUnit, type Content } from '../units/saleUnit.ts'
import { dimensionOf, type UnitCode } from '../units/unit.ts'
import type { ListedOffer } from './offer.ts'
import { tierFor } from './price.ts'
import { checkQuantity } from './terms.ts'

/** 1,000 million million rupiah: no order comes near, and every sum stays exact. */
export const TOTAL_IDR_MAX = 1_000_000_000_000_000

export interface Quote {
  readonly quantity: string
  /** So much of the base unit it is; of irregular pieces by their average, or by the scales once weighed. */
  readonly inBase: string
  readonly baseUnit: UnitCode
  readonly priceIdr: number
  /** Which tier gives that price; null when it is the offer's own. */
  readonly tierFrom: string | null
  readonly perBaseIdr: string
  readonly totalIdr: number
  readonly standing: 'exact' | 'estimated' | 'weighed'
}

/** Rupiah a base unit, to the hundredth, half up. */
export const perBaseIdr = (unit: ListedOffer['saleUnit'], priceIdr: number): string => text(perBase(unit, priceIdr), 2)

export function quote({ saleUnit, terms, price }: ListedOffer, quantity: string, weighed: Content | null = null): Quote {
  checkQuantity(terms, quantity)
  const tier = tierFor(price, quantity)
  const priceIdr = tier?.priceIdr ?? price.idr
  const estimate = idr(cost(saleUnit, priceIdr, quantity))
  // By the estimate: what the scales say changes the bill, not whether the order was large enough.
  if (estimate < terms.orderMinimumIdr)
    throw refuse('offer/below-order-minimum', { totalIdr: estimate, minimumIdr: terms.orderMinimumIdr })
  const told = {
    quantity: text(exactly(quantity)),
    inBase: text(amountInBase(saleUnit, quantity)),
    baseUnit: perBaseUnit(saleUnit),
    priceIdr,
    tierFrom: tier?.from ?? null,
    perBaseIdr: perBaseIdr(saleUnit, priceIdr),
  }
  if (saleUnit.kind !== 'irregular') {
    if (weighed) throw refuse('offer/not-weighed', { field: 'weighed' })
    return { ...told, totalIdr: estimate, standing: 'exact' }
  }
  if (!weighed) return { ...told, totalIdr: estimate, standing: 'estimated' }
  if (dimensionOf(weighed.unit) !== dimensionOf(saleUnit.average.unit))
    throw refuse('offer/other-dimension', {
      field: 'weighed',
      sold: dimensionOf(weighed.unit),
      dimension: dimensionOf(saleUnit.average.unit),
    })
  const settled = adjusted(saleUnit, priceIdr, quantity, weighed)
  if ('offByPpm' in settled)
    throw refuse('offer/weight-off', {
      field: 'weighed',
      offPercent: Math.floor(settled.offByPpm / 10_000),
      tolerancePercent: saleUnit.tolerancePpm / 10_000,
    })
  const scales = text(amountInBase({ kind: 'measure', unit: weighed.unit }, weighed.quantity))
  return { ...told, inBase: scales, totalIdr: idr(settled.cost), standing: 'weighed' }
}

function idr(exact: Exact): number {
  const whole = rounded(exact, 'half-up')
  if (whole > BigInt(TOTAL_IDR_MAX)) throw refuse('offer/total-too-large', { maxIdr: TOTAL_IDR_MAX })
  return Number(whole)
}
