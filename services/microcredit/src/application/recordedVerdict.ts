// What of a verdict stands in the application for good: outcome, rate and each rule with its version, confidence and citation.
// Of what did not pass also value, bound and sentence: a letter gives the reasons of that day, not those of a later program.
import type { KurVerdict, RuleResult } from '../rules/verdict.ts'
import type { Finding, Verdict } from './application.ts'

/** `onVersion`: of the application, when its facts were read; so the verdict can be given again on the same facts. */
export const recordedVerdict = (
  { outcome, indicative, akadOn, edition, rate, rules }: KurVerdict,
  onVersion?: number,
): Verdict => ({
  outcome,
  indicative,
  akadOn,
  edition,
  ...(onVersion === undefined ? {} : { onVersion }),
  ratePpm: rate?.ppm ?? null,
  findings: rules.map((result) => ({
    rule: result.rule,
    version: result.version,
    outcome: findingOf(result),
    confidence: result.conf,
    cite: result.cite,
    ...(result.result === 'passed' || result.result === 'not-applicable' ? {} : whyOf(result)),
  })),
})

const whyOf = ({ value, bound, sentence }: RuleResult) => ({ value, bound, words: { id: sentence.id, en: sentence.en } })

function findingOf({ result, against, whenFailed }: RuleResult): Finding['outcome'] {
  if (result === 'passed') return 'pass'
  if (result !== 'failed') return result
  if (against === 'lender') return 'lender-fault'
  return whenFailed === 'condition' ? 'conditional' : 'fail'
}
