// The lender's own score of an application: eleven variables, each with a weight, explained line by line beside the rules.
// Guarantees: pure; exact in millionths; a value that nobody has told is unknown and counted apart, never a zero. It changes no verdict.
// Does not guarantee: that a scorecard foretells anything. That banks use eleven variables, the ratio of instalment to capacity (RPC,
// 65–70 %), tenor and how long one has lived there is press about one bank (MC §2 {27}); the other eight are ours, the points the lender's.
import { refuse } from './refusals.ts'

export const VARIABLES = [
  /** Instalment in millionths of what is left each month. */
  'rpc',
  'tenorMonths',
  'domicileMonths',
  'businessAgeMonths',
  /** What is left each month in millionths of the monthly turnover. */
  'margin',
  /** The plafon in millionths of the yearly turnover that the survey found. */
  'plafonToTurnover',
  /** How far survey and declaration of the turnover are apart, in millionths of the declared. */
  'turnoverGap',
  'kolektibilitas',
  'openCredits',
  'earlierKur',
  /** How many of NIB and NPWP there are. */
  'legality',
] as const
export type Variable = (typeof VARIABLES)[number]
export type Values = Readonly<Record<Variable, number | null>>

/** The points from this value on, up to the next band. */
export type Band = { readonly from: number; readonly points: number }
export type ScoreRow = { readonly variable: Variable; readonly weightPpm: number; readonly bands: readonly Band[] }
export type Scorecard = readonly ScoreRow[]

export const BANDS_MAX = 12
export const POINTS_MAX = 100
const WHOLE_PPM = 1_000_000
/** So that points × weight / 100 is a whole number. */
const WEIGHT_STEP_PPM = 100

export type ScoreLine = {
  readonly variable: Variable
  readonly value: number | null
  readonly points: number | null
  readonly weightPpm: number
  readonly contributionPpm: number
}
export type Score = {
  readonly lines: readonly ScoreLine[]
  readonly totalPpm: number
  /** Weight of what could not be scored: the total could be so much higher. */
  readonly unknownPpm: number
}

export function checkScorecard(rows: Scorecard): void {
  const named = new Set(rows.map(({ variable }) => variable))
  if (rows.length !== VARIABLES.length || named.size !== VARIABLES.length)
    throw refuse('policy/scorecard-incomplete', { missing: VARIABLES.filter((each) => !named.has(each)).join(', ') })
  const sum = rows.reduce((total, { weightPpm }) => total + weightPpm, 0)
  if (sum !== WHOLE_PPM) throw refuse('policy/weights-wrong', { sum, whole: WHOLE_PPM })
  for (const [index, { weightPpm, bands }] of rows.entries()) {
    const rising = bands.every((band, n) => n === 0 || band.from > (bands[n - 1]?.from ?? band.from))
    if (bands.length === 0 || !rising || weightPpm % WEIGHT_STEP_PPM !== 0)
      throw refuse('policy/bands-invalid', { field: `scorecard/${index}` })
  }
}

export function scoreOf(rows: Scorecard, values: Values): Score {
  const lines = rows.map(({ variable, weightPpm, bands }): ScoreLine => {
    const value = values[variable]
    if (value === null) return { variable, value, points: null, weightPpm, contributionPpm: 0 }
    const points = bands.findLast(({ from }) => from <= value)?.points ?? 0
    return { variable, value, points, weightPpm, contributionPpm: (points * weightPpm) / 100 }
  })
  const totalPpm = lines.reduce((sum, { contributionPpm }) => sum + contributionPpm, 0)
  const unknownPpm = lines.reduce((sum, { value, weightPpm }) => sum + (value === null ? weightPpm : 0), 0)
  return { lines, totalPpm, unknownPpm }
}
