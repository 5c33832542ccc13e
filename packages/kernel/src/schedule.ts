// Instalment schedules: annuity (the KUR rule: "6% efektif"), flat, and declining ('menurun'). Source: microcredit.md §4.
// Guarantees: whole rupiah; each period's interest rounded half-up; the principals add up to the plafon exactly, because the
// last instalment absorbs what rounding left; no principal is negative; each line says in words how it came about. The annuity is
// rounded from its exact rational value. Rates may step from a month on; a grace period pays no principal, or nothing at all.
// Does not guarantee: what a bank books: its own rounding (up to Rp100, say) is not published, so a policy is named, never assumed.
import { annuityIdr, checkLoan, monthlyInterestIdr, type Loan } from './annuity.ts'
import { ppm, type Ppm } from './rate.ts'
import { divide, type Rounding } from './rounding.ts'
import { rupiah, shareIdr, sumIdr, type Rupiah } from './rupiah.ts'
import { explain, type Explanation } from './scheduleWords.ts'

export type ScheduleMethod = 'annuity' | 'flat' | 'declining'

/** How a lender rounds an instalment. Interest is rounded to the rupiah by everyone; the rest of the payment is principal. */
export interface RoundingPolicy {
  readonly name: string
  readonly multipleIdr: Rupiah
  readonly rounding: Rounding
}
export const TO_THE_RUPIAH: RoundingPolicy = { name: 'to-the-rupiah', multipleIdr: 1, rounding: 'half-up' }

/** From this month on, that rate: what is still owed is spread anew over the months that are left. */
export interface RateStep {
  readonly fromMonth: number
  readonly ratePpm: Ppm
}

/** `principal`: the first months pay interest alone. `everything`: they pay nothing, and their interest is spread, without interest on it, over the months after. */
export interface Grace {
  readonly months: number
  readonly of: 'principal' | 'everything'
}

export interface Plan extends Loan {
  readonly rounding?: RoundingPolicy
  readonly steps?: readonly RateStep[]
  readonly grace?: Grace
}

export interface Instalment {
  /** 1 for the first month. */
  readonly number: number
  readonly principalIdr: Rupiah
  readonly interestIdr: Rupiah
  /** What is paid this month: principal + interest. */
  readonly paymentIdr: Rupiah
  /** What is still owed afterwards. */
  readonly balanceIdr: Rupiah
  readonly explanation: Explanation
}

export interface Schedule {
  readonly method: ScheduleMethod
  readonly plafonIdr: Rupiah
  readonly tenorMonths: number
  /** The rate of the first month. */
  readonly ratePpm: Ppm
  /** Name of the rounding policy. */
  readonly rounding: string
  readonly instalments: readonly Instalment[]
  readonly totalInterestIdr: Rupiah
  readonly totalPaymentIdr: Rupiah
}

const MONTHS_PPM = 12_000_000n // ppm a year → fraction a month: divide by 12 × 1,000,000

export const annuitySchedule = (plan: Plan): Schedule => schedule('annuity', plan, annuityMonths)

/** Interest on the whole plafon every month: what most published KUR tables print although the rule says effective. */
export const flatSchedule = (plan: Plan): Schedule => schedule('flat', plan, flatMonths)

/** 'Menurun': the same principal every month, interest on what is still owed. */
export const decliningSchedule = (plan: Plan): Schedule => schedule('declining', plan, decliningMonths)

export const scheduleBy = (method: ScheduleMethod, plan: Plan): Schedule =>
  ({ annuity: annuitySchedule, flat: flatSchedule, declining: decliningSchedule })[method](plan)

/** What a method needs to say about a stretch of months with one rate, and what is owed when it begins. */
interface Stretch {
  readonly balanceIdr: Rupiah
  readonly plafonIdr: Rupiah
  readonly monthsLeft: number
  readonly ratePpm: Ppm
  readonly rounding: RoundingPolicy
}
interface Month {
  readonly principalIdr: Rupiah
  readonly interestIdr: Rupiah
}
/** The months of a stretch, each from what is owed before it. */
type Method = (stretch: Stretch) => (balanceIdr: Rupiah) => Month

const annuityMonths: Method = ({ balanceIdr, monthsLeft, ratePpm, rounding }) => {
  if (balanceIdr === 0) return () => ({ principalIdr: 0, interestIdr: 0 })
  const fixedIdr = toMultiple(annuityIdr({ plafonIdr: balanceIdr, tenorMonths: monthsLeft, ratePpm }), rounding)
  return (owedIdr) => {
    const interestIdr = monthlyInterestIdr(owedIdr, ratePpm)
    return { principalIdr: fixedIdr - interestIdr, interestIdr }
  }
}

const flatMonths: Method = ({ plafonIdr, balanceIdr, monthsLeft, ratePpm, rounding }) => {
  const months = BigInt(monthsLeft)
  // Principal and interest are not rounded apart: the published instalment is the rounded sum (1,638,889 of microcredit.md §4).
  const exact = BigInt(balanceIdr) * MONTHS_PPM + BigInt(plafonIdr) * BigInt(ratePpm) * months
  const paymentIdr = rupiah(divide(exact, MONTHS_PPM * months, 'half-up'))
  const interestIdr = paymentIdr - shareIdr(balanceIdr, 1n, months, 'half-up')
  return () => ({ principalIdr: toMultiple(paymentIdr, rounding) - interestIdr, interestIdr })
}

const decliningMonths: Method = ({ balanceIdr, monthsLeft, ratePpm, rounding }) => {
  const principalIdr = toMultiple(shareIdr(balanceIdr, 1n, BigInt(monthsLeft), 'half-up'), rounding)
  return (owedIdr) => ({ principalIdr, interestIdr: monthlyInterestIdr(owedIdr, ratePpm) })
}

function schedule(method: ScheduleMethod, plan: Plan, monthsOf: Method): Schedule {
  checkPlan(plan)
  const { plafonIdr, tenorMonths, rounding = TO_THE_RUPIAH } = plan
  const graceMonths = plan.grace?.months ?? 0
  const deferred = spread(deferredIdr(plan), tenorMonths - graceMonths)
  const instalments: Instalment[] = []
  let balanceIdr = plafonIdr
  let month: ((balanceIdr: Rupiah) => Month) | null = null
  for (let number = 1; number <= tenorMonths; number++) {
    const ratePpm = rateIn(plan, number)
    const inGrace = number <= graceMonths
    if (!inGrace && (month === null || ratePpm !== rateIn(plan, number - 1)))
      month = monthsOf({ balanceIdr, plafonIdr, monthsLeft: tenorMonths - number + 1, ratePpm, rounding })
    const planned = inGrace || month === null ? graceMonth(plan, ratePpm) : month(balanceIdr)
    const isLast = number === tenorMonths
    // A few rupiah over many months would be repaid before the last one: then nothing is left to repay, never less than nothing.
    const principalIdr = isLast ? balanceIdr : Math.max(0, Math.min(planned.principalIdr, balanceIdr))
    const shareOfDeferred = inGrace ? 0 : deferred(number - graceMonths)
    const interestIdr = rupiah(planned.interestIdr + shareOfDeferred)
    const line = { number, principalIdr, interestIdr, paymentIdr: rupiah(principalIdr + interestIdr) }
    const owedIdr = method === 'flat' ? plafonIdr : balanceIdr
    const explanation = explain({
      ...line,
      method,
      owedIdr,
      ratePpm,
      isLast,
      grace: inGrace ? plan.grace?.of : undefined,
      shareOfDeferred,
    })
    balanceIdr = rupiah(balanceIdr - principalIdr)
    instalments.push({ ...line, balanceIdr, explanation })
  }
  return {
    method,
    plafonIdr,
    tenorMonths,
    ratePpm: rateIn(plan, 1),
    rounding: rounding.name,
    instalments,
    totalInterestIdr: sumIdr(instalments.map((each) => each.interestIdr)),
    totalPaymentIdr: sumIdr(instalments.map((each) => each.paymentIdr)),
  }
}

/** The rate of that month: of the last step that has begun. Of two steps for one month the later entry counts. */
function rateIn({ ratePpm, steps = [] }: Plan, number: number): Ppm {
  let found: RateStep | null = null
  for (const step of steps) if (step.fromMonth <= number && (found === null || step.fromMonth >= found.fromMonth)) found = step
  return found?.ratePpm ?? ratePpm
}

/** During grace nothing is repaid, so what is owed is the plafon; by every method the interest is that of one month on it. */
const graceMonth = ({ grace, plafonIdr }: Plan, ratePpm: Ppm): Month => ({
  principalIdr: 0,
  interestIdr: grace?.of === 'principal' ? monthlyInterestIdr(plafonIdr, ratePpm) : 0,
})

function deferredIdr(plan: Plan): Rupiah {
  if (plan.grace?.of !== 'everything') return 0
  let total = 0
  for (let number = 1; number <= plan.grace.months; number++) total += monthlyInterestIdr(plan.plafonIdr, rateIn(plan, number))
  return rupiah(total)
}

/** Even parts of a sum, rounded down; the last part absorbs the rest. */
function spread(totalIdr: Rupiah, parts: number): (part: number) => Rupiah {
  const each = shareIdr(totalIdr, 1n, BigInt(parts), 'down')
  return (part) => (part === parts ? totalIdr - each * (parts - 1) : each)
}

const toMultiple = (amountIdr: Rupiah, { multipleIdr, rounding }: RoundingPolicy): Rupiah =>
  rupiah(divide(BigInt(amountIdr), BigInt(multipleIdr), rounding) * BigInt(multipleIdr))

function checkPlan(plan: Plan): void {
  checkLoan(plan)
  const { tenorMonths, grace, steps = [], rounding = TO_THE_RUPIAH } = plan
  if (grace && (!Number.isInteger(grace.months) || grace.months < 0 || grace.months >= tenorMonths))
    throw new RangeError(`a grace period is a whole number of months below the tenor, not ${grace.months}`)
  for (const { fromMonth, ratePpm } of steps) {
    if (!Number.isInteger(fromMonth) || fromMonth < 1) throw new RangeError(`a rate steps at a month from 1, not ${fromMonth}`)
    ppm(ratePpm)
  }
  if (rupiah(rounding.multipleIdr) < 1) throw new RangeError(`a rounding multiple must be positive, not ${rounding.multipleIdr}`)
}
