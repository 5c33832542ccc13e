// From what stands in an application to what the rules look at, and the verdict that follows.
// Guarantees: pure; what nobody has told yet is null, never a no; each fact says who told it and, where that was recorded, when.
// Does not guarantee: facts that neither form nor checks tell: husband or wife, age, other papers stay unknown here.
import type { Day } from '@simpul/kernel'
import { counterfactual } from '../rules/counterfactual.ts'
import { gather, type ApplicantFacts, type Credit, type FactValues, type Statement } from '../rules/facts.ts'
import { kurRules } from '../rules/kurRules.ts'
import { KUR_SCHEMES, type RuleBook } from '../rules/ruleBook.ts'
import { verdict } from '../rules/verdict.ts'
import {
  fileOf,
  hasPassed,
  surveyOf,
  type Application,
  type CheckFacts,
  type CheckResult,
  type File,
  type Survey,
  type Verdict,
} from './application.ts'
import { recordedVerdict } from './recordedVerdict.ts'

type Accesses = Readonly<Partial<Record<string, number>>>

/** What the SIKP check records of the KUR received so far. `kur` stands there even when it is 0: only so is "none" told from "not asked". */
export function factsOfAccesses(accesses: Accesses): CheckFacts {
  const counted = Object.entries(accesses).flatMap(([scheme, count]) => (count ? [[`kur.${scheme}`, count] as const] : []))
  return { kur: counted.reduce((sum, [, count]) => sum + count, 0), ...Object.fromEntries(counted) }
}

export function accessesOf(check: CheckResult | undefined): ApplicantFacts['earlierAccesses'] {
  const facts = toldBy(check)
  if (typeof facts?.['kur'] !== 'number') return null
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
export function verdictOf(
  state: Application,
  akadOn: Day,
  { book = kurRules, onVersion }: { readonly book?: RuleBook; readonly onVersion?: number } = {},
): Verdict | null {
  const facts = verdictFacts(state, akadOn)
  return facts && recordedVerdict(verdict(facts, akadOn, book), onVersion)
}

/** What would turn the answer, for the letter: a search, so only where a verdict is given and not each time one is weighed. */
export function waysOf(state: Application, akadOn: Day, book: RuleBook = kurRules): NonNullable<Verdict['ways']> {
  const facts = verdictFacts(state, akadOn)
  return facts ? counterfactual(facts, akadOn, book).ways.map(({ sentence: { id, en } }) => ({ id, en })) : []
}

function factsOf({ asked, business, documents, checks, group }: File, survey: Survey | null, akadOn: Day): ApplicantFacts {
  const { plafonIdr, tenorMonths, loanType, scheme } = asked
  const brought = (kind: string) => documents.some((each) => each.kind === kind) || null
  const declared: Statement = {
    source: 'applicant',
    asOf: null,
    facts: {
      scheme,
      sector: business.sector,
      businessAgeMonths: monthsBetween(business.startedOn, akadOn),
      substitutes: business.substitutes,
      turnoverIdr: business.yearlyTurnoverIdr,
      occupation: business.ownerIsCivilServant ? 'asn' : 'other',
      hasNib: business.hasNib,
      hasNpwp: business.hasNpwp,
      hasBusinessLetter: brought('surat-keterangan-usaha'),
      hasFamilyCard: brought('kk'),
      hasBpjsTk: brought('bpjs-tk'),
    },
  }
  const together: Statement[] = group
    ? [{ source: 'applicant', asOf: null, facts: { recipient: 'group', group: group.facts } }]
    : []
  const surveyed: Statement[] = survey
    ? [{ source: 'survey', asOf: survey.surveyedOn, facts: { collateralDemanded: survey.collateralDemanded.length > 0 } }]
    : []
  return gather({ plafonIdr, tenorMonths, loanType }, [
    declared,
    ...together,
    ...surveyed,
    ...(hasPassed(checks.identity) ? [{ source: 'partners', asOf: null, facts: { hasIdentityDocument: true } } as const] : []),
    ...statementOf('sikp', checks.sikp, factsOfSikp),
    ...statementOf('slik', checks.slik, factsOfSlik),
  ])
}

/** What a check told; nothing when it did not pass. */
const toldBy = (check: CheckResult | undefined): CheckFacts | null =>
  check && hasPassed(check) && 'facts' in check ? check.facts : null

function statementOf(
  source: 'sikp' | 'slik',
  check: CheckResult | undefined,
  read: (facts: CheckFacts, check: CheckResult | undefined) => Partial<FactValues>,
): Statement[] {
  const facts = toldBy(check)
  if (!facts) return []
  const asOf = typeof facts['asOf'] === 'string' ? facts['asOf'] : null
  return [{ source, asOf, facts: read(facts, check) }]
}

const factsOfSikp = (facts: CheckFacts, check: CheckResult | undefined): Partial<FactValues> => ({
  isInSikp: true,
  earlierAccesses: accessesOf(check),
  outstandingMikroIdr: numberOf(facts['outstanding.MIKRO']),
  accumulatedKecilIdr: numberOf(facts['accumulated.KECIL']),
  credits: creditsOf(numberOf(facts['commercial'])),
})

const factsOfSlik = (facts: CheckFacts): Partial<FactValues> => ({
  slikWasAsked: true,
  worstKol: facts['credits'] === 0 ? 0 : numberOf(facts['kolektibilitas']),
})

/** SIKP counts the commercial credits; of what kind and how large they were, the rule does not ask. */
const creditsOf = (commercial: number | null): readonly Credit[] | null =>
  commercial === null
    ? null
    : Array.from({ length: commercial }, () => ({ kind: 'commercial', plafonIdr: null, standing: 'settled' }) as const)

const numberOf = (fact: CheckFacts[string] | undefined): number | null => (typeof fact === 'number' ? fact : null)

/** Whole months: from the 15th to the 14th two months later is one. A business that starts after the akad has run for none. */
export function monthsBetween(from: Day, to: Day): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate()
  // Who started on the 31st completes a month on the last day of a shorter one.
  const begun = toDay < Math.min(fromDay, lastOfMonth) ? 1 : 0
  return Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth - begun)
}
