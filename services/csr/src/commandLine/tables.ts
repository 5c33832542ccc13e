// A recommendation for programs: JSON with every pair, CSV with a row a need.
// Guarantees: closed forms with whole rupiah and whole hundredths of a point; a CSV field with a separator or a formula in it is quoted and made
// harmless. Shown by commandLine.test.ts. Does not: leave anything out because there is much of it.
import type { Recommendation } from '../recommendation/recommend.ts'
import type { Judged } from '../recommendation/recommendation.ts'
import type { RuleResult } from '../rules/eligibility.ts'

export function inJson({
  request,
  pairs,
  choice,
  outcomes,
  priced,
  greedyValue,
  alternatives,
  matching,
}: Recommendation): string {
  const others = alternatives.map(({ name, choice: other, comesIn, goesOut }) => ({
    name,
    result: other.result,
    ...(other.result === 'chosen'
      ? { value: other.portfolio.value, spentIdr: other.portfolio.spentIdr, method: other.portfolio.method }
      : {}),
    comesIn,
    goesOut,
  }))
  return JSON.stringify(
    {
      on: request.on,
      ...choice,
      greedyValue,
      outcomes,
      floors: priced,
      alternatives: others,
      matching,
      pairs: pairs.map(pairShown),
    },
    null,
    2,
  )
}

function pairShown({ need, program, eligibility, score, isBelowMinimum }: Judged) {
  const { outcome, edition, failed, asked } = eligibility()
  return {
    need: need.id,
    program: program.id,
    outcome,
    edition,
    failed: failed.map(ruleShown),
    asked: asked.map(ruleShown),
    score,
    isBelowMinimum,
  }
}

const ruleShown = ({
  rule,
  version,
  mark,
  cite,
  needsLegalSignoff,
  notConfirmed,
  forAPerson,
  value,
  bound,
  sentence,
  cure,
  facts,
}: RuleResult) => ({
  rule,
  version,
  mark,
  cite,
  needsLegalSignoff,
  notConfirmed: notConfirmed ?? null,
  forAPerson,
  value,
  bound,
  sentence,
  cure: cure ?? null,
  facts,
})

const COLUMNS = [
  'need',
  'program',
  'reason',
  'amountIdr',
  'points',
  'confidence',
  'codes',
  'asked',
  'sentenceId',
  'sentenceEn',
] as const

export function inCsv({ outcomes, choice, pairs }: Recommendation): string {
  const awards = choice.result === 'chosen' ? choice.portfolio.awards : []
  const at = new Map(pairs.map((pair) => [JSON.stringify([pair.need.id, pair.program.id]), pair]))
  const rows = outcomes.flatMap(({ need, program, reason, sentence }) => {
    const own = awards.filter((award) => award.need === need)
    const programs = own.length > 0 ? own : [{ program, amountIdr: null }]
    return programs.map(({ program: of, amountIdr }) => {
      const pair = at.get(JSON.stringify([need, of]))
      return [
        need,
        of,
        reason,
        amountIdr,
        pair?.score ? (pair.score.points / 100).toFixed(2) : null,
        pair?.score?.confidence.percent ?? null,
        codesOf(pair?.eligibility().failed),
        codesOf(pair?.eligibility().asked),
        sentence.id,
        sentence.en,
      ]
    })
  })
  return [COLUMNS, ...rows].map((row) => row.map(field).join(',')).join('\n')
}

const codesOf = (results: readonly RuleResult[] = []): string => results.map(({ rule }) => rule).join(' ')

/** A spreadsheet runs what begins like a formula, so that gets an apostrophe. */
function field(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'string' && /^[=+\-@\t]/.test(value) ? `'${value}` : String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
