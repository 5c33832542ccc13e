// The hard rules: a need and a program → eligible, or every reason why not; and what nobody told yet.
// Guarantees: pure; all failing codes, not the first, each with source, mark, facts and their age, and what would cure it; an unknown fact is
// asked for and stops nobody. Shown by eligibility.test.ts, ten thousand random cases in fidelity.test.ts.
// Does not guarantee: money or rank; and a no that rests on memory alone (mark M) is for a person to confirm: `forAPerson`.
import type { Day } from '@simpul/kernel'
import type { Program } from '../program/program.ts'
import type { Answer, Check } from './checks/answer.ts'
import { checks } from './checks/index.ts'
import { csrRules } from './csrRules.ts'
import { freshened, seen, type FactSeen, type Need } from './facts.ts'
import { versionAt, type Cited, type Kind, type RuleBook, type RuleId, type Version } from './ruleBook.ts'

export interface RuleResult extends Answer, Cited {
  readonly rule: RuleId
  readonly version: string
  readonly facts: readonly FactSeen[]
  /** It fails, and no source that was read says so. */
  readonly forAPerson: boolean
}

export interface Eligibility {
  /** `incomplete`: nothing stands in the way so far, and something is asked for; it takes part like an eligible one. */
  readonly outcome: 'eligible' | 'incomplete' | 'ineligible'
  readonly edition: string
  readonly on: Day
  readonly failed: readonly RuleResult[]
  readonly asked: readonly RuleResult[]
  readonly rules: readonly RuleResult[]
}

const THE_PROGRAM: Cited = { cite: 'the published version of the program', mark: 'D', needsLegalSignoff: false }

interface InForce {
  readonly rule: RuleId
  readonly version: Version<unknown>
  readonly check: Check<unknown>
}

export function eligibility(program: Program, told: Need, on: Day, book: RuleBook = csrRules): Eligibility {
  const need = freshened(told, on, book)
  const rules = rulesInForce(book, program.kind, on).map(({ rule, version, check }): RuleResult => {
    const given = check.answer({ bound: version.bound, facts: need.facts, program, on })
    const { id, ...source } = version
    const { cite, mark, needsLegalSignoff, notConfirmed } = given.isProgramsOwn ? THE_PROGRAM : source
    return {
      ...given,
      rule,
      version: id,
      cite,
      mark,
      needsLegalSignoff,
      ...(notConfirmed ? { notConfirmed } : {}),
      facts: check.looksAt.map((name) => seen(name, need, on)),
      forAPerson: given.result === 'failed' && mark === 'M',
    }
  })
  const failed = rules.filter(({ result }) => result === 'failed')
  const asked = rules.filter(({ result }) => result === 'unknown')
  const outcome = failed.length > 0 ? 'ineligible' : asked.length > 0 ? 'incomplete' : 'eligible'
  return { outcome, edition: book.edition, on, failed, asked, rules }
}

/** Whether `eligibility` would say "ineligible", without the words for it: most pairs of a large company fail at the first or second rule. */
export function isIneligible(program: Program, told: Need, on: Day, book: RuleBook = csrRules): boolean {
  const { facts } = freshened(told, on, book)
  return rulesInForce(book, program.kind, on).some(
    ({ version: { bound }, check }) => check.answer({ bound, facts, program, on }).result === 'failed',
  )
}

const found = new WeakMap<RuleBook, Map<string, readonly InForce[]>>()

function rulesInForce(book: RuleBook, kind: Kind, on: Day): readonly InForce[] {
  const ofBook = found.get(book) ?? new Map<string, readonly InForce[]>()
  found.set(book, ofBook)
  const key = `${kind} ${on}`
  const known = ofBook.get(key)
  if (known) return known
  const rules = book.rules.flatMap(({ rule, kinds, versions }): InForce[] => {
    const version = kinds.includes(kind) ? versionAt<unknown>(versions, on) : undefined
    return version ? [{ rule, version, check: checks[rule] as Check<unknown> }] : []
  })
  if (ofBook.size >= DAYS_MAX) ofBook.clear()
  ofBook.set(key, rules)
  return rules
}
const DAYS_MAX = 100
