// What of a verdict stands in the application for good: outcome, rate and each rule with its version, confidence, citation and sentence.
// Guarantees: the sentence is the rule's own (rules/checks), kept since the survey's facts leave the application with its approval.
// Does not: give sentences to verdicts that were recorded before sentences were; the rules can be asked again for that akad day (rerun).
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
    value: result.value,
    bound: result.bound,
    sentence: result.sentence,
  })),
})

/** As it is read; what an older record lacks is null. */
export const toldVerdict = ({ findings, ...given }: Verdict) => ({
  ...given,
  findings: findings.map(({ value = null, bound = null, sentence = null, ...finding }) => ({
    ...finding,
    value,
    bound,
    sentence,
  })),
})

function findingOf({ result, against, whenFailed }: RuleResult): Finding['outcome'] {
  if (result === 'passed') return 'pass'
  if (result !== 'failed') return result
  if (against === 'lender') return 'lender-fault'
  return whenFailed === 'condition' ? 'conditional' : 'fail'
}
