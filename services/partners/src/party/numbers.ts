// The numbers that people type, read before anything is sealed or decided: NIK, NPWP, NIB and the birth date.
// Guarantees: what comes back can be one; what cannot is refused with the field and the part that is wrong, without the number
// itself.
// Does not guarantee: that Dukcapil, the tax office or OSS ever issued it; the verification asks them.
import { isCalendarDay, readNib, readNik, readNpwp, type Day, type Nib, type Nik, type Npwp } from '@simpul/kernel'
import { refuse } from '../refusals.ts'

export function nikOf(text: string, today: Day): Nik {
  const reading = readNik(text, today)
  if (!reading.ok) throw refuse(`nik/${reading.problem}`, { field: 'nik' })
  return reading.nik
}

/** The day may differ from the one in the NIK: some cards carry an old mistake, and Dukcapil knows both. */
export function birthDateOf(text: string, today: Day): Day {
  if (!isCalendarDay(text) || text > today) throw refuse('party/no-such-birth-date', { field: 'birthDate' })
  return text
}

/** Whether it is past is the decider's question, by its own clock. */
export function startDayOf(text: string): Day {
  if (!isCalendarDay(text)) throw refuse('party/no-such-day', { field: 'businessStartedOn' })
  return text
}

export function npwpOfPerson(text: string, nik: Nik, today: Day): Npwp {
  const { npwp, kind } = npwpOf(text, today)
  if (kind === 'nik' && (npwp as string) !== nik) throw refuse('npwp/of-another-nik', { field: 'npwp' })
  return npwp
}

/** Public, so never a NIK. */
export function npwpOfOrganisation(text: string, today: Day): Npwp {
  const { npwp, kind } = npwpOf(text, today)
  if (kind === 'nik') throw refuse('party/npwp-is-personal', { field: 'npwp' })
  return npwp
}

export function nibOf(text: string): Nib {
  const reading = readNib(text)
  if (!reading.ok) throw refuse(`nib/${reading.problem}`, { field: 'nib' })
  return reading.nib
}

function npwpOf(text: string, today: Day) {
  const reading = readNpwp(text, today)
  if (reading.ok) return reading
  const { problem } = reading
  throw refuse(typeof problem === 'string' ? `npwp/${problem}` : 'npwp/not-a-nik', { field: 'npwp' })
}
