// Rule by rule what the book says about a case, bare: which rule, which version, which answer, and whether it stands in the way.
// Guarantees: pure; only rules of the scheme, in the version of the day of the akad. What follows is weighed in verdict.ts.
// Does not guarantee: order; whatever counts them must not depend on it.
import type { Day, Rupiah } from '@simpul/kernel'
import type { Answer, Check } from './checks/answer.ts'
import { checks } from './checks/index.ts'
import type { ApplicantFacts } from './facts.ts'
import { staleSentence } from './freshness.ts'
import {
  isFirm,
  LENDER_DUTIES,
  LENDER_SIDE,
  versionAt,
  type AnyRule,
  type Bounds,
  type Confidence,
  type KurScheme,
  type RuleBook,
  type RuleId,
  type Version,
} from './ruleBook.ts'

export interface Judged {
  readonly rule: AnyRule
  readonly version: Version<unknown>
  readonly answer: Answer
  /** How sure this answer is: as the version, or less. */
  readonly conf: Confidence
  /** It passes only because of something unconfirmed: a reading of its bound, or a change since the last version that was confirmed. */
  readonly hinges: boolean
}

/** The check and the bound belong to the same rule: that is what the types of the book and of `checks` say, rule by rule. */
function answerOf(rule: AnyRule, version: Version<unknown>, scheme: KurScheme, facts: ApplicantFacts): Answer {
  const { answer, looksAt } = checks[rule.rule] as Check<unknown>
  const given = answer(version.bound, facts, scheme)
  if (given.result !== 'unknown' || !facts.stale) return given
  const stale = facts.stale.filter(({ name }) => looksAt.includes(name))
  return stale.length > 0 ? { ...given, sentence: staleSentence(stale) } : given
}

/** Null: the rule has no version for that day. */
export function judge(rule: AnyRule, scheme: KurScheme, facts: ApplicantFacts, akadOn: Day): Judged | null {
  const version = versionAt<unknown>(rule.versions, akadOn)
  if (!version) return null
  const answer = answerOf(rule, version, scheme, facts)
  const conf = answer.lessSure ?? version.conf
  if (answer.result !== 'passed') return { rule, version, answer, conf, hinges: false }
  const confirmed = confirmedBefore(rule, version, conf)
  const then = confirmed && answerOf(rule, confirmed, scheme, facts)
  // Whether what nobody confirmed matters to this applicant depends on a fact that nobody has told: it is asked for first.
  if (then?.result === 'unknown') return { rule, version, answer: then, conf, hinges: false }
  return { rule, version, answer, conf, hinges: answer.hinges === true || (then !== undefined && saysNo(then)) }
}

/** The last version before an unconfirmed one that was confirmed. */
function confirmedBefore(rule: AnyRule, version: Version<unknown>, conf: Confidence): Version<unknown> | undefined {
  if (!version.needsLegalSignoff || isFirm(conf)) return undefined
  const versions: readonly Version<unknown>[] = rule.versions
  return versions.findLast((each) => each.from < version.from && isFirm(each.conf))
}

const saysNo = ({ result, against, whenFailed }: Answer): boolean =>
  result === 'failed' && against === 'applicant' && whenFailed === 'no'

export const isNo = ({ answer }: Judged): boolean => saysNo(answer)

/** Something is still to be brought or to be known. What only some lenders ask is named and holds nothing up. */
export const holdsOpen = ({ rule, answer: { result, against, whenFailed } }: Judged): boolean =>
  against === 'applicant' &&
  ((result === 'failed' && whenFailed === 'condition') || (result === 'unknown' && rule.ifUnknown !== 'noted'))

/** The rules of a scheme, sorted by whom they are about. */
export interface SchemeRules {
  readonly all: readonly AnyRule[]
  readonly applicant: readonly AnyRule[]
  readonly plafon: readonly Version<Bounds['R-PLAFON']>[]
}

const indexes = new WeakMap<RuleBook, ReadonlyMap<KurScheme, SchemeRules>>()

export function rulesOf(book: RuleBook, scheme: KurScheme): SchemeRules {
  let index = indexes.get(book)
  if (!index) {
    index = new Map(book.schemes.map((entry) => [entry.scheme, sorted(book, entry.scheme)]))
    indexes.set(book, index)
  }
  return index.get(scheme) ?? NO_RULES
}

const NO_RULES: SchemeRules = { all: [], applicant: [], plafon: [] }
const ABOUT_LENDERS: readonly RuleId[] = [...LENDER_SIDE, ...LENDER_DUTIES]
export const isAboutLender = (rule: RuleId): boolean => ABOUT_LENDERS.includes(rule)

function sorted(book: RuleBook, scheme: KurScheme): SchemeRules {
  const all = book.rules.filter(({ schemes }) => schemes.includes(scheme))
  return {
    all,
    applicant: all.filter(({ rule }) => !isAboutLender(rule)),
    plafon: all.flatMap((each) => (each.rule === 'R-PLAFON' ? each.versions : [])),
  }
}

/** The schemes that a plafon alone decides between. */
export const BY_PLAFON: readonly KurScheme[] = ['SUPER_MIKRO', 'MIKRO', 'KECIL']

/** The bounds of a scheme's plafon; before its first version those of the first, so that old akad are told to have no rules. */
export function plafonOf(scheme: KurScheme, akadOn: Day, book: RuleBook): Bounds['R-PLAFON'] | undefined {
  const { plafon } = rulesOf(book, scheme)
  return (versionAt(plafon, akadOn) ?? plafon[0])?.bound
}

/** The scheme that a plafon decides, when none was named. */
export function schemeOf(plafonIdr: Rupiah, akadOn: Day, book: RuleBook): KurScheme | undefined {
  return BY_PLAFON.find((scheme) => {
    const bound = plafonOf(scheme, akadOn, book)
    return bound !== undefined && plafonIdr > bound.aboveIdr && plafonIdr <= bound.upToIdr
  })
}
