// What the scorecard looks at in an application: figures that checks, survey and form have told.
// Guarantees: pure; what nobody has told is null. Does not guarantee: that a declared figure is true.
import { annuityIdr, type Day } from '@simpul/kernel'
import type { Values } from '../policy/scorecard.ts'
import { hasPassed, type CheckName, type File, type Survey, type Terms } from './application.ts'
import { monthsBetween } from './verdictFacts.ts'

export function scoreValues(file: File, survey: Survey, terms: Terms, on: Day): Values {
  const { business } = file
  const { monthlyTurnoverIdr, monthlyCapacityIdr, domicileMonths = null } = survey
  const yearlyIdr = monthlyTurnoverIdr * 12
  const declaredIdr = business.yearlyTurnoverIdr
  return {
    rpc: share(annuityIdr(terms), monthlyCapacityIdr),
    tenorMonths: terms.tenorMonths,
    domicileMonths,
    businessAgeMonths: monthsBetween(business.startedOn, on),
    margin: share(monthlyCapacityIdr, monthlyTurnoverIdr),
    plafonToTurnover: share(terms.plafonIdr, yearlyIdr),
    turnoverGap: share(Math.abs(yearlyIdr - declaredIdr), declaredIdr),
    kolektibilitas: told(file, 'slik', 'kolektibilitas'),
    openCredits: told(file, 'slik', 'credits'),
    earlierKur: told(file, 'sikp', 'kur'),
    legality: Number(business.hasNib) + Number(business.hasNpwp),
  }
}

/** In whole millionths, down; null of nothing. Shares above a safe integer are as bad as the largest one. */
function share(partIdr: number, wholeIdr: number): number | null {
  if (wholeIdr === 0) return null
  const ppm = (BigInt(partIdr) * 1_000_000n) / BigInt(wholeIdr)
  return Number(ppm > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : ppm)
}

function told({ checks }: File, check: CheckName, name: string): number | null {
  const result = checks[check]
  if (!result || !hasPassed(result) || !('facts' in result)) return null
  const fact = result.facts[name]
  return typeof fact === 'number' ? fact : null
}
