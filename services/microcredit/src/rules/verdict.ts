// The verdict: facts + day of akad + rule book → may this business have this KUR, at what rate, and why.
// Guarantees: pure; a hard no rests on rules of confidence S or O alone, any other no is `refer` with the rule named; a missing
// fact is `conditional`; two published rates that exclude each other are handed to a person; the lender's faults are its own, and
// whether it can lend just now is a class of its own that changes no outcome.
// Does not guarantee: the lender's will, nor rules that nobody could confirm: each result says how sure it is.
import type { Day, RateStep, Rupiah } from '@simpul/kernel'
import { checks } from './checks/index.ts'
import type { ApplicantFacts, FactName } from './facts.ts'
import { ageDays, freshened } from './freshness.ts'
import { BY_PLAFON, holdsOpen, isAboutLender, isNo, judge, plafonOf, rulesOf, schemeOf, type Judged } from './judge.ts'
import { kurRules } from './kurRules.ts'
import { complianceOf, flagsOf, NO_SCHEME, NO_VERSION, UNSETTLED, type Notice } from './notices.ts'
import {
  isFirm,
  LENDER_SIDE,
  versionAt,
  type AnyRule,
  type Cited,
  type KurScheme,
  type RuleBook,
  type RuleId,
  type SchemeEntry,
} from './ruleBook.ts'
import type { FactSeen, RuleResult } from './ruleResult.ts'
import { termsOf, type CitedPpm } from './terms.ts'

export { instalmentSchedule, type CitedPpm } from './terms.ts'
export type { Notice } from './notices.ts'
export type { FactSeen, RuleResult } from './ruleResult.ts'

export type Indicative = 'eligible' | 'conditional' | 'ineligible'

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
  /** A grace period is allowed; its length is the lender's. */
  readonly grace: Cited | null
  readonly rules: readonly RuleResult[]
  /** Whether the lender can lend just now: its own side, never the applicant's. */
  readonly lenderSide: readonly RuleResult[]
  readonly flags: readonly Notice[]
  /** About the lender, for the auditor. */
  readonly compliance: readonly Notice[]
  readonly alternatives: readonly Alternative[]
}

export function verdict(told: ApplicantFacts, akadOn: Day, book: RuleBook = kurRules): KurVerdict {
  const facts = freshened(told, akadOn, book)
  const scheme = facts.scheme ?? schemeOf(facts.plafonIdr, akadOn, book)
  const entry = book.schemes.find((each) => each.scheme === scheme)
  if (!entry) return noScheme(facts, akadOn, book)
  const terms = termsOf(entry, facts, akadOn, book)
  const { all: applying } = rulesOf(book, entry.scheme)
  const all = applying.flatMap((rule) => judge(rule, entry.scheme, facts, akadOn) ?? [])
  const contested = all.filter(({ hinges }) => hinges)
  const ages = new Map<Day, number>()
  const results = all.map((each) => resultOf(each, facts, akadOn, ages))
  const rules = results.filter(({ rule }) => !isLenderSide(rule))
  const flags = [...terms.notices, ...flagsOf(facts, rules, akadOn, book)]
  if (all.length < applying.length && !flags.includes(NO_VERSION)) flags.push(NO_VERSION)
  const { access, rate, candidates, rateSteps, subsidy, instalmentIdr, grace } = terms
  return {
    ...weigh(all, contested, waivedBy(facts, applying, akadOn), flags),
    edition: book.edition,
    akadOn,
    scheme: entry.scheme,
    access,
    rate,
    rateCandidates: candidates,
    rateSteps,
    subsidy,
    instalmentIdr,
    grace,
    rules,
    lenderSide: results.filter(({ rule }) => isLenderSide(rule)),
    flags,
    compliance: complianceOf(rules, applying, akadOn),
    alternatives: rules.some(({ rule, result }) => result === 'failed' && COUNTED_BY_SCHEME.includes(rule))
      ? alternativesAbove(entry, facts, akadOn, book)
      : [],
  }
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
  grace: null,
  rules: [],
  lenderSide: [],
  flags: [...flagsOf(facts, [], akadOn, book), NO_SCHEME],
  compliance: [],
  alternatives: [],
})

const isLenderSide = (rule: RuleId): boolean => (LENDER_SIDE as readonly RuleId[]).includes(rule)

function resultOf(
  { rule, version, answer, conf }: Judged,
  facts: ApplicantFacts,
  akadOn: Day,
  ages: Map<Day, number>,
): RuleResult {
  const { cite, needsLegalSignoff, notConfirmed } = version
  return {
    ...answer,
    rule: rule.rule,
    version: version.id,
    cite,
    conf,
    needsLegalSignoff,
    ...(notConfirmed ? { notConfirmed } : {}),
    isNoted: rule.ifUnknown === 'noted',
    facts: checks[rule.rule].looksAt.map((name) => seen(name, facts, akadOn, ages)),
  }
}

function seen(name: FactName, facts: ApplicantFacts, akadOn: Day, ages: Map<Day, number>): FactSeen {
  const stale = facts.stale?.find((each) => each.name === name)
  const value = stale?.value ?? facts[name] ?? null
  const isStale = stale !== undefined
  const origin = facts.origins?.[name]
  if (!origin || origin.asOf === null) return { name, value, source: origin?.source ?? null, asOf: null, ageDays: null, isStale }
  const { source, asOf } = origin
  let age = ages.get(asOf)
  if (age === undefined) {
    age = ageDays(asOf, facts.gatheredOn ?? akadOn)
    ages.set(asOf, age)
  }
  return { name, value, source, asOf, ageDays: age, isStale }
}

/** The rules that a relaxation which is applied for may waive: their no is then for a person to give. */
function waivedBy({ relaxations }: ApplicantFacts, applying: readonly AnyRule[], akadOn: Day): readonly RuleId[] {
  if (!relaxations || relaxations.length === 0) return []
  return applying.flatMap((rule) => {
    const bound = rule.rule === 'R-38A' ? versionAt(rule.versions, akadOn)?.bound : null
    return bound ? relaxations.flatMap((each) => (Object.hasOwn(bound.waives, each) ? (bound.waives[each] ?? []) : [])) : []
  })
}

function weigh(
  all: readonly Judged[],
  contested: readonly Judged[],
  waived: readonly RuleId[],
  flags: readonly Notice[],
): Pick<KurVerdict, 'outcome' | 'indicative' | 'restsOn'> {
  const ids = (chosen: readonly Judged[]) => chosen.map(({ rule }) => rule.rule)
  const nos = all.filter(isNo)
  const firm = nos.filter(({ rule, conf }) => isFirm(conf) && !waived.includes(rule.rule))
  if (firm.length > 0) return { outcome: 'ineligible', indicative: null, restsOn: ids(firm) }
  if (nos.length > 0) return { outcome: 'refer', indicative: 'ineligible', restsOn: ids(nos) }
  // Without a single rule about applicants for that day there is nothing that a yes could rest on.
  if (all.every(({ rule }) => isAboutLender(rule.rule))) return { outcome: 'refer', indicative: null, restsOn: [] }
  const open = all.filter(holdsOpen)
  const otherwise: Indicative = open.length > 0 ? 'conditional' : 'eligible'
  if (contested.length > 0 || flags.some(({ code }) => UNSETTLED.includes(code)))
    return { outcome: 'refer', indicative: otherwise, restsOn: [...ids(contested), ...ids(open)] }
  return { outcome: otherwise, indicative: null, restsOn: ids(open) }
}

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
