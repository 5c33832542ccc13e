// From programs and needs to a recommendation: every pair judged and scored, what matches put into a plan.
// Guarantees: pure; a need is a match of a program when no hard rule stands in its way and it scores at least what the program asks for.
// Does not guarantee: a grant; people approve. Shown by recommend.test.ts.
import type { Day, Rupiah } from '@simpul/kernel'
import type { CoFunding, Floor, Match, Plan } from '../portfolio/portfolio.ts'
import type { Program } from '../program/program.ts'
import { csrRules } from '../rules/csrRules.ts'
import { eligibility, isIneligible, type Eligibility } from '../rules/eligibility.ts'
import type { Facts, Need } from '../rules/facts.ts'
import type { Pillar, RuleBook } from '../rules/ruleBook.ts'
import { givenScore, scoreOf, type Hundredths, type Score } from '../scoring/scoring.ts'

export interface AskedNeed extends Need {
  /** Of whom, and what for: two that agree in both, and in the place, are one. */
  readonly recipient: string | null
  readonly purpose: string | null
  /** Scores that people gave, by program; they stand in the place of computed ones. */
  readonly given: Readonly<Record<string, Hundredths>>
  /** Programs that the need would take, the best first; null: it did not say. */
  readonly prefers: readonly string[] | null
}

export interface Request {
  readonly on: Day
  readonly programs: readonly Program[]
  readonly needs: readonly AskedNeed[]
  readonly floors: readonly Floor[]
  readonly totalIdr: Rupiah | null
  readonly pillarIdr: Readonly<Partial<Record<Pillar, Rupiah>>>
  readonly coFunding: CoFunding
}

export interface Judged {
  readonly program: Program
  readonly need: AskedNeed
  /** Given when somebody asks: of 200,000 pairs most are refused and never looked at again. */
  readonly eligibility: () => Eligibility
  /** Null: not eligible, so nobody counts points. */
  readonly score: Score | null
  readonly isBelowMinimum: boolean
}

/** Every pair, in the order of programs and needs as they were told. */
export function judged({ on, programs, needs }: Request, book: RuleBook = csrRules): readonly Judged[] {
  const known = withDuplicates(needs)
  return programs.flatMap((program) =>
    known.map((need): Judged => {
      if (isIneligible(program, need, on, book)) {
        const asked = once(() => eligibility(program, need, on, book))
        return { program, need, eligibility: asked, score: null, isBelowMinimum: false }
      }
      const given = eligibility(program, need, on, book)
      const assessed = Object.hasOwn(need.given, program.id) ? need.given[program.id] : undefined
      const score = assessed === undefined ? scoreOf(program, need, on, given, book) : givenScore(assessed, need, given)
      const isBelowMinimum = program.minScore !== null && score.points < program.minScore
      return { program, need, eligibility: () => given, score, isBelowMinimum }
    }),
  )
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => (made ??= { value: make() }).value
}

export function planOf({ programs, floors, totalIdr, pillarIdr, coFunding }: Request, pairs: readonly Judged[]): Plan {
  const funds = programs.map(({ id, budgetIdr, pillar, minNeeds, maxNeeds }) => ({ id, budgetIdr, pillar, minNeeds, maxNeeds }))
  const matches = pairs.flatMap(({ program, need, score, isBelowMinimum }): Match[] => {
    if (score === null || isBelowMinimum) return []
    const { askIdr, submittedOn } = need.facts
    return [
      {
        program: program.id,
        need: need.id,
        points: score.points,
        askIdr,
        groups: groupsOf(need.facts),
        submittedOn: submittedOn ?? null,
      },
    ]
  })
  return { funds, matches, floors, totalIdr, pillarIdr, coFunding }
}

/** What floors count; a fact that nobody told puts nobody into a group. */
export function groupsOf({ isWomenLed, isIn3T, isDisabilityInclusive, province }: Facts): readonly string[] {
  return [
    ...(isWomenLed === true ? ['women-led'] : []),
    ...(isIn3T === true ? ['3t'] : []),
    ...(isDisabilityInclusive === true ? ['disability'] : []),
    ...(province ? [`province:${province}`] : []),
  ]
}

/** Of needs of one recipient for one purpose in one place the first counts; what was told about it is left as it is. */
function withDuplicates(needs: readonly AskedNeed[]): readonly AskedNeed[] {
  const first = new Map<string, AskedNeed>()
  for (const need of needs) {
    const key = sameness(need)
    const other = key === null ? undefined : first.get(key)
    if (key !== null && (other === undefined || isBefore(need, other))) first.set(key, need)
  }
  return needs.map((need) => {
    const key = sameness(need)
    if (key === null || (need.facts.isDuplicate ?? null) !== null) return need
    return { ...need, facts: { ...need.facts, isDuplicate: first.get(key) !== need } }
  })
}

const sameness = ({ recipient, purpose, facts }: AskedNeed): string | null =>
  recipient === null || purpose === null ? null : JSON.stringify([recipient, purpose, facts.place ?? null])

const isBefore = (a: AskedNeed, b: AskedNeed): boolean => {
  const [x, y] = [a.facts.submittedOn ?? '9', b.facts.submittedOn ?? '9']
  return x < y || (x === y && a.id < b.id)
}
