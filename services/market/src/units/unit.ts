// Units of measure by the codes of UN/CEFACT Rec 20, and the names of packs, which say nothing about their content.
// Guarantees: each factor is exact. Source: market.md §5 {REC20} for codes and factors, {PAPER} for the names of packs.
// Does not guarantee: that a rim has 500 sheets or a karung 50 kg: Rec 20 gives no factor, so a pack names its content itself.
import { fraction, over, times, whole, compare, type Exact } from './exact.ts'

export const DIMENSIONS = ['mass', 'volume', 'length', 'count', 'set'] as const
export type Dimension = (typeof DIMENSIONS)[number]

interface Unit {
  readonly dimension: Dimension
  /** How many of the base unit. */
  readonly factor: Exact
  /** As Indonesians write it. */
  readonly symbol: string
}

const of = (dimension: Dimension, symbol: string, n: bigint, d = 1n): Unit => ({ dimension, factor: fraction(n, d), symbol })

const UNITS = {
  KGM: of('mass', 'kg', 1n),
  GRM: of('mass', 'g', 1n, 1000n),
  DTN: of('mass', 'kuintal', 100n),
  TNE: of('mass', 'ton', 1000n),
  LTR: of('volume', 'liter', 1n),
  MLT: of('volume', 'mL', 1n, 1000n),
  MTQ: of('volume', 'm³', 1000n),
  MTR: of('length', 'm', 1n),
  H87: of('count', 'buah', 1n),
  C62: of('count', 'satuan', 1n),
  HEA: of('count', 'ekor', 1n),
  PR: of('count', 'pasang', 2n),
  DZN: of('count', 'lusin', 12n),
  SCO: of('count', 'kodi', 20n),
  GRO: of('count', 'gros', 144n),
  // A set is compared with sets alone: how many pieces make one, no list says.
  SET: of('set', 'set', 1n),
} as const satisfies Record<string, Unit>

export type UnitCode = keyof typeof UNITS
export const UNIT_CODES = Object.keys(UNITS) as UnitCode[]
export const BASE: Readonly<Record<Dimension, UnitCode>> = { mass: 'KGM', volume: 'LTR', length: 'MTR', count: 'H87', set: 'SET' }

/** Rec 20's `RM` has no factor, its box, bundle and sheet are withdrawn: all of them are packs here. */
export const PACKS = [
  ...['karung', 'sak', 'karton', 'dus', 'boks', 'renteng', 'ikat', 'koli', 'jerigen', 'galon', 'botol', 'toples'],
  ...['lembar', 'batang', 'keping', 'bungkus', 'rim', 'rit', 'ekor', 'butir'],
] as const
export type PackName = (typeof PACKS)[number]

export const dimensionOf = (unit: UnitCode): Dimension => UNITS[unit].dimension
export const symbolOf = (unit: UnitCode): string => UNITS[unit].symbol
export const baseOf = (unit: UnitCode): UnitCode => BASE[dimensionOf(unit)]

export const inBase = (quantity: Exact, unit: UnitCode): Exact => times(quantity, UNITS[unit].factor)

/** Null between dimensions: a kilogram is no number of litres. */
export function convert(quantity: Exact, from: UnitCode, to: UnitCode): Exact | null {
  return dimensionOf(from) === dimensionOf(to) ? over(inBase(quantity, from), UNITS[to].factor) : null
}

/** What a figure is shown in; kuintal and m³ are said where somebody chose them. */
const SHOWN_IN: Readonly<Record<Dimension, readonly UnitCode[]>> = {
  mass: ['TNE', 'KGM', 'GRM'],
  volume: ['LTR', 'MLT'],
  length: ['MTR'],
  count: ['H87'],
  set: ['SET'],
}

/** The largest unit of which it is at least one: 1,500 g is 1.5 kg. Source: market.md §5, the rule of OFN. */
export function scaled(quantity: Exact, unit: UnitCode): { readonly quantity: Exact; readonly unit: UnitCode } {
  const chain = SHOWN_IN[dimensionOf(unit)]
  const inUnit = (to: UnitCode) => over(inBase(quantity, unit), UNITS[to].factor)
  const to = chain.find((each) => compare(inUnit(each), whole(1)) >= 0) ?? chain.at(-1) ?? unit
  return { quantity: inUnit(to), unit: to }
}
