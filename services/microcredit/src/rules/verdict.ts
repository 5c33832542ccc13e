// The verdict: facts + day of akad + rule book → may this business have this KUR, at what rate, and why.
// Guarantees: pure; a hard no rests on rules of confidence S or O alone, any other no is `refer` with the rule named; a missing
// fact is `conditional`; two published rates that exclude each other are handed to a person; the lender's faults are its own, and
// whether it can lend just now is a class of its own that changes no outcome.
// Does not guarantee: the lender's will, nor rules that nobody could confirm: each result says how sure it is.
import type { Day, RateStep, Rupiah } from '@simpul/kernel'
import type { Answer, Check } from './checks/answer.ts'
import { checks } from './checks/index.ts'
import type { ApplicantFacts, FactName, Source } from './facts.ts'
import { kurRules } from './kurRules.ts'
import { complianceOf, flagsOf, NO_SCHEME, NO_VERSION, UNSETTLED, type Notice } from './notices.ts'
import {
  isFirm,
  LENDER_SIDE,
  versionAt,
  type AnyRule,
  type Bounds,
  type Cited,
  type KurScheme,
  type RuleBook,
  type RuleId,
  type SchemeEntry,
  type Version,
} from './ruleBook.ts'
import { termsOf, type CitedPpm } from './terms.ts'

export { instalmentSchedule, type CitedPpm } from './terms.ts'
export type { Notice } from './notices.ts'

export type Indicative = 'eligible' | 'conditional' | 'ineligible'

/** A fact as a rule saw it. Source and day are null when nobody recorded them. */
export interface FactSeen {
  readonly name: FactName
  readonly value: unknown
  readonly source: Source | null
  readonly asOf: Day | null
  /** Days from the fact to the akad. */
  readonly ageDays: number | null
}

export interface RuleResult extends Answer, Cited {
  readonly rule: RuleId
  readonly version: string
  /** As long as its fact is missing it does not hold the answer open. */
  readonly isNoted: boolean
  readonly facts: readonly FactSeen[]
}
/** Another scheme that is open to the same person, when this one is not. */
export interface Alternative {
  readonly scheme: KurScheme
  readonly access: number
  readonly aboveIdr: Rupiah
  readonly upToIdr: Rupiah
  readonly rate: CitedPpm
}

export interface KurVerdict {
  readonly outcome: Indicative | 'refer'
  /** Only with `refer`: what it would be if what is unconfirmed were law. */
  readonly indicative: Indicative | null
  /** The rules that made the outcome what it is; empty when eligible. */
  readonly restsOn: readonly RuleId[]
  readonly edition: string
  readonly akadOn: Day
  readonly scheme: KurScheme | null
  /** 1 for the first KUR of this scheme; null while SIKP has not told. */
  readonly access: number | null
  readonly rate: CitedPpm | null
  readonly rateCandidates: readonly CitedPpm[]
  /** Later rates, where they step by the year. */
  readonly rateSteps: readonly RateStep[]
  readonly subsidy: CitedPpm | null
  readonly instalmentIdr: Rupiah | null
  readonly rules: readonly RuleResult[]
  /** Whether the lender can lend just now: its own side, never the applicant's. */
  readonly lenderSide: readonly RuleResult[]
  readonly flags: readonly Notice[]
  /** About the lender, for the auditor. */
  readonly compliance: readonly Notice[]
  readonly alternatives: readonly Alternative[]
}

/** The schemes that a plafon alone decides between. */
const BY_PLAFON: readonly KurScheme[] = ['SUPER_MIKRO', 'MIKRO', 'KECIL']

export function verdict(facts: ApplicantFacts, akadOn: Day, book: RuleBook = kurRules): KurVerdict {
  const scheme = facts.scheme ?? schemeOf(facts.plafonIdr, akadOn, book)
  const entry = book.schemes.find((each) => each.scheme === scheme)
  if (!entry) return noScheme(facts, akadOn, book)
  const terms = termsOf(entry, facts, akadOn, book)
  const applying = book.rules.filter(({ schemes }) => schemes.includes(entry.scheme))
  const ages = new Map<Day, number>()
  const all = applying.flatMap((rule) => resultOf(rule, entry.scheme, facts, akadOn, ages) ?? [])
  const rules = all.filter(({ rule }) => !isLenderSide(rule))
  const contested = rules.filter((result) => hingesOnUnconfirmed(result, applying, entry.scheme, facts, akadOn))
  const flags = [...terms.notices, ...flagsOf(facts, rules, akadOn, book)]
  if (all.length < applying.length && !flags.includes(NO_VERSION)) flags.push(NO_VERSION)
  const { access, rate, candidates, rateSteps, subsidy, instalmentIdr } = terms
  return {
    ...weigh(rules, contested, waivedBy(facts, applying, akadOn), flags),
    edition: book.edition,
    akadOn,
    scheme: entry.scheme,
    access,
    rate,
    rateCandidates: candidates,
    rateSteps,
    subsidy,
    instalmentIdr,
    rules,
    lenderSide: all.filter(({ rule }) => isLenderSide(rule)),
    flags,
    compliance: complianceOf(rules, applying, akadOn),
    alternatives: rules.some(({ rule, result }) => result === 'failed' && COUNTED_BY_SCHEME.includes(rule))
      ? alternativesAbove(entry, facts, akadOn, book)
      : [],
  }
}

/** The bounds of a scheme's plafon; before its first version those of the first, so that old akad are told to have no rules. */
export function plafonOf(scheme: KurScheme, akadOn: Day, book: RuleBook): Bounds['R-PLAFON'] | undefined {
  for (const rule of book.rules)
    if (rule.rule === 'R-PLAFON' && rule.schemes.includes(scheme))
      return (versionAt(rule.versions, akadOn) ?? rule.versions[0])?.bound
  return undefined
}

/** The scheme that a plafon decides, when none was named. */
export function schemeOf(plafonIdr: Rupiah, akadOn: Day, book: RuleBook): KurScheme | undefined {
  return BY_PLAFON.find((scheme) => {
    const bound = plafonOf(scheme, akadOn, book)
    return bound !== undefined && plafonIdr > bound.aboveIdr && plafonIdr <= bound.upToIdr
  })
}

const noScheme = (facts: ApplicantFacts, akadOn: Day, book: RuleBook): KurVerdict => ({
  outcome: 'refer',
  indicative: 'ineligible',
  restsOn: [],
  edition: book.edition,
  akadOn,
  scheme: null,
  access: null,
  rate: null,
  rateCandidates: [],
  rateSteps: [],
  subsidy: null,
  instalmentIdr: null,
  rules: [],
  lenderSide: [],
  flags: [...flagsOf(facts, [], akadOn, book), NO_SCHEME],
  compliance: [],
  alternatives: [],
})

const isLenderSide = (rule: RuleId): boolean => (LENDER_SIDE as readonly RuleId[]).includes(rule)

/** The check and the bound belong to the same rule: that is what the types of the book and of `checks` say, rule by rule. */
const answerOf = (rule: AnyRule, version: Version<unknown>, scheme: KurScheme, facts: ApplicantFacts): Answer =>
  (checks[rule.rule] as Check<unknown>).answer(version.bound, facts, scheme)

function resultOf(
  rule: AnyRule,
  scheme: KurScheme,
  facts: ApplicantFacts,
  akadOn: Day,
  ages: Map<Day, number>,
): RuleResult | null {
  const version = versionAt<unknown>(rule.versions, akadOn)
  if (!version) return null
  const { cite, conf, needsLegalSignoff, notConfirmed } = version
  const answer = answerOf(rule, version, scheme, facts)
  return {
    ...answer,
    rule: rule.rule,
    version: version.id,
    cite,
    conf: answer.lessSure ?? conf,
    needsLegalSignoff,
    ...(notConfirmed ? { notConfirmed } : {}),
    isNoted: rule.ifUnknown === 'noted',
    facts: checks[rule.rule].looksAt.map((name) => seen(name, facts, akadOn, ages)),
  }
}

function seen(name: FactName, facts: ApplicantFacts, akadOn: Day, ages: Map<Day, number>): FactSeen {
  const value = facts[name] ?? null
  const origin = facts.origins?.[name]
  if (!origin || origin.asOf === null) return { name, value, source: origin?.source ?? null, asOf: null, ageDays: null }
  const { source, asOf } = origin
  let ageDays = ages.get(asOf)
  if (ageDays === undefined) {
    ageDays = (Date.parse(akadOn) - Date.parse(asOf)) / 86_400_000
    ages.set(asOf, ageDays)
  }
  return { name, value, source, asOf, ageDays }
}

/** It passes today only because of something unconfirmed: a reading of its bound, or a change since the last version that was confirmed. */
function hingesOnUnconfirmed(
  result: RuleResult,
  applying: readonly AnyRule[],
  scheme: KurScheme,
  facts: ApplicantFacts,
  akadOn: Day,
): boolean {
  if (result.result !== 'passed') return false
  if (result.hinges) return true
  if (!result.needsLegalSignoff || isFirm(result.conf)) return false
  const rule = applying.find((each) => each.rule === result.rule)
  const versions: readonly Version<unknown>[] = rule?.versions ?? []
  const version = versionAt(versions, akadOn)
  const confirmed = versions.findLast(({ from, conf }) => version && from < version.from && isFirm(conf))
  return rule !== undefined && confirmed !== undefined && isNo(answerOf(rule, confirmed, scheme, facts))
}

export const isNo = ({ result, against, whenFailed }: Answer): boolean =>
  result === 'failed' && against === 'applicant' && whenFailed === 'no'

/** The rules that a relaxation which is applied for may waive: their no is then for a person to give. */
function waivedBy({ relaxations }: ApplicantFacts, applying: readonly AnyRule[], akadOn: Day): readonly RuleId[] {
  if (!relaxations || relaxations.length === 0) return []
  return applying.flatMap((rule) => {
    const bound = rule.rule === 'R-38A' ? versionAt(rule.versions, akadOn)?.bound : null
    return bound ? relaxations.flatMap((each) => bound.waives[each] ?? []) : []
  })
}

function weigh(
  rules: readonly RuleResult[],
  contested: readonly RuleResult[],
  waived: readonly RuleId[],
  flags: readonly Notice[],
): Pick<KurVerdict, 'outcome' | 'indicative' | 'restsOn'> {
  const ids = (chosen: readonly RuleResult[]) => chosen.map(({ rule }) => rule)
  const nos = rules.filter(isNo)
  const firm = nos.filter(({ rule, conf }) => isFirm(conf) && !waived.includes(rule))
  if (firm.length > 0) return { outcome: 'ineligible', indicative: null, restsOn: ids(firm) }
  if (nos.length > 0) return { outcome: 'refer', indicative: 'ineligible', restsOn: ids(nos) }
  const open = rules.filter(holdsOpen)
  const otherwise: Indicative = open.length > 0 ? 'conditional' : 'eligible'
  if (contested.length > 0 || flags.some(({ code }) => UNSETTLED.includes(code)))
    return { outcome: 'refer', indicative: otherwise, restsOn: [...ids(contested), ...ids(open)] }
  return { outcome: otherwise, indicative: null, restsOn: ids(open) }
}

export const holdsOpen = ({ result, against, isNoted }: RuleResult): boolean =>
  against === 'applicant' && (result === 'failed' || (result === 'unknown' && !isNoted))

const COUNTED_BY_SCHEME: readonly RuleId[] = ['R-ACCESS', 'R-ACCESS-KECIL', 'R-FIRSTKUR']

/** Access is counted by scheme, so the next scheme starts at one (graduation, microcredit.md §1.2). */
function alternativesAbove(entry: SchemeEntry, facts: ApplicantFacts, akadOn: Day, book: RuleBook): Alternative[] {
  const own = plafonOf(entry.scheme, akadOn, book)
  return book.schemes.flatMap((other) => {
    const bound = BY_PLAFON.includes(other.scheme) ? plafonOf(other.scheme, akadOn, book) : undefined
    if (!own || !bound || bound.aboveIdr < own.upToIdr) return []
    const { access, rate } = termsOf(other, facts, akadOn, book)
    const { aboveIdr, upToIdr } = bound
    return access !== null && rate ? [{ scheme: other.scheme, access, aboveIdr, upToIdr, rate }] : []
  })
}
