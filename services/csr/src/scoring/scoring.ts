// The score of a need for a program: 0 to 100, in whole hundredths of a point, as a sum of parts that are all shown.
// Guarantees: pure and exact: the parts sum to the score; raising one criterion never lowers it; what nobody told lowers the confidence, not
// the score: its part is taken at the average of what is known, and says so. Shown by scoring.test.ts.
// Does not guarantee: a grant. A score is no prediction; it ranks, and the portfolio chooses.
import { divide, type Day } from '@simpul/kernel'
import { CRITERIA, RING_PERCENT, ringOf, type Criterion, type Program, type Ring } from '../program/program.ts'
import { csrRules } from '../rules/csrRules.ts'
import type { Eligibility } from '../rules/eligibility.ts'
import { freshened, seen, type FactName, type Facts, type FactSeen, type Need } from '../rules/facts.ts'
import type { RuleBook } from '../rules/ruleBook.ts'

/** Hundredths of a point: 7250 is 72.50. */
export type Hundredths = number

export interface Part {
  readonly criterion: Criterion | 'given'
  readonly points: Hundredths
  /** The most that this part can be; they sum to 10,000. */
  readonly mostPoints: Hundredths
  /** How much of the criterion is met, in ppm; null: nobody told, and the part is taken at the average of what is known. */
  readonly valuePpm: number | null
  /** As it stands in the version of the program. */
  readonly weight: number
  /** Of the part "ring". */
  readonly ring?: Ring
  readonly facts: readonly FactSeen[]
}

export const LEVELS = ['high', 'medium', 'low'] as const
export interface Confidence {
  readonly percent: number
  /** High from 90, medium from 70 [D]. */
  readonly level: (typeof LEVELS)[number]
  readonly missing: readonly FactName[]
}

export interface Score {
  readonly points: Hundredths
  readonly parts: readonly Part[]
  readonly confidence: Confidence
}

interface Measured {
  /** Met and out of how many; `of: 0` is not known. */
  readonly met: bigint
  readonly of: bigint
  readonly looksAt: readonly FactName[]
  readonly ring?: Ring
}

const known = (value: unknown): boolean => value !== null && value !== undefined

const measures: Readonly<Record<Criterion, (facts: Facts, program: Program) => Measured>> = {
  sdg({ sdgs }, program) {
    const goals = sdgs ?? []
    // A program that is open to every goal finds each of them fitting.
    const shared = program.sdgs.length === 0 ? goals : goals.filter((goal) => program.sdgs.includes(goal))
    return { met: BigInt(shared.length), of: BigInt(goals.length), looksAt: ['sdgs'] }
  },
  ring({ place }, program) {
    const ring = place ? ringOf(program, place) : null
    const told = { of: place ? 100n : 0n, looksAt: ['place'] as const }
    return ring === null ? { met: 0n, ...told } : { met: BigInt(RING_PERCENT[ring]), ...told, ring }
  },
  inclusion(facts, { inclusion }) {
    const shares = [
      ['isWomenLed', inclusion.womenLed],
      ['isIn3T', inclusion.in3T],
      ['isDisabilityInclusive', inclusion.disability],
    ] as const
    const counted = shares.filter(([, share]) => share > 0)
    const sum = (chosen: readonly (readonly [FactName, number])[]) =>
      BigInt(chosen.reduce((total, [, share]) => total + share, 0))
    return {
      met: sum(counted.filter(([name]) => facts[name] === true)),
      of: sum(counted.filter(([name]) => known(facts[name]))),
      looksAt: counted.map(([name]) => name),
    }
  },
  documents: ({ documentsPercent: percent }) => ({
    met: BigInt(percent ?? 0),
    of: known(percent) ? 100n : 0n,
    looksAt: ['documentsPercent'],
  }),
  /** The less is asked for, between the two bounds of the program, the better. */
  cost({ askIdr }, { askMinIdr, askMaxIdr }) {
    const range = askMaxIdr - askMinIdr
    const below = Math.min(Math.max(askMaxIdr - askIdr, 0), range)
    return range === 0 ? { met: 1n, of: 1n, looksAt: ['askIdr'] } : { met: BigInt(below), of: BigInt(range), looksAt: ['askIdr'] }
  },
}

export function scoreOf(program: Program, told: Need, on: Day, eligibility: Eligibility, book: RuleBook = csrRules): Score {
  const need = freshened(told, on, book)
  const criteria = CRITERIA.filter((criterion) => program.weights[criterion] > 0)
  const total = BigInt(criteria.reduce((sum, criterion) => sum + program.weights[criterion], 0))
  const measured = criteria.map((criterion) => ({
    criterion,
    weight: program.weights[criterion],
    ...measures[criterion](need.facts, program),
  }))
  const mean = meanOf(measured)
  let before = 0n
  const parts = measured.map(({ criterion, weight, met, of, looksAt, ring }): Part => {
    const [above, below] = of === 0n ? mean : [met, of]
    // Rounded as running sums, so that they are 10,000 together whatever the weights.
    const mostPoints = share(before + BigInt(weight), total) - share(before, total)
    before += BigInt(weight)
    return {
      criterion,
      points: Math.min(share(BigInt(weight) * above, total * below), mostPoints),
      mostPoints,
      valuePpm: of === 0n ? null : Number(divide(1_000_000n * met, of, 'half-up')),
      weight,
      ...(ring ? { ring } : {}),
      facts: looksAt.map((name) => seen(name, need, on)),
    }
  })
  const points = parts.reduce((sum, part) => sum + part.points, 0)
  return { points, parts, confidence: confidenceOf(need, parts, eligibility) }
}

const share = (above: bigint, below: bigint): Hundredths => Number(divide(10_000n * above, below, 'half-up'))

/** A score that people gave; it stands as one part. */
export function givenScore(points: Hundredths, need: Need, eligibility: Eligibility): Score {
  const part: Part = { criterion: 'given', points, mostPoints: 10_000, valuePpm: points * 100, weight: 100, facts: [] }
  return { points, parts: [part], confidence: confidenceOf(need, [part], eligibility) }
}

/** The weighed average of the criteria that are known, as a fraction; nothing known: 0. */
function meanOf(measured: readonly (Measured & { readonly weight: number })[]): readonly [bigint, bigint] {
  let [above, below, weights] = [0n, 1n, 0n]
  for (const { met, of, weight } of measured) {
    if (of === 0n) continue
    above = above * of + BigInt(weight) * met * below
    below *= of
    weights += BigInt(weight)
  }
  return weights === 0n ? [0n, 1n] : [above, below * weights]
}

/** The least of: documents that are there, criteria that are known by weight, rules that are known by number [D]. */
function confidenceOf({ facts }: Need, parts: readonly Part[], { rules, asked }: Eligibility): Confidence {
  const applying = rules.filter(({ result }) => result !== 'not-applicable').length
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0)
  const told = parts.reduce((sum, part) => sum + part.weight * toldShare(part), 0)
  const percent = Math.floor(
    Math.min(
      facts.documentsPercent ?? 100,
      weights === 0 ? 0 : (told / weights) * 100,
      applying === 0 ? 100 : ((applying - asked.length) / applying) * 100,
    ),
  )
  const ofRules = asked.flatMap((result) => result.facts.filter(({ value, isStale }) => value === null || isStale))
  const ofParts = parts.flatMap((part) => part.facts.filter(({ value, isStale }) => !known(value) || isStale))
  const missing = [...new Set([...ofParts, ...ofRules].map(({ name }) => name))].sort()
  return { percent, level: percent >= 90 ? 'high' : percent >= 70 ? 'medium' : 'low', missing }
}

const toldShare = ({ facts }: Part): number =>
  facts.length === 0 ? 1 : facts.filter(({ value, isStale }) => known(value) && !isStale).length / facts.length
