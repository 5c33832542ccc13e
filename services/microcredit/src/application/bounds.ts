// The figures, days and hands that an application accepts at all. What KUR allows within them is the business of the rules, with reasons.
import { dayInWib, type Day, type Instant } from '@simpul/kernel'
import { refuse } from '../refusals.ts'
import type { PersonId } from '../parties.ts'
import type { File, Terms } from './application.ts'

/** The largest KUR programme figure known is 5 billion (KPP supply side, MC §1.2); above it is a slip of the finger. */
const PLAFON_IDR_MAX = 5_000_000_000
/** Ten years: twice the longest tenor of MC §1.2 (KI, 60 months), so that the rule and not the form refuses 61. */
const TENOR_MONTHS_MAX = 120
const RATE_PPM_MAX = 1_000_000

export function checkFigure(field: string, value: number, min: number, max: number): void {
  if (!Number.isSafeInteger(value) || value < min || value > max)
    throw refuse('application/figure-invalid', { field, value, min, max })
}

export const checkPlafon = (plafonIdr: number) => checkFigure('plafonIdr', plafonIdr, 1, PLAFON_IDR_MAX)
export const checkTenor = (tenorMonths: number) => checkFigure('tenorMonths', tenorMonths, 1, TENOR_MONTHS_MAX)

export function checkTerms({ plafonIdr, tenorMonths, ratePpm }: Terms): void {
  checkPlafon(plafonIdr)
  checkTenor(tenorMonths)
  checkFigure('ratePpm', ratePpm, 0, RATE_PPM_MAX)
}

export function checkCount(field: string, list: readonly unknown[], max: number): void {
  if (list.length > max) throw refuse('application/too-many', { field, count: list.length, max })
}

export function checkHappened(field: string, day: Day, now: Instant): void {
  if (day > dayInWib(now)) throw refuse('application/date-in-future', { field, day })
}

/** Whoever works at the lender and applies there has no hand in their own file. */
export function checkNotOwn({ applicant }: File, ...people: readonly PersonId[]): void {
  if (people.includes(applicant.person)) throw refuse('application/own-application')
}
