// Rates: integer parts per million a year, so 6 % is 60,000 and 5.5 % is 55,000.
// Guarantees: percent text with up to four decimals is read and written without loss; more decimals are refused.
// Does not guarantee: which method (annuity, flat) a rate belongs to; see schedule.ts.

/** Parts per million; for interest, per year. 1 % = 10,000. */
export type Ppm = number & { readonly __brand?: 'Ppm' }

/** 1,000 % a year; above it somebody mistook the unit. */
export const PPM_MAX = 10_000_000

/** Throws RangeError unless `value` is an integer from 0 to PPM_MAX. */
export function ppm(value: number): Ppm {
  if (!Number.isInteger(value) || value < 0 || value > PPM_MAX)
    throw new RangeError(`not a rate in ppm from 0 to ${PPM_MAX}: ${value}`)
  return value === 0 ? 0 : value
}

/** Reads `6`, `6%`, `5,5 %` or `5.5%`; null for anything else, for more than four decimals, and above 1,000 %. */
export function parsePercent(text: string): Ppm | null {
  const match = /^(\d{1,4})(?:[.,](\d{1,4}))?\s?%?$/.exec(text.trim())
  if (!match) return null
  const value = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'))
  return value <= PPM_MAX ? ppm(value) : null
}

/** `5,5%` in Indonesian, `5.5%` in English; no trailing zeros. */
export function formatPercent(rate: Ppm, language: 'id' | 'en' = 'id'): string {
  const value = ppm(rate)
  const decimals = String(value % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '')
  const separator = language === 'id' ? ',' : '.'
  return `${Math.floor(value / 10_000)}${decimals ? separator + decimals : ''}%`
}
