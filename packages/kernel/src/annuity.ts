// The annuity and one month's interest, exact before they are rounded: with the monthly rate as the fraction p/q of integers.
// Guarantees: no binary float takes part; the rounding is that of the exact value.
// Does not guarantee: that a schedule ends at nothing owed: schedule.ts lets the last instalment absorb the rounding.
import { ppm, type Ppm } from './rate.ts'
import { divide } from './rounding.ts'
import { rupiah, shareIdr, type Rupiah } from './rupiah.ts'

export interface Loan {
  readonly plafonIdr: Rupiah
  readonly tenorMonths: number
  readonly ratePpm: Ppm
}

/** 40 years. Above it somebody mistook the unit; it also bounds the size of the powers below. */
export const TENOR_MONTHS_MAX = 480

const MONTHS_PPM = 12_000_000n // ppm a year → fraction a month: divide by 12 × 1,000,000

/** One month's interest on a balance, half-up. */
export function monthlyInterestIdr(balanceIdr: Rupiah, ratePpm: Ppm): Rupiah {
  return shareIdr(balanceIdr, BigInt(ppm(ratePpm)), MONTHS_PPM, 'half-up')
}

/**
 * The fixed monthly instalment A = P·r / (1 − (1+r)^−n), half-up, in whole rupiah.
 * With r = p/q it is P·p·(q+p)^n / (q·((q+p)^n − q^n)): integers alone, so the rounding is that of the exact value.
 */
export function annuityIdr(loan: Loan): Rupiah {
  checkLoan(loan)
  const { numerator, denominator } = exactAnnuity(loan)
  return rupiah(divide(numerator, denominator, 'half-up'))
}

function exactAnnuity({ plafonIdr, tenorMonths, ratePpm }: Loan): { numerator: bigint; denominator: bigint } {
  const months = BigInt(tenorMonths)
  if (ratePpm === 0) return { numerator: BigInt(plafonIdr), denominator: months }
  const p = BigInt(ratePpm)
  const grown = (MONTHS_PPM + p) ** months
  return { numerator: BigInt(plafonIdr) * p * grown, denominator: MONTHS_PPM * (grown - MONTHS_PPM ** months) }
}

/**
 * One line of the annuity as sheets print it that carry fractions of a rupiah and round for display alone: its principals need
 * not add up. To compare with published tables; money is booked by annuitySchedule.
 */
export function unroundedAnnuityLine(
  loan: Loan,
  number: number,
): { principalIdr: Rupiah; interestIdr: Rupiah; balanceIdr: Rupiah } {
  checkLoan(loan)
  const { plafonIdr, tenorMonths, ratePpm } = loan
  if (!Number.isInteger(number) || number < 1 || number > tenorMonths)
    throw new RangeError(`no month ${number} of ${tenorMonths}`)
  const plafon = BigInt(plafonIdr)
  const n = BigInt(tenorMonths)
  const k = BigInt(number)
  if (ratePpm === 0) {
    const share = (months: bigint) => rupiah(divide(plafon * months, n, 'half-up'))
    return { principalIdr: share(1n), interestIdr: 0, balanceIdr: share(n - k) }
  }
  const p = BigInt(ratePpm)
  const grown = MONTHS_PPM + p
  const denominator = grown ** n - MONTHS_PPM ** n
  // Owed after k months: P·((1+r)^n − (1+r)^k) / ((1+r)^n − 1).
  const owedAfter = (months: bigint) => plafon * (grown ** n - grown ** months * MONTHS_PPM ** (n - months))
  const interest = divide(owedAfter(k - 1n) * p, denominator * MONTHS_PPM, 'half-up')
  const principal = divide(plafon * p * grown ** (k - 1n) * MONTHS_PPM ** (n - k), denominator, 'half-up')
  return {
    principalIdr: rupiah(principal),
    interestIdr: rupiah(interest),
    balanceIdr: rupiah(divide(owedAfter(k), denominator, 'half-up')),
  }
}

/** The flat rate whose instalment is that of this annuity: 6 % effective over 36 months is 3.173 % flat. */
export function flatEquivalentPpm(loan: Loan): Ppm {
  checkLoan(loan)
  const { numerator, denominator } = exactAnnuity(loan)
  const plafon = BigInt(loan.plafonIdr)
  const months = BigInt(loan.tenorMonths)
  return ppm(Number(divide((numerator * months - plafon * denominator) * MONTHS_PPM, denominator * plafon * months, 'half-up')))
}

/** Throws RangeError for a plafon of nothing, a tenor out of bounds, a rate in another unit. */
export function checkLoan({ plafonIdr, tenorMonths, ratePpm }: Loan): void {
  if (rupiah(plafonIdr) <= 0) throw new RangeError(`a plafon must be positive, not ${plafonIdr}`)
  if (!Number.isInteger(tenorMonths) || tenorMonths < 1 || tenorMonths > TENOR_MONTHS_MAX)
    throw new RangeError(`a tenor is a whole number of months from 1 to ${TENOR_MONTHS_MAX}, not ${tenorMonths}`)
  ppm(ratePpm)
}
