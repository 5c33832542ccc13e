// NPWP, the tax number, in its old form (15 digits) and its new one (16 digits, PMK 112/2022). Source: microcredit.md §3.
// Guarantees: the Luhn check digit of the old number holds; a 16-digit number is `0` + an old one, or a NIK that can be one.
// Does not guarantee: that the tax office issued it. The 22-digit NITKU is not read: its format could not be confirmed.
import type { Day } from './decider.ts'
import { readNik, type NikProblem } from './nik.ts'

export type Npwp = string & { readonly __brand?: 'Npwp' }

export type NpwpProblem = 'not-15-or-16-digits' | 'wrong-check-digit' | { readonly asNik: NikProblem }

export type NpwpReading =
  | {
      readonly ok: true
      /** Always 16 digits, so that the old and the new form of one number are equal. */
      readonly npwp: Npwp
      readonly kind: 'npwp-15' | 'npwp-16' | 'nik'
    }
  | { readonly ok: false; readonly problem: NpwpProblem }

/** Reads digits with or without the usual dots, dashes and spaces. `today` (WIB) is for the NIK's date of birth. */
export function readNpwp(text: string, today: Day): NpwpReading {
  const digits = text.replace(/[.\- ]/g, '')
  if (!/^\d{15,16}$/.test(digits)) return { ok: false, problem: 'not-15-or-16-digits' }
  const isOld = digits.length === 15
  if (!isOld && !digits.startsWith('0')) {
    const nik = readNik(digits, today)
    return nik.ok ? { ok: true, npwp: digits, kind: 'nik' } : { ok: false, problem: { asNik: nik.problem } }
  }
  const npwp = isOld ? `0${digits}` : digits
  if (!luhnHolds(npwp.slice(0, 10))) return { ok: false, problem: 'wrong-check-digit' }
  return { ok: true, npwp, kind: isOld ? 'npwp-15' : 'npwp-16' }
}

/** `12.345.678.2-123.000` for a number of the old series; the plain 16 digits when it is a NIK. */
export function formatNpwp(npwp: Npwp): string {
  return npwp.replace(/^0(\d{2})(\d{3})(\d{3})(\d)(\d{3})(\d{3})$/, '$1.$2.$3.$4-$5.$6')
}

/** ISO/IEC 7812-1: from the right, every second digit doubled, digits added up, a multiple of ten. */
function luhnHolds(digits: string): boolean {
  let sum = 0
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    const digit = Number(digits[digits.length - 1 - fromRight])
    const weighed = fromRight % 2 === 1 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}
