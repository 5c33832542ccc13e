// Which quantities an offer admits: a least one (MOQ), in steps of a multiple, and an order of at least so many rupiah.
// Guarantees: MOQ 48 in steps of 24 admits 48, 72, 96 and refuses 50, and says what would do. Source: market.md §1.3 [SPR-14536].
// Does not guarantee: a price; tiers pick that and refuse nothing.
import { refuse } from '../refusals.ts'
import { compare, decimal, isWhole, over, rounded, text, times, whole, type Exact } from '../units/exact.ts'
import { exactly, thousandths, type SaleUnit } from '../units/saleUnit.ts'

export interface Terms {
  /** In sale units. */
  readonly moq: string
  readonly multiple: string
  readonly orderMinimumIdr: number
}

/** Packs and pieces are sold whole; a measure in steps that stock can count. */
export function checkTerms(unit: SaleUnit, { moq, multiple }: Terms): void {
  const [least, step] = [positive('moq', moq), positive('multiple', multiple)]
  if (unit.kind !== 'measure' && !isWhole(step)) throw refuse('offer/not-whole', { field: 'multiple', name: unit.name })
  if (thousandths(unit, multiple) === null) throw refuse('offer/step-too-fine', { field: 'multiple', multiple })
  if (!isWhole(over(least, step))) throw refuse('offer/moq-not-a-multiple', { field: 'moq', moq, multiple })
}

export function positive(field: string, written: string): Exact {
  const value = decimal(written)
  if (!value || value.n <= 0n) throw refuse('offer/quantity-not-positive', { field })
  return value
}

export function checkQuantity({ moq, multiple }: Terms, quantity: string): void {
  const wanted = positive('quantity', quantity)
  const [least, step] = [exactly(moq), exactly(multiple)]
  if (compare(wanted, least) < 0) throw refuse('offer/below-moq', { field: 'quantity', quantity, moq })
  const steps = over(wanted, step)
  if (isWhole(steps)) return
  const at = (count: bigint) => text(times(step, whole(count)))
  const [lower, upper] = [at(rounded(steps, 'down')), at(rounded(steps, 'up'))]
  throw refuse('offer/not-a-multiple', { field: 'quantity', quantity, multiple, lower, upper })
}
