// What one rule said about one application, with all that it rests on.
import type { Answer } from './checks/answer.ts'
import type { FactName, Source } from './facts.ts'
import type { Day } from '@simpul/kernel'
import type { Cited, RuleId } from './ruleBook.ts'

/** A fact as a rule saw it. Source and day are null when nobody recorded them. */
export interface FactSeen {
  readonly name: FactName
  readonly value: unknown
  readonly source: Source | null
  readonly asOf: Day | null
  /** Days from the fact to the day on which the facts were put together, as a rule that of the akad. */
  readonly ageDays: number | null
  /** Too old to be known still: it weighs neither for nor against. */
  readonly isStale: boolean
}

export interface RuleResult extends Answer, Cited {
  readonly rule: RuleId
  readonly version: string
  /** As long as its fact is missing it does not hold the answer open. */
  readonly isNoted: boolean
  readonly facts: readonly FactSeen[]
}
