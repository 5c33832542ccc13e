// Quantities as exact fractions, read from and written as decimal text.
// Guarantees: no binary float takes part; what `decimal` reads, `text` writes back without loss.
// Does not guarantee: that a fraction has a finite decimal form; whoever writes one names the places and the rounding.
import { divide, type Rounding } from '@simpul/kernel'

/** Lowest terms, `d` > 0. */
export interface Exact {
  readonly n: bigint
  readonly d: bigint
}

/** A positive decimal as people write it in JSON: `12`, `0.5`; at most 9 digits before the point and 6 after it. */
export const DECIMAL = '^(0|[1-9][0-9]{0,8})([.][0-9]{1,6})?$'
const pattern = new RegExp(DECIMAL)

export function fraction(n: bigint, d: bigint): Exact {
  if (d <= 0n) throw new RangeError(`a denominator must be positive, not ${d}`)
  let [a, b] = [n < 0n ? -n : n, d]
  while (b > 0n) [a, b] = [b, a % b]
  return a === 0n ? { n: 0n, d: 1n } : { n: n / a, d: d / a }
}

export const whole = (value: number | bigint): Exact => ({ n: BigInt(value), d: 1n })

/** Null for anything that is not such a decimal: `abc` is an error of its field, never 0. */
export function decimal(text: string): Exact | null {
  const match = pattern.exec(text)
  if (!match) return null
  const places = (match[2] ?? '.').slice(1)
  return fraction(BigInt(`${match[1]}${places}`), 10n ** BigInt(places.length))
}

export const times = (a: Exact, b: Exact): Exact => fraction(a.n * b.n, a.d * b.d)
/** `b` is positive. */
export const over = (a: Exact, b: Exact): Exact => fraction(a.n * b.d, a.d * b.n)
export const compare = (a: Exact, b: Exact): number => Number(a.n * b.d - b.n * a.d > 0n) - Number(a.n * b.d - b.n * a.d < 0n)
export const isWhole = ({ d }: Exact): boolean => d === 1n

export const rounded = ({ n, d }: Exact, rounding: Rounding): bigint => divide(n, d, rounding)

/** With at most so many places, no trailing zeros; rounded half up where that does not suffice. */
export function text(value: Exact, places = 6): string {
  const scaled = divide(value.n * 10n ** BigInt(places), value.d, 'half-up')
  const digits = String(scaled).padStart(places + 1, '0')
  const after = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${digits.slice(0, digits.length - places)}${after === '' ? '' : `.${after}`}`
}
