// Every set of changes up to a size, tried one by one: what the search is checked against, and a second hand that makes changes.
// Guarantees: knows nothing of what the search leaves out. Does not guarantee: speed; it is for tests.
import type { Day } from '@simpul/kernel'
import { standingOf, type Standing, type Way } from './counterfactual.ts'
import type { ApplicantFacts } from './facts.ts'
import { freshened } from './freshness.ts'
import { kurRules } from './kurRules.ts'
import {
  amountsOf,
  bringFor,
  schemesOf,
  tenorOf,
  waited,
  waitsOf,
  withFacts,
  type Case,
  type Change,
  type Setting,
} from './levers.ts'
import type { RuleId } from './ruleBook.ts'
import { verdict, type KurVerdict } from './verdict.ts'

export interface Smallest {
  readonly count: number
  readonly size: number
}
type Levels = Record<Standing, Smallest | null>

export function everyWay(facts: ApplicantFacts, akadOn: Day, most: number): Levels {
  const start = { facts, akadOn }
  const best: Levels = { 0: null, 1: null, 2: null, 3: null }
  const settings = settingsOf(start)
  const go = (from: number, chosen: readonly Setting[], here: Case): void => {
    const reached = standingOf(verdict(here.facts, here.akadOn))
    const size = chosen.reduce((sum, { change }) => sum + change.size, 0)
    for (const level of [1, 2, 3] as const)
      if (level <= reached && isLess(chosen.length, size, best[level])) best[level] = { count: chosen.length, size }
    if (chosen.length === most) return
    for (const [index, setting] of settings.entries())
      if (index >= from && chosen.every(({ change }) => change.lever !== setting.change.lever))
        go(index + 1, [...chosen, setting], setting.apply(here))
  }
  go(0, [], start)
  return best
}

const isLess = (count: number, size: number, than: Smallest | null): boolean =>
  than === null || count < than.count || (count === than.count && size < than.size - 1e-12)

const PAPERS: readonly RuleId[] = ['R-NPWP', 'R-BPJS', 'R-BIZDOC', 'R-ID', 'R-AGE', 'R-BIZAGE', 'R-CREDITHIST', 'R-GROUP']

function settingsOf(start: Case): readonly Setting[] {
  const { tenorMonths, workContractMonths } = start.facts
  const tenors = [...new Set([36, 48, 60, workContractMonths ?? 36])].filter((months) => months < tenorMonths && months > 0)
  return [
    ...schemesOf(start, kurRules),
    ...waitsOf(start, kurRules),
    ...amountsOf(start, kurRules),
    ...tenors.map((months) => tenorOf(start, months)),
    ...PAPERS.flatMap((rule) => bringFor(rule, start, kurRules) ?? []),
  ]
}

/** The changes of a way, made by hand on the facts, and the verdict on them. */
export function proven(facts: ApplicantFacts, akadOn: Day, { changes }: Way): KurVerdict {
  // As they are known before anything changes: who shows another paper does not move the day on which a register is asked again.
  const known = { facts: freshened(facts, akadOn, kurRules), akadOn }
  const after = changes.reduce<Case>((before, change) => made(before, change), known)
  return verdict(after.facts, after.akadOn)
}

function made(before: Case, { lever, to }: Change): Case {
  const after = (change: Partial<ApplicantFacts>): Case => withFacts(change)(before)
  switch (lever) {
    case 'plafonIdr':
    case 'tenorMonths':
    case 'scheme':
    case 'hasNpwp':
    case 'hasBpjsTk':
      return after({ [lever]: to })
    case 'businessPaper':
      return after({ hasNib: true })
    case 'identityPapers':
      return after({ hasIdentityDocument: true, hasFamilyCard: true, hasMarriageDocument: true })
    case 'parentalPermission':
      return after({ hasParentalPermission: true })
    case 'training':
      return after({ substitutes: [...(before.facts.substitutes ?? []), 'training'] })
    case 'creditAgreement':
      return after({
        credits: (before.facts.credits ?? []).map((each) =>
          each.kind === 'consumer-miscoded' ? { ...each, isProven: true } : each,
        ),
      })
    case 'groupPapers':
    case 'waitMonths':
      return lever === 'waitMonths' ? waited(before, Number(to)) : after({ group: completed(before.facts.group) })
    default:
      return before
  }
}

const completed = (group: ApplicantFacts['group']) => {
  const bring = kurRules.rules.flatMap((rule) =>
    rule.rule === 'R-GROUP' ? rule.versions.flatMap(({ bound }) => bound?.bring ?? []) : [],
  )
  return { ...group, ...Object.fromEntries(bring.map((key) => [key, true])) }
}
