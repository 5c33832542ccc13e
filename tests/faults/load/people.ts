// Invented people: a name, a birthday and the NIK that belongs to it, all from the seed. No two of a run share a NIK.
import type { Random } from './random.ts'

const NAMES = ['Siti', 'Budi', 'Joko', 'Sri', 'Wayan', 'Agus', 'Dewi', 'Putri', 'Rahmat', 'Nur', 'Ketut', 'Made'] as const
const FAMILIES = ['Rahayu', 'Santoso', 'Lestari', 'Wijaya', 'Hidayat', 'Siregar', 'Saputra', 'Utami'] as const
const two = (n: number) => String(n).padStart(2, '0')
const DAYS = 9_000 // from 1 January 1970; 9,000 days × 999 serials are people enough for any run
const DAY_MS = 86_400_000

export interface Person {
  readonly name: string
  readonly nik: string
  readonly birthDate: string
  readonly region: string
}

/** `n` counts the people of a run. */
export function person(n: number, random: Random): Person {
  const born = new Date((n % DAYS) * DAY_MS)
  const [year, month, day] = [born.getUTCFullYear(), born.getUTCMonth() + 1, born.getUTCDate()]
  const serial = 1_001 + Math.floor(n / DAYS) // from 1 to 8 the simulators tell stories
  return {
    name: `${random.of(NAMES)} ${random.of(FAMILIES)}`,
    nik: `317101${two(day)}${two(month)}${two(year % 100)}${serial}`,
    birthDate: `${year}-${two(month)}-${two(day)}`,
    region: '31.71.01',
  }
}
