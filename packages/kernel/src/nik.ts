// NIK, the 16 digits of an Indonesian identity number: PP KK CC DDMMYY SSSS. Source: microcredit.md §3, Kemendagri codes.
// Guarantees: refuses what cannot be a NIK and says which part; never guesses the century of birth.
// Does not guarantee: that the NIK was issued (only Dukcapil knows; there is no check digit), nor where its owner lives now:
// the region is where it was first registered. District codes are not checked: they change, and an old one stays valid.
import type { Day } from './decider.ts'
import { provinces, type ProvinceCode } from './provinces.ts'

export type Nik = string & { readonly __brand?: 'Nik' }
export type Sex = 'male' | 'female'

export type NikProblem =
  | 'not-16-digits'
  | 'unknown-province'
  | 'regency-out-of-range'
  | 'no-such-birth-date'
  | 'birth-date-in-the-future'
  | 'serial-is-zero'

export type NikReading =
  | {
      readonly ok: true
      readonly nik: Nik
      readonly province: ProvinceCode
      /** Kemendagri code with dots, e.g. `31.71`. 01–69 is a kabupaten, 71–99 a kota. */
      readonly regency: string
      readonly district: string
      readonly sex: Sex
      /** The one or two days that the six digits can mean, earliest first; the declared date of birth settles it. */
      readonly bornOn: readonly Day[]
    }
  | { readonly ok: false; readonly problem: NikProblem }

/** `today` (WIB) comes from the caller: nothing here reads a clock. */
export function readNik(text: string, today: Day): NikReading {
  if (!/^\d{16}$/.test(text)) return refused('not-16-digits')
  const province = text.slice(0, 2)
  if (!isProvince(province)) return refused('unknown-province')
  const regency = text.slice(2, 4)
  const regencyNumber = Number(regency)
  if (regencyNumber === 0 || regencyNumber === 70) return refused('regency-out-of-range')
  const day = Number(text.slice(6, 8))
  const sex: Sex = day > 40 ? 'female' : 'male'
  const dates = datesOf(sex === 'female' ? day - 40 : day, text.slice(8, 10), text.slice(10, 12))
  if (dates.length === 0) return refused('no-such-birth-date')
  const bornOn = dates.filter((date) => date <= today)
  if (bornOn.length === 0) return refused('birth-date-in-the-future')
  // Two independent identity libraries refuse serial 0000; no statute was found that says so.
  if (text.endsWith('0000')) return refused('serial-is-zero')
  return {
    ok: true,
    nik: text,
    province,
    regency: `${province}.${regency}`,
    district: `${province}.${regency}.${text.slice(4, 6)}`,
    sex,
    bornOn,
  }
}

/** What the form declares against what the NIK says; the names of what differs, none when all agrees. */
export function nikDisagreements(
  reading: Extract<NikReading, { ok: true }>,
  declared: { readonly bornOn: Day; readonly sex: Sex },
): readonly ('bornOn' | 'sex')[] {
  const differs: ('bornOn' | 'sex')[] = []
  if (!reading.bornOn.includes(declared.bornOn)) differs.push('bornOn')
  if (reading.sex !== declared.sex) differs.push('sex')
  return differs
}

const refused = (problem: NikProblem): NikReading => ({ ok: false, problem })

const isProvince = (code: string): code is ProvinceCode => Object.hasOwn(provinces, code)

function datesOf(day: number, month: string, year: string): Day[] {
  return ['19', '20'].map((century) => `${century}${year}-${month}-${String(day).padStart(2, '0')}`).filter(isCalendarDay)
}

/** A real Gregorian day: 31 February and 29 February 1900 are not. */
export function isCalendarDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const midnight = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}
