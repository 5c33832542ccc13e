// What a loan really costs: the effective rate of any row of payments, and the flat rate that a quoted instalment implies.
// Guarantees: the yearly rate (12 × the monthly internal rate of return) to 1e-9, checked in tests by exact integers.
// Does not guarantee: a verdict on the lender: fees outside the payments are seen only when they are taken off what was received.
import { divide } from './rounding.ts'
import { rupiah, type Rupiah } from './rupiah.ts'

const MONTHLY_MAX = 1_000 // 100,000 % a month; above it somebody mistook the unit
const MONTHLY_MIN = -0.999_999
/** 1,000 halved 100 times is 1e-27, far below what floats can tell apart. */
const HALVINGS = 100

/**
 * The yearly rate as a fraction (0.06 is 6 %) at which monthly payments, the first after one month, repay what was received.
 * Below zero when less is paid back than received; null when nothing is paid, or when the rate is beyond 100,000 % a month.
 */
export function effectiveRate(receivedIdr: Rupiah, payments: readonly Rupiah[]): number | null {
  if (rupiah(receivedIdr) <= 0) throw new RangeError(`what was received must be positive, not ${receivedIdr}`)
  if (payments.some((each) => rupiah(each) < 0)) throw new RangeError('a payment is not negative')
  // What the payments are worth falls as the rate rises, so the rate is between the bounds or nowhere.
  if (worthOf(payments, MONTHLY_MIN) < receivedIdr || worthOf(payments, MONTHLY_MAX) > receivedIdr) return null
  let [low, high] = [MONTHLY_MIN, MONTHLY_MAX]
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2
    if (worthOf(payments, middle) > receivedIdr) low = middle
    else high = middle
  }
  return high * 12
}

/** Σ payment·(1+r)^−k, from the last payment on. */
const worthOf = (payments: readonly Rupiah[], monthly: number): number =>
  payments.reduceRight((worth, payment) => (worth + payment) / (1 + monthly), 0)

/** The flat yearly rate, in ppm, that a quoted monthly instalment means: (n × instalment − P) / P × 12 / n. May be negative. */
export function impliedFlatPpm(quote: { plafonIdr: Rupiah; tenorMonths: number; instalmentIdr: Rupiah }): number {
  const { plafonIdr, tenorMonths, instalmentIdr } = quote
  if (rupiah(plafonIdr) <= 0 || !Number.isInteger(tenorMonths) || tenorMonths < 1)
    throw new RangeError('a quote has a positive plafon and a whole number of months')
  const months = BigInt(tenorMonths)
  const plafon = BigInt(plafonIdr)
  return Number(divide((BigInt(rupiah(instalmentIdr)) * months - plafon) * 12_000_000n, plafon * months, 'half-up'))
}
