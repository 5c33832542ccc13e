// Money: whole rupiah in a safe integer.
// Guarantees: a fraction, NaN or an amount beyond 2^53-1 is thrown out where it appears, never rounded in silence.
// Does not guarantee: that an amount is positive; a rule that needs that says so itself.
import { divide, type Rounding } from './rounding.ts'

/** Whole rupiah. 2^53-1 is Rp9,007 trillion: 28 times the KUR target of 2026. */
export type Rupiah = number & { readonly __brand?: 'Rupiah' }

/** Throws RangeError unless `amount` is a safe integer. */
export function rupiah(amount: number | bigint): Rupiah {
  const value = Number(amount)
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of rupiah within 2^53: ${amount}`)
  return value === 0 ? 0 : value // -0 would print as Rp-0 and differ from 0 in deep comparisons
}

export function sumIdr(amounts: Iterable<Rupiah>): Rupiah {
  let total = 0n
  for (const amount of amounts) total += BigInt(rupiah(amount))
  return rupiah(total)
}

/** `amount × numerator / denominator`, e.g. a share, a rate. The product is exact before it is rounded. */
export function shareIdr(amount: Rupiah, numerator: bigint, denominator: bigint, rounding: Rounding): Rupiah {
  return rupiah(divide(BigInt(rupiah(amount)) * numerator, denominator, rounding))
}

/** `Rp1.216.877`, as Indonesians write it; a negative amount is `-Rp500`. Needs no locale data. */
export function formatRupiah(amount: Rupiah): string {
  const value = rupiah(amount)
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, '.')
  return `${value < 0 ? '-' : ''}Rp${digits}`
}

/** Reads `Rp1.216.877`, `1.216.877` or `1216877`; null for anything else (`1,5`, `1.21`, an amount beyond 2^53-1). */
export function parseRupiah(text: string): Rupiah | null {
  const match = /^(-)?(?:Rp\s?)?(\d{1,3}(?:\.\d{3})+|\d{1,16})$/.exec(text.trim())
  if (!match) return null
  const value = Number((match[2] ?? '').replaceAll('.', ''))
  if (!Number.isSafeInteger(value)) return null
  return rupiah(match[1] ? -value : value)
}
