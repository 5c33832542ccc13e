// A program of a company: what it is for, what it may spend, whom it is open to, and how it weighs needs. One published version of it.
// Guarantees: weights, rings and bounds belong to the version, so a decision can be given again. Faults in it are told by name.
// Does not guarantee: that the money is there; a budget is what the company says.
import type { Day, Rupiah } from '@simpul/kernel'
import type { Kind, Pillar } from '../rules/ruleBook.ts'

export const RINGS = ['I', 'II', 'III'] as const
export type Ring = (typeof RINGS)[number]

/** What each ring is worth, in hundredths of the criterion [D]: the fixture of csr.md §5, after Pertamina's bands [S]. */
export const RING_PERCENT: Readonly<Record<Ring, number>> = { I: 100, II: 60, III: 30 }

export const CRITERIA = ['sdg', 'ring', 'inclusion', 'documents', 'cost'] as const
export type Criterion = (typeof CRITERIA)[number]
/** Whole numbers; what counts is their share of the sum. */
export type Weights = Readonly<Record<Criterion, number>>
/** The rubric of csr.md §5 [D]. */
export const WEIGHTS: Weights = { sdg: 30, ring: 25, inclusion: 20, documents: 15, cost: 10 }

/** How the criterion of inclusion is made up, in hundredths that sum to 100 [D]. */
export interface Inclusion {
  readonly womenLed: number
  readonly in3T: number
  readonly disability: number
}
export const INCLUSION: Inclusion = { womenLed: 60, in3T: 40, disability: 0 }

export interface Program {
  readonly id: string
  readonly kind: Kind
  readonly pillar: Pillar | null
  readonly sdgs: readonly number[]
  readonly budgetIdr: Rupiah
  readonly askMinIdr: Rupiah
  readonly askMaxIdr: Rupiah
  /** Empty: open to every type. */
  readonly recipientTypes: readonly string[]
  /** Where benefit may arise, by ring; `*` is the whole country, a code holds for all below it (`35` for `35.25`). */
  readonly regions: Readonly<Record<string, Ring>>
  readonly opensOn: Day | null
  readonly closesOn: Day | null
  readonly weights: Weights
  readonly inclusion: Inclusion
  /** Below it a need is not chosen, whatever money is left; in hundredths of a point. */
  readonly minScore: number | null
  readonly minNeeds: number | null
  readonly maxNeeds: number | null
}

export const NATIONWIDE = '*'

/** The ring of a place: its own entry, else that of what it lies in, else that of the whole country; null: not open there. */
export function ringOf({ regions }: Pick<Program, 'regions'>, place: string): Ring | null {
  let best: readonly [string, Ring] | null = null
  for (const [region, ring] of Object.entries(regions)) {
    const isIn = region === NATIONWIDE || isWithin(place, region)
    if (isIn && (best === null || best[0] === NATIONWIDE || (region !== NATIONWIDE && region.length > best[0].length)))
      best = [region, ring]
  }
  return best?.[1] ?? null
}

const isWithin = (place: string, region: string): boolean => {
  const [inner, outer] = [spelt(place), spelt(region)]
  return inner === outer || (/^[\d.]+$/.test(outer) && inner.startsWith(`${outer}.`))
}
const spelt = (name: string): string => name.trim().toLowerCase()

export function programFaults(program: Program): string[] {
  const { id, askMinIdr, askMaxIdr, weights, inclusion, opensOn, closesOn, minNeeds, maxNeeds } = program
  const faults: string[] = []
  if (askMinIdr > askMaxIdr) faults.push(`${id}: askMinIdr > askMaxIdr`)
  if (Object.values(weights).every((weight) => weight === 0)) faults.push(`${id}: weights: semua nol / all are zero`)
  if (inclusion.womenLed + inclusion.in3T + inclusion.disability !== 100)
    faults.push(`${id}: inclusion: jumlahnya bukan / sum is not 100`)
  if (opensOn !== null && closesOn !== null && opensOn > closesOn) faults.push(`${id}: opensOn > closesOn`)
  if (minNeeds !== null && maxNeeds !== null && minNeeds > maxNeeds) faults.push(`${id}: minNeeds > maxNeeds`)
  if (Object.keys(program.regions).length === 0) faults.push(`${id}: regions: kosong / empty`)
  return faults
}
