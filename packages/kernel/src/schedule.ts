// Instalment schedules: annuity (the KUR rule: "6% efektif"), flat, and declining ('menurun'). Source: microcredit.md §4.
// Guarantees: whole rupiah; each period's interest rounded half-up; the principals add up to the plafon exactly, because the
// last instalment absorbs what rounding left; no principal is negative. The annuity is rounded from its exact rational value.
// Does not guarantee: what a bank books: its own rounding (up to Rp100, say) is not published. No grace period, no day count.
import { ppm, type Ppm } from './rate.ts'
import { divide } from './rounding.ts'
import { rupiah, shareIdr, sumIdr, type Rupiah } from './rupiah.ts'

export type ScheduleMethod = 'annuity' | 'flat' | 'declining'

export interface Instalment {
  /** 1 for the first month. */
  readonly number: number
  readonly principalIdr: Rupiah
  readonly interestIdr: Rupiah
  /** What is paid this month: principal + interest. */
  readonly paymentIdr: Rupiah
  /** What is still owed afterwards. */
  readonly balanceIdr: Rupiah
}

export interface Schedule {
  readonly method: ScheduleMethod
  readonly plafonIdr: Rupiah
  readonly tenorMonths: number
  readonly ratePpm: Ppm
  readonly instalments: readonly Instalment[]
  readonly totalInterestIdr: Rupiah
  readonly totalPaymentIdr: Rupiah
}

/** 40 years. Above it somebody mistook the unit; it also bounds the size of the powers below. */
export const TENOR_MONTHS_MAX = 480

const MONTHS_PPM = 12_000_000n // ppm a year → fraction a month: divide by 12 × 1,000,000

interface Loan {
  readonly plafonIdr: Rupiah
  readonly tenorMonths: number
  readonly ratePpm: Ppm
}

/** One month's interest on a balance, half-up. */
export function monthlyInterestIdr(balanceIdr: Rupiah, ratePpm: Ppm): Rupiah {
  return shareIdr(balanceIdr, BigInt(ppm(ratePpm)), MONTHS_PPM, 'half-up')
}

/**
 * The fixed monthly instalment A = P·r / (1 − (1+r)^−n), half-up, in whole rupiah.
 * With r = p/q it is P·p·(q+p)^n / (q·((q+p)^n − q^n)): integers alone, so the rounding is that of the exact value.
 */
export function annuityIdr({ plafonIdr, tenorMonths, ratePpm }: Loan): Rupiah {
  checkLoan({ plafonIdr, tenorMonths, ratePpm })
  if (ratePpm === 0) return shareIdr(plafonIdr, 1n, BigInt(tenorMonths), 'half-up')
  const months = BigInt(tenorMonths)
  const p = BigInt(ratePpm)
  const grown = (MONTHS_PPM + p) ** months
  return rupiah(divide(BigInt(plafonIdr) * p * grown, MONTHS_PPM * (grown - MONTHS_PPM ** months), 'half-up'))
}

export function annuitySchedule(loan: Loan): Schedule {
  const fixedIdr = annuityIdr(loan)
  return schedule('annuity', loan, (balanceIdr) => {
    const interestIdr = monthlyInterestIdr(balanceIdr, loan.ratePpm)
    return { principalIdr: fixedIdr - interestIdr, interestIdr }
  })
}

/** Interest on the whole plafon every month: what most published KUR tables print although the rule says effective. */
export function flatSchedule(loan: Loan): Schedule {
  checkLoan(loan)
  const months = BigInt(loan.tenorMonths)
  // Principal and interest are not rounded apart: the published instalment is the rounded sum (1,638,889 of microcredit.md §4).
  const paymentIdr = rupiah(
    divide(BigInt(loan.plafonIdr) * (MONTHS_PPM + BigInt(loan.ratePpm) * months), MONTHS_PPM * months, 'half-up'),
  )
  const principalIdr = shareIdr(loan.plafonIdr, 1n, months, 'half-up')
  return schedule('flat', loan, () => ({ principalIdr, interestIdr: paymentIdr - principalIdr }))
}

/** 'Menurun': the same principal every month, interest on what is still owed. */
export function decliningSchedule(loan: Loan): Schedule {
  checkLoan(loan)
  const principalIdr = shareIdr(loan.plafonIdr, 1n, BigInt(loan.tenorMonths), 'half-up')
  return schedule('declining', loan, (balanceIdr) => ({
    principalIdr,
    interestIdr: monthlyInterestIdr(balanceIdr, loan.ratePpm),
  }))
}

type Month = Pick<Instalment, 'principalIdr' | 'interestIdr'>

function schedule(method: ScheduleMethod, loan: Loan, month: (balanceIdr: Rupiah) => Month): Schedule {
  const instalments: Instalment[] = []
  let balanceIdr = loan.plafonIdr
  for (let number = 1; number <= loan.tenorMonths; number++) {
    const planned = month(balanceIdr)
    // A few rupiah over many months would be repaid before the last one: then nothing is left to repay, never less than nothing.
    const principalIdr = number === loan.tenorMonths ? balanceIdr : Math.min(planned.principalIdr, balanceIdr)
    balanceIdr = rupiah(balanceIdr - principalIdr)
    const paymentIdr = rupiah(principalIdr + planned.interestIdr)
    instalments.push({ number, principalIdr, interestIdr: planned.interestIdr, paymentIdr, balanceIdr })
  }
  return {
    method,
    ...loan,
    instalments,
    totalInterestIdr: sumIdr(instalments.map((each) => each.interestIdr)),
    totalPaymentIdr: sumIdr(instalments.map((each) => each.paymentIdr)),
  }
}

function checkLoan({ plafonIdr, tenorMonths, ratePpm }: Loan): void {
  if (rupiah(plafonIdr) <= 0) throw new RangeError(`a plafon must be positive, not ${plafonIdr}`)
  if (!Number.isInteger(tenorMonths) || tenorMonths < 1 || tenorMonths > TENOR_MONTHS_MAX)
    throw new RangeError(`a tenor is a whole number of months from 1 to ${TENOR_MONTHS_MAX}, not ${tenorMonths}`)
  ppm(ratePpm)
}
