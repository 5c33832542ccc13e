// What the rules about groups with an offtaker say, and the relaxations of Pasal 38A.
// Guarantees: what the group itself can complete is a condition. Does not: decide about a relaxation: the lender does.
import type { Bounds, Sentence } from '../ruleBook.ts'
import { condition, failed, notApplicable, passed, unknown, type Check } from './answer.ts'

const names: Readonly<Record<string, Sentence>> = {
  offtakerAgreement: { id: 'perjanjian dengan offtaker', en: 'the agreement with the offtaker' },
  groupLetterOrOfftakerValidation: {
    id: 'surat kelompok atau validasi offtaker',
    en: 'the letter of the group or the validation of the offtaker',
  },
  groupInSikp: { id: 'kelompok tercatat di SIKP', en: 'the group in SIKP' },
  membersInSikp: { id: 'anggota tercatat di SIKP', en: 'the members in SIKP' },
  appliedByChair: { id: 'diajukan oleh ketua', en: 'an application by the chair' },
  signedByChairAndMember: {
    id: 'akad ditandatangani ketua dan paling sedikit satu anggota',
    en: 'an akad signed by the chair and at least one member',
  },
  jointLiability: { id: 'tanggung renteng', en: 'joint liability' },
  legalEntity: { id: 'offtaker berbadan hukum', en: 'an offtaker that is a legal entity' },
  linkedToLender: { id: 'sistem offtaker terhubung dengan penyalur', en: "the offtaker's system linked to the lender" },
  linkedToSikp: { id: 'sistem offtaker terhubung dengan SIKP', en: "the offtaker's system linked to SIKP" },
  fundsMonitored: { id: 'pemantauan dana seketika', en: 'funds monitored in real time' },
  salesValidated: { id: 'penjualan tervalidasi otomatis', en: 'sales validated automatically' },
  tagging: { id: 'penandaan', en: 'tagging' },
}
/** Four by name: all thirteen would be no sentence any more. Which they are stands in the value. */
function listed(keys: readonly string[], language: keyof Sentence): string {
  const told = keys.slice(0, 4).map((key) => names[key]?.[language] ?? key)
  const more = keys.length - told.length
  if (more === 0) return told.join(', ')
  return `${told.join(', ')}, ${language === 'id' ? `dan ${more} hal lain` : `and ${more} more`}`
}

export const group: Check<Bounds['R-GROUP']> = {
  looksAt: ['recipient', 'group'],
  answer(bound, { recipient, group: told }) {
    if (bound === null || recipient !== 'group')
      return notApplicable(recipient ?? null, null, 'Bukan pengajuan kelompok.', 'Not an application of a group.')
    const lacks = (keys: readonly string[]) => keys.filter((key) => told?.[key] === false)
    const cannot = lacks(bound.be)
    if (cannot.length > 0)
      return failed(
        cannot.join(', '),
        'offtaker',
        `Offtaker belum memenuhi: ${listed(cannot, 'id')}. Offtaker lain dapat dicari.`,
        `The offtaker does not have: ${listed(cannot, 'en')}. Another offtaker can be found.`,
      )
    const missing = lacks(bound.bring)
    if (missing.length > 0)
      return condition(
        missing.join(', '),
        'group',
        `Yang perlu dilengkapi kelompok: ${listed(missing, 'id')}.`,
        `What the group has to complete: ${listed(missing, 'en')}.`,
      )
    const open = [...bound.bring, ...bound.be].filter((key) => told?.[key] !== true)
    if (open.length > 0)
      return unknown(
        open.join(', '),
        'group',
        `Belum tercatat: ${listed(open, 'id')}.`,
        `Not recorded yet: ${listed(open, 'en')}.`,
      )
    return passed(true, 'group', 'Kelompok dan offtaker lengkap.', 'Group and offtaker are complete.')
  },
}

export const relaxation: Check<Bounds['R-38A']> = {
  looksAt: ['relaxations'],
  answer(bound, { relaxations }) {
    const asked = bound === null ? [] : (relaxations ?? []).filter((each) => Object.hasOwn(bound.waives, each))
    if (asked.length === 0)
      return notApplicable(null, null, 'Tidak ada relaksasi yang diajukan.', 'No relaxation is applied for.')
    return unknown(
      asked.join(', '),
      'Pasal 38A',
      'Relaksasi Pasal 38A diajukan; penyalur memastikan apakah berlaku.',
      'A relaxation of Pasal 38A is applied for; the lender makes sure whether it holds.',
    )
  },
}
