// The interest subsidy of KPP by days (PMK 65/2025 in the press, microcredit.md §4): rate × baki debet × interest days / 360.
// Guarantees: exact before it is rounded half-up. Does not guarantee: the rounding, which is published nowhere, nor other schemes'.
import { ppm, type Ppm } from './rate.ts'
import { shareIdr, type Rupiah } from './rupiah.ts'

const YEAR_DAYS_PPM = 360_000_000n

export function daySubsidyIdr(of: { balanceIdr: Rupiah; subsidyPpm: Ppm; days: number }): Rupiah {
  if (!Number.isInteger(of.days) || of.days < 0) throw new RangeError(`interest days are a whole number, not ${of.days}`)
  return shareIdr(of.balanceIdr, BigInt(ppm(of.subsidyPpm)) * BigInt(of.days), YEAR_DAYS_PPM, 'half-up')
}
