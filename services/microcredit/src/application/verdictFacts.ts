// From what stands in an application to what the rules look at, and the verdict that follows.
// Guarantees: pure; what nobody has told yet is null, never a no; a scheme that the rule book does not have, or a plafon of another
// scheme than the one asked for, goes to a person (`refer`) instead of being judged by the wrong rules.
// Does not guarantee: facts that the form does not ask for: the spouse (R-SPOUSE) is not known here.
import type { Day } from '@simpul/kernel'
import type { ApplicantFacts } from '../rules/evaluate.ts'
import type { KurScheme } from '../rules/ruleBook.ts'
import { verdict } from '../rules/verdict.ts'
import {
  fileOf,
  hasPassed,
  type Application,
  type CheckFacts,
  type CheckResult,
  type File,
  type Survey,
  type Verdict,
} from './application.ts'
import { recordedVerdict } from './recordedVerdict.ts'

const KUR_SCHEMES = ['SUPER_MIKRO', 'MIKRO', 'KECIL'] as const satisfies readonly KurScheme[]

type Accesses = Readonly<Partial<Record<string, number>>>

/** What the SIKP check records of the KUR received so far. `kur` stands there even when it is 0: only so is "none" told from "not asked". */
export function factsOfAccesses(accesses: Accesses): CheckFacts {
  const counted = Object.entries(accesses).flatMap(([scheme, count]) => (count ? [[`kur.${scheme}`, count] as const] : []))
  return { kur: counted.reduce((sum, [, count]) => sum + count, 0), ...Object.fromEntries(counted) }
}

export function accessesOf(check: CheckResult | undefined): ApplicantFacts['earlierAccesses'] {
  if (!check || !hasPassed(check) || !('facts' in check) || typeof check.facts['kur'] !== 'number') return null
  const { facts } = check
  return Object.fromEntries(
    KUR_SCHEMES.flatMap((scheme) => {
      const count = facts[`kur.${scheme}`]
      return typeof count === 'number' ? [[scheme, count]] : []
    }),
  )
}

/** Null before the application was sent. */
export function verdictFacts(state: Application, akadOn: Day): ApplicantFacts | null {
  const file = fileOf(state)
  return file && factsOf(file, surveyOf(state), akadOn)
}

/** The verdict as it is recorded on the application; null before it was sent. */
export function verdictOf(state: Application, akadOn: Day): Verdict | null {
  const file = fileOf(state)
  const facts = verdictFacts(state, akadOn)
  if (!file || !facts) return null
  const given = verdict(facts, akadOn)
  if (given.scheme === file.asked.scheme) return recordedVerdict(given)
  return { outcome: 'refer', indicative: null, akadOn, ratePpm: null, findings: [] }
}

function factsOf({ asked, business, checks }: File, survey: Survey | null, akadOn: Day): ApplicantFacts {
  const { plafonIdr, tenorMonths, loanType } = asked
  return {
    plafonIdr,
    tenorMonths,
    loanType,
    sector: business.sector,
    businessAgeMonths: monthsBetween(business.startedOn, akadOn),
    substitutes: business.substitutes,
    earlierAccesses: accessesOf(checks.sikp),
    occupation: business.ownerIsCivilServant ? 'asn' : 'other',
    hasNpwp: business.hasNpwp,
    collateralDemanded: survey && survey.collateralDemanded.length > 0,
    spouse: null,
  }
}

function surveyOf(state: Application): Survey | null {
  if ('survey' in state) return state.survey
  return state.status === 'need-info' && 'survey' in state.back ? state.back.survey : null
}

/** Whole months: from the 15th to the 14th two months later is one. A business that starts after the akad has run for none. */
function monthsBetween(from: Day, to: Day): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate()
  // Who started on the 31st completes a month on the last day of a shorter one.
  const begun = toDay < Math.min(fromDay, lastOfMonth) ? 1 : 0
  return Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth - begun)
}
