// What of a verdict stands in the application for good: outcome, rate and each rule with its version, confidence and citation.
// The sentences are not kept: they follow from rule, version and facts, and the rules can be asked again for that akad day.
import type { KurVerdict, RuleResult } from '../rules/verdict.ts'
import type { Finding, Verdict } from './application.ts'

export const recordedVerdict = ({ outcome, indicative, akadOn, rate, rules }: KurVerdict): Verdict => ({
  outcome,
  indicative,
  akadOn,
  ratePpm: rate?.ppm ?? null,
  findings: rules.map((result) => ({
    rule: result.rule,
    version: result.version,
    outcome: findingOf(result),
    confidence: result.conf,
    cite: result.cite,
    value: result.value,
    bound: result.bound,
    sentence: result.sentence,
  })),
})

function findingOf({ result, against, whenFailed }: RuleResult): Finding['outcome'] {
  if (result === 'passed') return 'pass'
  if (result !== 'failed') return result
  if (against === 'lender') return 'lender-fault'
  return whenFailed === 'condition' ? 'conditional' : 'fail'
}
