// What binds the lender, and what may keep it from lending just now. Nothing here is about the applicant, and each sentence says so.
// Guarantees: what is not recorded is `unknown`, never passed. Does not: look anything up; facts come with the question.
import { formatPercent, formatRupiah } from '@simpul/kernel'
import type { Bounds } from '../ruleBook.ts'
import { failed, notApplicable, passed, unknown, type Check } from './answer.ts'

const lender = { against: 'lender' } as const
const NOT_YOURS = {
  id: 'Ini keadaan penyalur, bukan penilaian atas pemohon.',
  en: "This is the lender's situation, no judgement of the applicant.",
}

/** A duty of the lender that was done, was not, or is not known to be. */
const duty = (done: boolean | null | undefined, id: string, en: string) => {
  if (done === null || done === undefined)
    return unknown(null, null, `${id}: belum tercatat.`, `${en}: not recorded yet.`, lender)
  if (done) return passed(true, null, `${id}: sudah.`, `${en}: done.`, lender)
  return failed(false, null, `${id}: belum. Tugas penyalur.`, `${en}: not yet. It is the lender's task.`, lender)
}

export const registered: Check<Bounds['R-SIKP']> = {
  looksAt: ['isInSikp'],
  answer: (_bound, { isInSikp }) => duty(isInSikp, 'Penerima tercatat di SIKP', 'The recipient is in SIKP'),
}

export const slikAsked: Check<Bounds['R-SLIK']> = {
  looksAt: ['slikWasAsked'],
  answer: (_bound, { slikWasAsked }) => duty(slikWasAsked, 'SLIK atau LPIP diperiksa', 'SLIK or LPIP was checked'),
}

export const disclosed: Check<Bounds['R-DISCLOSE']> = {
  looksAt: ['costsWereDisclosed'],
  answer: (bound, { costsWereDisclosed }) =>
    bound === null
      ? notApplicable(
          costsWereDisclosed ?? null,
          null,
          'Kewajiban menjelaskan biaya belum ditemukan untuk tanggal akad ini.',
          'No duty to disclose costs was found for this day of akad.',
          lender,
        )
      : duty(
          costsWereDisclosed,
          'Pokok, angsuran, masa tenggang dan biaya lain dijelaskan sebelum akad',
          'Principal, instalment, grace and other costs are explained before the akad',
        ),
}

export const nplGate: Check<Bounds['R-NPL-GATE']> = {
  looksAt: ['unitNplPpm'],
  answer({ maxNplPpm, months }, { unitNplPpm }) {
    if (!unitNplPpm || unitNplPpm.length < months)
      return unknown(
        null,
        maxNplPpm,
        'Kualitas portofolio unit belum tercatat.',
        'The portfolio of the unit is not recorded yet.',
        lender,
      )
    const last = unitNplPpm.slice(-months)
    const isClosed = last.every((ppm) => ppm > maxNplPpm)
    const value = last.map((ppm) => formatPercent(ppm)).join(', ')
    if (!isClosed)
      return passed(value, maxNplPpm, 'Unit penyalur sedang menyalurkan.', 'The unit of the lender is lending.', lender)
    return failed(
      value,
      maxNplPpm,
      `Unit ini sedang tidak menyalurkan KUR. ${NOT_YOURS.id} Unit atau penyalur lain dapat dicoba.`,
      `This unit is not lending KUR for now. ${NOT_YOURS.en} Another unit or lender can be tried.`,
      lender,
    )
  },
}

export const quota: Check<Bounds['R-QUOTA']> = {
  looksAt: ['quotaLeftIdr', 'plafonIdr'],
  answer(_bound, { quotaLeftIdr, plafonIdr }) {
    if (quotaLeftIdr === null || quotaLeftIdr === undefined)
      return unknown(
        null,
        plafonIdr,
        'Sisa kuota penyalur belum tercatat.',
        "What is left of the lender's quota is not recorded yet.",
        lender,
      )
    if (plafonIdr <= quotaLeftIdr)
      return passed(quotaLeftIdr, plafonIdr, 'Kuota penyalur cukup.', "The lender's quota suffices.", lender)
    return failed(
      quotaLeftIdr,
      plafonIdr,
      `Sisa kuota penyalur ${formatRupiah(quotaLeftIdr)}. ${NOT_YOURS.id} Penyalur lain dapat dicoba.`,
      `${formatRupiah(quotaLeftIdr)} is left of the lender's quota. ${NOT_YOURS.en} Another lender can be tried.`,
      lender,
    )
  },
}

export const productionShare: Check<Bounds['R-PROD']> = {
  looksAt: ['productionSharePpm'],
  answer({ minSharePpm }, { productionSharePpm }) {
    const goal = { id: formatPercent(minSharePpm), en: formatPercent(minSharePpm, 'en') }
    if (productionSharePpm === null || productionSharePpm === undefined)
      return notApplicable(
        null,
        minSharePpm,
        `Sasaran sektor produksi penyalur ${goal.id}.`,
        `The lender's goal for production is ${goal.en}.`,
        lender,
      )
    // A goal for the year's portfolio: below it no single application is closed out.
    return passed(
      productionSharePpm,
      minSharePpm,
      `Sektor produksi ${formatPercent(productionSharePpm)} dari penyaluran; sasarannya ${goal.id}.`,
      `Production is ${formatPercent(productionSharePpm, 'en')} of what the lender lent; the goal is ${goal.en}.`,
      lender,
    )
  },
}
