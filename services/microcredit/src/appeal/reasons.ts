// Why an appeal is decided as it is, as the applicant reads it: chosen by code, never typed by hand.
// Guarantees: each reason is for one outcome and has both sentences, without blame; an unknown code is refused.
import type { AppealReason } from './appeal.ts'
import { refuse } from './refusals.ts'

interface Entry {
  readonly for: 'upheld' | 'overturned'
  readonly id: string
  readonly en: string
}

const upheld = (id: string, en: string): Entry => ({ for: 'upheld', id, en })
const overturned = (id: string, en: string): Entry => ({ for: 'overturned', id, en })

export const appealReasons: Readonly<Record<string, Entry>> = {
  'fact/confirmed': upheld(
    'Data yang dipakai sudah diperiksa sekali lagi dan tetap sama.',
    'The facts that were used were looked at again and stay the same.',
  ),
  'fact/not-shown': upheld(
    'Data yang Anda sampaikan belum dapat dibuktikan dengan dokumen yang ada.',
    'What you told could not be shown yet by the papers that are there.',
  ),
  'rule/applies': upheld(
    'Aturan yang disebut memang berlaku untuk pengajuan ini.',
    'The rule that was named does apply to this application.',
  ),
  'reason/stands': upheld(
    'Alasan di surat keputusan sudah ditinjau dan tetap berlaku.',
    'The reason in the letter was reviewed and stands.',
  ),
  'lender/cannot-yet': upheld(
    'Penyalur masih belum dapat menyalurkan. Ini bukan karena Anda.',
    'The lender still cannot lend. It is nothing you did.',
  ),
  'fact/corrected': overturned(
    'Data yang dipakai keliru dan sudah diperbaiki.',
    'A fact that was used was wrong and is corrected.',
  ),
  'register/updated': overturned(
    'Catatan SIKP atau SLIK yang dipakai sudah berubah.',
    'What SIKP or SLIK said then has changed since.',
  ),
  'rule/misapplied': overturned(
    'Aturan yang disebut tidak diterapkan dengan tepat.',
    'The rule that was named was not applied rightly.',
  ),
  'reason/unfounded': overturned(
    'Alasan di surat keputusan tidak cukup berdasar.',
    'The reason in the letter had not enough ground.',
  ),
  'survey/again': overturned('Usaha Anda akan disurvei sekali lagi.', 'Your business will be surveyed once more.'),
}

export function appealReasonsOf(codes: readonly string[], outcome: Entry['for']): AppealReason[] {
  return codes.map((code) => {
    const entry = Object.hasOwn(appealReasons, code) ? appealReasons[code] : undefined
    if (entry?.for !== outcome) throw refuse('appeal/reason-unknown', { code })
    return { code, id: entry.id, en: entry.en }
  })
}
