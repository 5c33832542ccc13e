// What a loan really costs: the effective rate of any row of payments, and the flat rate that a quoted instalment implies.
// Guarantees: the yearly rate (12 × the monthly internal rate of return) to 1e-9, checked in tests by exact integers.
// Does not guarantee: a verdict on the lender: fees outside the payments are seen only when they are taken off what was received.
import { divide } from './rounding.ts'
import { rupiah, sumIdr, type Rupiah } from './rupiah.ts'

const MONTHLY_MAX = 1_000 // 100,000 % a month; above it somebody mistook the unit

/**
 * The yearly rate as a fraction (0.06 is 6 %) at which monthly payments, the first after one month, repay what was received.
 * Below zero when less is paid back than received; null when nothing is paid, or when the rate is beyond 100,000 % a month.
 */
export function effectiveRate(receivedIdr: Rupiah, payments: readonly Rupiah[]): number | null {
  if (rupiah(receivedIdr) <= 0) throw new RangeError(`what was received must be positive, not ${receivedIdr}`)
  if (payments.some((each) => rupiah(each) < 0)) throw new RangeError('a payment is not negative')
  if (sumIdr(payments) === 0) return null
  // Left over after the payments, discounted: falls as the rate rises, so it has one root, between the bounds or nowhere.
  let [low, high] = [-0.999_999, MONTHLY_MAX]
  if (discounted(payments, low).value < receivedIdr || discounted(payments, high).value > receivedIdr) return null
  let rate = 0.01
  for (let round = 0; round < 200; round++) {
    const { value, slope } = discounted(payments, rate)
    if (value > receivedIdr) low = rate
    else high = rate
    const newton = rate - (value - receivedIdr) / slope
    const next = newton > low && newton < high ? newton : (low + high) / 2
    // Twice the same: floats can tell no more.
    if (Math.abs(next - rate) <= Number.EPSILON * (1 + Math.abs(rate)) || next === rate) return next * 12
    rate = next
  }
  return rate * 12
}

/** Σ payment·(1+r)^−k and its derivative, by Horner from the last payment on. */
function discounted(payments: readonly Rupiah[], monthly: number): { value: number; slope: number } {
  const v = 1 / (1 + monthly)
  let value = 0
  let byV = 0
  for (let index = payments.length - 1; index >= 0; index--) {
    byV = byV * v + value
    value = value * v + (payments[index] ?? 0)
  }
  return { value: value * v, slope: -(byV * v + value) * v * v }
}

/** The flat yearly rate, in ppm, that a quoted monthly instalment means: (n × instalment − P) / P × 12 / n. May be negative. */
export function impliedFlatPpm(quote: { plafonIdr: Rupiah; tenorMonths: number; instalmentIdr: Rupiah }): number {
  const { plafonIdr, tenorMonths, instalmentIdr } = quote
  if (rupiah(plafonIdr) <= 0 || !Number.isInteger(tenorMonths) || tenorMonths < 1)
    throw new RangeError('a quote has a positive plafon and a whole number of months')
  const months = BigInt(tenorMonths)
  const plafon = BigInt(plafonIdr)
  return Number(divide((BigInt(rupiah(instalmentIdr)) * months - plafon) * 12_000_000n, plafon * months, 'half-up'))
}
