// What the rules about the business and its papers say.
// Guarantees: a missing paper is a condition, a fact that nobody told is unknown. Does not: weigh what follows.
import { formatRupiah } from '@simpul/kernel'
import type { Bounds, Sentence } from '../ruleBook.ts'
import { above, failed, notApplicable, paper, passed, unknown, type Check } from './answer.ts'

const substituteNames: Readonly<Record<string, Sentence>> = {
  mentoring: { id: 'pendampingan', en: 'mentoring' },
  training: { id: 'pelatihan kewirausahaan', en: 'entrepreneurship training' },
  group: { id: 'anggota kelompok usaha', en: 'membership of a business group' },
  family: { id: 'keluarga punya usaha yang layak', en: 'a family member with a viable business' },
}

export const businessAge: Check<Bounds['R-BIZAGE']> = {
  looksAt: ['businessAgeMonths', 'substitutes'],
  answer({ minMonths, orOneOf }, { businessAgeMonths: age, substitutes }) {
    if (age === null) return unknown(age, minMonths, 'Umur usaha belum tercatat.', 'The age of the business is not recorded yet.')
    if (age >= minMonths)
      return passed(
        age,
        minMonths,
        `Usaha berjalan ${age} bulan; syaratnya ${minMonths}.`,
        `The business has run for ${age} months; ${minMonths} are needed.`,
      )
    if (orOneOf.length > 0 && substitutes === null)
      return unknown(
        age,
        minMonths,
        'Pendampingan, pelatihan, kelompok usaha atau usaha keluarga belum tercatat.',
        'Mentoring, training, a business group or a family business is not recorded yet.',
      )
    const substitute = orOneOf.find((each) => substitutes?.includes(each))
    if (substitute !== undefined)
      return passed(
        substitute,
        minMonths,
        `Usaha baru ${age} bulan, tetapi ada penggantinya: ${substituteNames[substitute]?.id ?? substitute}.`,
        `The business is ${age} months old, and this stands in for it: ${substituteNames[substitute]?.en ?? substitute}.`,
      )
    return failed(
      age,
      minMonths,
      `Usaha baru ${age} bulan; skema ini meminta ${minMonths} bulan. Ajukan lagi setelah cukup.`,
      `The business is ${age} months old; this scheme asks for ${minMonths}. Apply again when it is old enough.`,
    )
  },
}

export const turnover: Check<Bounds['R-OMZET']> = {
  looksAt: ['turnoverIdr'],
  answer(bound, { turnoverIdr }) {
    const told = turnoverIdr ?? null
    if (bound === null)
      return notApplicable(
        told,
        null,
        'Batas omzet tidak ditemukan untuk tanggal akad ini.',
        'No limit of turnover was found for this day of akad.',
      )
    const limit = formatRupiah(bound.maxYearlyIdr)
    if (told === null)
      return unknown(null, bound.maxYearlyIdr, 'Omzet setahun belum tercatat.', 'The yearly turnover is not recorded yet.')
    if (told <= bound.maxYearlyIdr)
      return passed(
        told,
        bound.maxYearlyIdr,
        `Omzet ${formatRupiah(told)} setahun; batasnya ${limit}.`,
        `The turnover is ${formatRupiah(told)} a year; the limit is ${limit}.`,
      )
    return failed(
      told,
      bound.maxYearlyIdr,
      `Omzet ${formatRupiah(told)} setahun; KUR untuk usaha sampai ${limit}. Kredit di luar KUR dapat ditanyakan kepada penyalur.`,
      `The turnover is ${formatRupiah(told)} a year; KUR is for businesses up to ${limit}. Ask the lender about credit outside KUR.`,
    )
  },
}

export const businessPaper: Check<Bounds['R-BIZDOC']> = {
  looksAt: ['hasNib', 'hasBusinessLetter'],
  answer({ orLetter }, { hasNib, hasBusinessLetter }) {
    const either = hasNib === true || (orLetter && hasBusinessLetter === true)
    const isKnown = hasNib === false && (!orLetter || hasBusinessLetter === false)
    return paper(
      either ? true : isKnown ? false : null,
      orLetter ? 'NIB / SKU' : 'NIB',
      orLetter
        ? { id: 'NIB atau Surat Keterangan Usaha', en: 'A NIB, or a letter about the business (SKU),' }
        : { id: 'NIB', en: 'A NIB' },
      above(0),
    )
  },
}

export const taxNumber: Check<Bounds['R-NPWP']> = {
  looksAt: ['hasNpwp', 'plafonIdr'],
  answer({ requiredAboveIdr: from }, { plafonIdr, hasNpwp }) {
    if (from === null || plafonIdr <= from)
      return notApplicable(hasNpwp, from, 'NPWP tidak diminta untuk plafon ini.', 'No NPWP is asked for at this plafon.')
    return paper(hasNpwp, from, { id: 'NPWP', en: 'An NPWP' }, above(from))
  },
}

export const bpjs: Check<Bounds['R-BPJS']> = {
  looksAt: ['hasBpjsTk', 'plafonIdr'],
  answer({ requiredAboveIdr: from }, { plafonIdr, hasBpjsTk }) {
    if (from === null || plafonIdr <= from)
      return notApplicable(
        hasBpjsTk ?? null,
        from,
        'BPJS Ketenagakerjaan tidak diminta untuk plafon ini.',
        'BPJS Ketenagakerjaan is not asked for at this plafon.',
      )
    return paper(
      hasBpjsTk,
      from,
      { id: 'Kepesertaan BPJS Ketenagakerjaan', en: 'Membership of BPJS Ketenagakerjaan' },
      above(from),
    )
  },
}
