// The whole recommendation: judged, scored, chosen, explained, priced, compared, and matched where needs rank programs.
// Guarantees: pure but for the solver that it is given; every need that is not chosen has a reason. Shown by recommend.test.ts.
// Does not guarantee: a decision. A recommendation reserves nothing and binds nobody.
import { choose, type Choice } from '../portfolio/choose.ts'
import { reasonsOf, type Reason } from '../portfolio/explain.ts'
import { greedy } from '../portfolio/greedy.ts'
import { keyOf, valueOf, type Plan } from '../portfolio/portfolio.ts'
import { alternativesOf, pricesOf, type Alternative, type Priced } from '../portfolio/prices.ts'
import type { Effort, Solve } from '../portfolio/solver.ts'
import { matching, type Matching } from '../matching/matching.ts'
import type { Sentence } from '../rules/ruleBook.ts'
import type { Hundredths } from '../scoring/scoring.ts'
import { inPoints } from '../scoring/comparison.ts'
import { judged, planOf, type Judged, type Request } from './recommendation.ts'
import { othersOf } from './whatIf.ts'

export interface Outcome {
  readonly need: string
  /** The program that funds it, or the one that came nearest; null: there is no program. */
  readonly program: string | null
  readonly reason: 'CHOSEN' | 'INELIGIBLE' | 'BELOW_MIN_SCORE' | Reason['reason']
  readonly sentence: Sentence
}

export interface Recommendation {
  readonly request: Request
  readonly pairs: readonly Judged[]
  readonly plan: Plan
  readonly choice: Choice
  /** One a need. */
  readonly outcomes: readonly Outcome[]
  readonly priced: Priced | null
  /** What the simple way would be worth. */
  readonly greedyValue: Hundredths | null
  readonly alternatives: readonly Alternative[]
  /** Null: no need said which programs it would rather have. */
  readonly matching: Matching | null
}

export interface Wanted {
  readonly effort: Effort
  /** Compare with so many hundredths of the budgets more and less, with other weights and without floors; null: do not. */
  readonly whatIfPercent: number | null
}

export async function recommend(request: Request, solve: Solve, { effort, whatIfPercent }: Wanted): Promise<Recommendation> {
  const pairs = judged(request)
  const plan = planOf(request, pairs)
  const choice = await choose(plan, solve, effort)
  const chosen = choice.result === 'chosen' ? choice.portfolio : null
  const priced = chosen ? await pricesOf(plan, chosen, solve, effort) : null
  const others = chosen && whatIfPercent !== null ? othersOf(request, whatIfPercent) : []
  const simple = greedy({ ...plan, coFunding: { most: 1, leastPercent: 0 } })
  const wishes = request.needs.flatMap(({ id, prefers }) => (prefers === null ? [] : [{ need: id, prefers }]))
  return {
    request,
    pairs,
    plan,
    choice,
    outcomes: chosen ? outcomesOf(request, pairs, plan, chosen.awards, priced) : [],
    priced,
    greedyValue: simple ? valueOf(plan, simple) : null,
    alternatives: chosen ? await alternativesOf(chosen, others, solve, effort) : [],
    matching: wishes.length > 0 ? matching(plan, wishes) : null,
  }
}

type Awards = Parameters<typeof reasonsOf>[1]

function outcomesOf({ needs }: Request, pairs: readonly Judged[], plan: Plan, awards: Awards, priced: Priced | null): Outcome[] {
  const reasons = reasonsOf(plan, awards, priced?.without?.awards)
  const byNeed = Map.groupBy(pairs, ({ need }) => need.id)
  const funders = Map.groupBy(awards, ({ need }) => need)
  return needs.map(({ id }) => outcomeOf(id, byNeed.get(id) ?? [], funders.get(id) ?? [], reasons))
}

function outcomeOf(need: string, own: readonly Judged[], awards: Awards, reasons: ReadonlyMap<string, Reason>): Outcome {
  if (awards.length > 0) {
    const programs = awards.map(({ program }) => program).join(' + ')
    return {
      need,
      program: programs,
      reason: 'CHOSEN',
      sentence: { id: `Dipilih oleh ${programs}.`, en: `Chosen by ${programs}.` },
    }
  }
  const scored = own.filter(({ score }) => score !== null).toSorted((a, b) => (b.score?.points ?? 0) - (a.score?.points ?? 0))
  for (const { program } of scored) {
    const reason = reasons.get(keyOf({ need, program: program.id }))
    if (reason) return { need, program: program.id, ...reason }
  }
  const [below] = scored
  if (below?.score) return belowMinimum(need, below)
  const [nearest] = own.toSorted((a, b) => a.eligibility().failed.length - b.eligibility().failed.length)
  const failed = nearest?.eligibility().failed ?? []
  return {
    need,
    program: nearest?.program.id ?? null,
    reason: 'INELIGIBLE',
    sentence: {
      id: failed.map(({ rule, sentence }) => `${rule}: ${sentence.id}`).join(' '),
      en: failed.map(({ rule, sentence }) => `${rule}: ${sentence.en}`).join(' '),
    },
  }
}

function belowMinimum(need: string, { program, score }: Judged): Outcome {
  const [has, least] = [score?.points ?? 0, program.minScore ?? 0]
  return {
    need,
    program: program.id,
    reason: 'BELOW_MIN_SCORE',
    sentence: {
      id: `Nilai ${inPoints(has, 'id')}; ${program.id} meminta ${inPoints(least, 'id')}.`,
      en: `Scores ${inPoints(has, 'en')}; ${program.id} asks for ${inPoints(least, 'en')}.`,
    },
  }
}
