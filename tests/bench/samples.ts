// What a run measured, as it was measured, and what is made of it: medians, ratios to each rival, spread.
// Guarantees: a ratio is taken within a round, where both were measured minutes apart, and is the median of those; nothing is left out.
// Does not: judge; targets.ts does.
import type { RivalName } from './rivals.ts'

export interface Sample {
  readonly metric: string
  readonly unit: string
  readonly rival: RivalName
  readonly round: number
  readonly value: number
  /** Whose CPU or memory; absent for what a user sees. */
  readonly process?: string
  /** How many aggregates there were, or the second of a long run, where that was varied. */
  readonly at?: number
}

export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

export interface Figure {
  readonly metric: string
  readonly unit: string
  readonly process?: string
  readonly at?: number
  readonly ours: number | null
  readonly limit: number | null
  readonly peer: number | null
  readonly peerSafe: number | null
  /** Ours divided by theirs. */
  readonly ratios: Readonly<Partial<Record<OtherField, Spread>>>
  /** Least and most, by rival. */
  readonly spread: Readonly<Partial<Record<Field, readonly [number, number]>>>
  readonly rounds: number
}

const FIELDS = { ours: 'ours', limit: 'limit', peer: 'peer', 'peer-safe': 'peerSafe' } as const
export type Field = (typeof FIELDS)[RivalName]
export type OtherField = Exclude<Field, 'ours'>
const OTHERS = ['limit', 'peer', 'peer-safe'] as const

export function spreadOf(values: readonly number[]): Spread {
  const ascending = values.toSorted((a, b) => a - b)
  return { median: quantile(ascending, 0.5), least: ascending[0] ?? Number.NaN, most: ascending.at(-1) ?? Number.NaN }
}

export const quantile = (ascending: readonly number[], q: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * q))] ?? Number.NaN

export function figuresOf(samples: readonly Sample[]): Figure[] {
  const groups = Map.groupBy(samples, ({ metric, unit, process, at }) => [metric, unit, process ?? '', at ?? ''].join('|'))
  return [...groups.values()].map(figureOf)
}

function figureOf(samples: readonly Sample[]): Figure {
  const [first] = samples
  if (!first) throw new Error('a figure is made of samples')
  const { metric, unit, process, at } = first
  const of = (rival: RivalName) => samples.filter((each) => each.rival === rival)
  const spreads = new Map(Object.keys(FIELDS).map((name) => [name, of(name as RivalName).map(({ value }) => value)]))
  const middle = (rival: RivalName) => {
    const values = spreads.get(rival) ?? []
    return values.length === 0 ? null : spreadOf(values).median
  }
  const ratios: Partial<Record<OtherField, Spread>> = {}
  for (const other of OTHERS) {
    const found = ratiosOf(of('ours'), of(other))
    if (found.length > 0) ratios[FIELDS[other]] = spreadOf(found)
  }
  const spread: Partial<Record<Field, readonly [number, number]>> = {}
  for (const [name, values] of spreads)
    if (values.length > 0) spread[FIELDS[name as RivalName]] = [spreadOf(values).least, spreadOf(values).most]
  return {
    metric,
    unit,
    ...(process === undefined ? {} : { process }),
    ...(at === undefined ? {} : { at }),
    ours: middle('ours'),
    limit: middle('limit'),
    peer: middle('peer'),
    peerSafe: middle('peer-safe'),
    ratios,
    spread,
    rounds: Math.max(...[...spreads.values()].map((values) => values.length)),
  }
}

function ratiosOf(ours: readonly Sample[], theirs: readonly Sample[]): number[] {
  return ours.flatMap(({ round, value }) => {
    const other = theirs.find((each) => each.round === round)
    return other === undefined || other.value === 0 ? [] : [value / other.value]
  })
}
