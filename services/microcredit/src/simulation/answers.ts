// How an answer of the rules is shown: each rule with its version, bound, citation, how sure it is, and the facts it looked at.
// Guarantees: nothing of the verdict is made nicer or left out that a reader needs to contest it. Does not: decide anything.
import { Type, type Static } from 'typebox'
import { closed, figure, orNull, ratePpm, sentence } from '../bodies.ts'
import type { Counterfactual } from '../rules/counterfactual.ts'
import type { SchemeFit } from '../rules/schemeFit.ts'
import type { KurVerdict, Notice, RuleResult } from '../rules/verdict.ts'

export const sum = Type.Integer()
const text = Type.String()
const outcome = Type.Enum(['eligible', 'conditional', 'ineligible', 'refer'])
const indicative = orNull(Type.Enum(['eligible', 'conditional', 'ineligible']))
const notice = closed({ code: text, sentence, cite: text, confidence: text })
const result = closed({
  rule: text,
  version: text,
  result: Type.Enum(['passed', 'failed', 'not-applicable', 'unknown']),
  /** A finding about the lender says nothing against the applicant. */
  against: Type.Enum(['applicant', 'lender']),
  value: figure,
  bound: figure,
  sentence,
  cite: text,
  confidence: text,
  needsLegalSignoff: Type.Boolean(),
  notConfirmed: orNull(sentence),
  facts: Type.Array(
    closed({ name: text, source: orNull(text), asOf: orNull(text), ageDays: orNull(sum), isStale: Type.Boolean() }),
  ),
})

export const shownVerdict = closed({
  outcome,
  indicative,
  restsOn: Type.Array(text),
  edition: text,
  scheme: orNull(text),
  ratePpm: orNull(ratePpm),
  rateSteps: Type.Array(closed({ fromMonth: sum, ratePpm })),
  subsidyPpm: orNull(ratePpm),
  instalmentIdr: orNull(sum),
  rules: Type.Array(result),
  lenderSide: Type.Array(result),
  flags: Type.Array(notice),
  compliance: Type.Array(notice),
})

export const shownChanges = closed({
  outcome,
  indicative,
  sentence,
  ways: Type.Array(
    closed({
      outcome,
      indicative,
      ratePpm: orNull(ratePpm),
      instalmentIdr: orNull(sum),
      changes: Type.Array(closed({ lever: text, from: orNull(text), to: text, sentence })),
      sentence,
    }),
  ),
})

export const shownSchemes = closed({
  schemes: Type.Array(
    closed({
      scheme: text,
      name: sentence,
      outcome,
      indicative,
      ratePpm: orNull(ratePpm),
      instalmentIdr: orNull(sum),
      nearestPlafonIdr: orNull(sum),
      reason: sentence,
    }),
  ),
})

export const verdictShown = (given: KurVerdict): Static<typeof shownVerdict> => ({
  outcome: given.outcome,
  indicative: given.indicative,
  restsOn: [...given.restsOn],
  edition: given.edition,
  scheme: given.scheme,
  ratePpm: given.rate?.ppm ?? null,
  rateSteps: given.rateSteps.map((step) => ({ ...step })),
  subsidyPpm: given.subsidy?.ppm ?? null,
  instalmentIdr: given.instalmentIdr,
  rules: given.rules.map(resultShown),
  lenderSide: given.lenderSide.map(resultShown),
  flags: given.flags.map(noticeShown),
  compliance: given.compliance.map(noticeShown),
})

const resultShown = (of: RuleResult): Static<typeof result> => ({
  rule: of.rule,
  version: of.version,
  result: of.result,
  against: of.against,
  value: of.value,
  bound: of.bound,
  sentence: of.sentence,
  cite: of.cite,
  confidence: of.conf,
  needsLegalSignoff: of.needsLegalSignoff,
  notConfirmed: of.notConfirmed ?? null,
  facts: of.facts.map(({ name, source, asOf, ageDays, isStale }) => ({ name, source, asOf, ageDays, isStale })),
})

const noticeShown = ({ code, sentence: said, cite, conf }: Notice): Static<typeof notice> => ({
  code,
  sentence: said,
  cite,
  confidence: conf,
})

export const changesShown = ({ start, ways, sentence: said }: Counterfactual): Static<typeof shownChanges> => ({
  outcome: start.outcome,
  indicative: start.indicative,
  sentence: said,
  ways: ways.map(({ changes, proof, sentence: way }) => ({
    outcome: proof.outcome,
    indicative: proof.indicative,
    ratePpm: proof.rate?.ppm ?? null,
    instalmentIdr: proof.instalmentIdr,
    changes: changes.map(({ lever, from, to, sentence: change }) => ({
      lever,
      from: from === null ? null : String(from),
      to: String(to),
      sentence: change,
    })),
    sentence: way,
  })),
})

export const schemesShown = (fits: readonly SchemeFit[]): Static<typeof shownSchemes> => ({
  schemes: fits.map(({ scheme, name, verdict: given, instalmentIdr, nearestPlafonIdr, reason }) => ({
    scheme,
    name,
    outcome: given.outcome,
    indicative: given.indicative,
    ratePpm: given.rate?.ppm ?? null,
    instalmentIdr,
    nearestPlafonIdr,
    reason,
  })),
})
