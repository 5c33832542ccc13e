// A verdict as an application keeps it: outcome, rate and one finding a rule, small enough for an event.
// Guarantees: a fault of the lender is never recorded as a failure of the applicant.
// Does not guarantee: the sentences; they follow from rule, version and facts, and are computed when shown.
import type { Finding, Verdict } from '../application/application.ts'
import type { KurVerdict, RuleResult } from './verdict.ts'

export function recordOf(verdict: KurVerdict): Verdict {
  const { outcome, indicative, akadOn, rate, rules } = verdict
  return { outcome, indicative, akadOn, ratePpm: rate && rate.ppm, findings: rules.map(findingOf) }
}

const findingOf = (result: RuleResult): Finding => ({
  rule: result.rule,
  version: result.version,
  outcome: outcomeOf(result),
  confidence: result.conf,
  cite: result.cite,
})

function outcomeOf({ result, against, whenFailed }: RuleResult): Finding['outcome'] {
  if (result === 'passed') return 'pass'
  if (result !== 'failed') return result
  // The finding about the lender stands in the verdict's compliance events.
  if (against === 'lender') return 'not-applicable'
  return whenFailed === 'condition' ? 'conditional' : 'fail'
}
