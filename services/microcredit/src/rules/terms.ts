// What the loan would cost: borrower rate, subsidy to the lender, disaster relief, monthly instalment.
// Guarantees: pure; two published rates that exclude each other stay candidates and none is picked; relief that was only announced
// is named as such. Does not guarantee: a rate for 2026 that somebody has read in the decree.
import { annuityIdr, annuitySchedule, type Day, type Ppm, type RateStep, type Rupiah, type Schedule } from '@simpul/kernel'
import type { ApplicantFacts } from './facts.ts'
import { contradiction, LENDER_RATE, NO_RATE, NO_VERSION, reliefNotIssued, type Notice } from './notices.ts'
import { versionAt, type Cited, type RateRow, type Relief, type RuleBook, type SchemeEntry, type Terms } from './ruleBook.ts'

export interface CitedPpm extends Cited {
  readonly ppm: Ppm
}

export interface FoundTerms {
  /** 1 for the first KUR of this scheme; null while SIKP has not told. */
  readonly access: number | null
  readonly rate: CitedPpm | null
  readonly candidates: readonly CitedPpm[]
  readonly subsidy: CitedPpm | null
  /** Later rates, where they step by the year; empty without relief. */
  readonly rateSteps: readonly RateStep[]
  readonly instalmentIdr: Rupiah | null
  /** The law allows a grace period; its length is the lender's. Null: nothing was found about one. */
  readonly grace: Cited | null
  readonly notices: readonly Notice[]
}

const NOTHING = { rate: null, candidates: [], subsidy: null, rateSteps: [], instalmentIdr: null, grace: null } as const

export function termsOf(entry: SchemeEntry, facts: ApplicantFacts, akadOn: Day, book: RuleBook): FoundTerms {
  const access = facts.earlierAccesses === null ? null : (facts.earlierAccesses[entry.scheme] ?? 0) + 1
  const version = versionAt(entry.versions, akadOn)
  if (!version) return { access, ...NOTHING, notices: [NO_VERSION] }
  const { bound } = version
  if (bound.lenderRateMinusPpm !== undefined)
    return { access, ...NOTHING, ...lenderRate(bound.lenderRateMinusPpm, version, facts) }
  const relief = reliefOf(entry, facts, akadOn, book)
  if (relief) return { access, ...NOTHING, ...relieved(relief, facts, akadOn) }
  // Nobody knows yet which access this is; a rate that is the same at every access needs no telling.
  if (access === null && bound.rates.some(({ repeats }) => !repeats)) return { access, ...NOTHING, notices: [] }
  const candidates = bound.rates.flatMap((row) => at(row, access ?? 1) ?? [])
  const [first, ...others] = candidates
  const agree = first !== undefined && others.every(({ ppm }) => ppm === first.ppm)
  const notices = first === undefined ? [NO_RATE] : agree ? [] : [contradiction(candidates)]
  const rate = agree ? first : null
  const { plafonIdr, tenorMonths } = facts
  return {
    access,
    rate,
    candidates,
    subsidy: subsidyOf(bound, plafonIdr, access ?? 1),
    rateSteps: [],
    instalmentIdr: rate && annuityIdr({ plafonIdr, tenorMonths, ratePpm: rate.ppm }),
    grace: bound.grace ?? null,
    notices,
  }
}

/** The annuity of an application: what the applicant is shown before the akad. */
export function instalmentSchedule(plafonIdr: Rupiah, tenorMonths: number, ratePpm: Ppm): Schedule {
  return annuitySchedule({ plafonIdr, tenorMonths, ratePpm })
}

function at({ byAccess, repeats, ...source }: RateRow, access: number): CitedPpm | null {
  const ppm = byAccess[access - 1] ?? (repeats ? byAccess.at(-1) : undefined)
  return ppm === undefined ? null : { ppm, ...citedOf(source) }
}

function subsidyOf({ subsidies }: Terms, plafonIdr: Rupiah, access: number): CitedPpm | null {
  const row = subsidies.find(({ aboveIdr, upToIdr }) => plafonIdr > aboveIdr && plafonIdr <= upToIdr)
  return row ? at(row, access) : null
}

const citedOf = ({ cite, conf, needsLegalSignoff, notConfirmed }: Cited): Cited => ({
  cite,
  conf,
  needsLegalSignoff,
  ...(notConfirmed ? { notConfirmed } : {}),
})

function lenderRate(
  minusPpm: Ppm,
  source: Cited,
  { lenderRatePpm, plafonIdr, tenorMonths }: ApplicantFacts,
): Pick<FoundTerms, 'rate' | 'candidates' | 'subsidy' | 'instalmentIdr' | 'notices'> {
  const subsidy = { ppm: minusPpm, ...citedOf(source) }
  if (lenderRatePpm === null || lenderRatePpm === undefined)
    return { rate: null, candidates: [], subsidy, instalmentIdr: null, notices: [LENDER_RATE] }
  const ratePpm = Math.max(0, lenderRatePpm - minusPpm)
  const rate = { ppm: ratePpm, ...citedOf(source) }
  return { rate, candidates: [rate], subsidy, instalmentIdr: annuityIdr({ plafonIdr, tenorMonths, ratePpm }), notices: [] }
}

function reliefOf({ scheme }: SchemeEntry, { province }: ApplicantFacts, akadOn: Day, book: RuleBook): Relief | undefined {
  if (province === null || province === undefined) return undefined
  return book.reliefs.find(
    (each) =>
      each.provinces.includes(province) &&
      each.schemes.includes(scheme) &&
      each.from <= akadOn &&
      (each.to === null || akadOn <= each.to),
  )
}

function relieved(
  relief: Relief,
  { plafonIdr, tenorMonths }: ApplicantFacts,
  akadOn: Day,
): Omit<FoundTerms, 'access' | 'subsidy' | 'grace'> {
  const { ratePpm, steps, grace } = reliefPlan(relief, akadOn, tenorMonths)
  const { instalments } = annuitySchedule({ plafonIdr, tenorMonths, ratePpm, steps, ...(grace.months > 0 ? { grace } : {}) })
  const rate = { ppm: ratePpm, ...citedOf(relief) }
  return {
    rate,
    candidates: [rate],
    rateSteps: steps,
    instalmentIdr: instalments.find(({ paymentIdr }) => paymentIdr > 0)?.paymentIdr ?? 0,
    notices: [reliefNotIssued(relief)],
  }
}

/** The rate of each year as steps of the schedule, and the months that are not collected as its grace. Instalment n is due n months after the akad. */
export function reliefPlan(relief: Relief, akadOn: Day, tenorMonths: number) {
  const dueIn = (number: number) => Number(akadOn.slice(0, 4)) * 12 + Number(akadOn.slice(5, 7)) - 1 + number
  const rateIn = (number: number) => {
    const year = Math.floor(dueIn(number) / 12)
    return (relief.byYear.findLast((each) => each.year <= year) ?? relief.byYear[0])?.ratePpm ?? 0
  }
  const steps: RateStep[] = []
  for (let number = 2; number <= tenorMonths; number++)
    if (rateIn(number) !== rateIn(number - 1)) steps.push({ fromMonth: number, ratePpm: rateIn(number) })
  const lastUncollected = Number(relief.uncollectedTo.slice(0, 4)) * 12 + Number(relief.uncollectedTo.slice(5, 7)) - 1
  const months = Math.max(0, Math.min(lastUncollected - dueIn(0), tenorMonths - 1))
  return { ratePpm: rateIn(1), steps, grace: { months, of: 'everything' as const } }
}
