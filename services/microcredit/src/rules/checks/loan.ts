// What the rules about the loan itself say: plafon, tenor, collateral, guarantee.
// Guarantees: an amount exactly on a bound that nobody confirmed is for a person. Does not: say a word against the applicant about collateral.
import { formatPercent, formatRupiah } from '@simpul/kernel'
import type { Bounds } from '../ruleBook.ts'
import { failed, notApplicable, passed, unknown, type Check } from './answer.ts'

export const plafon: Check<Bounds['R-PLAFON']> = {
  looksAt: ['plafonIdr'],
  answer({ aboveIdr, upToIdr, edges }, { plafonIdr }) {
    const range =
      aboveIdr === 0 ? `sampai ${formatRupiah(upToIdr)}` : `di atas ${formatRupiah(aboveIdr)} sampai ${formatRupiah(upToIdr)}`
    const inEnglish =
      aboveIdr === 0 ? `up to ${formatRupiah(upToIdr)}` : `above ${formatRupiah(aboveIdr)} and up to ${formatRupiah(upToIdr)}`
    const bound = plafonIdr <= aboveIdr ? aboveIdr : upToIdr
    if (edges === 'not-confirmed' && (plafonIdr === aboveIdr || plafonIdr === upToIdr))
      return passed(
        plafonIdr,
        bound,
        `Plafon tepat di batas (${range}); apakah batasnya termasuk, penyalur memastikan.`,
        `The plafon is exactly at the bound (${inEnglish}); whether the bound is inside, the lender makes sure.`,
        { hinges: true },
      )
    if (plafonIdr > aboveIdr && plafonIdr <= upToIdr)
      return passed(plafonIdr, bound, `Plafon skema ini ${range}.`, `This scheme is for plafons ${inEnglish}.`)
    return failed(
      plafonIdr,
      bound,
      `Plafon skema ini ${range}. Plafon atau skema lain dapat dipilih.`,
      `This scheme is for plafons ${inEnglish}. Another plafon or scheme can be chosen.`,
    )
  },
}

export const tenor: Check<Bounds['R-TENOR']> = {
  looksAt: ['tenorMonths', 'loanType', 'workContractMonths'],
  answer({ maxMonths, withinContract }, { tenorMonths, loanType, workContractMonths }) {
    const contract = withinContract ? (workContractMonths ?? null) : Infinity
    const most = Math.min(maxMonths[loanType], contract ?? Infinity)
    if (tenorMonths > most)
      return failed(
        tenorMonths,
        most,
        `Tenor ${tenorMonths} bulan melebihi ${most} untuk ${loanType}. Tenor yang lebih pendek dapat diajukan.`,
        `The tenor of ${tenorMonths} months is longer than ${most} for ${loanType}. A shorter tenor can be asked for.`,
      )
    if (contract === null)
      return unknown(
        tenorMonths,
        most,
        'Lama kontrak kerja belum tercatat; tenor paling lama selama kontrak itu.',
        'The length of the contract of work is not recorded yet; the tenor is not longer than it.',
      )
    return passed(
      tenorMonths,
      most,
      `Tenor ${tenorMonths} bulan; paling lama ${most} untuk ${loanType}.`,
      `The tenor is ${tenorMonths} months; ${loanType} allows up to ${most}.`,
    )
  },
}

export const collateral: Check<Bounds['R-COLL']> = {
  looksAt: ['collateralDemanded', 'plafonIdr'],
  answer({ noneUpToIdr }, { plafonIdr, collateralDemanded }) {
    const limit = formatRupiah(noneUpToIdr)
    const lender = { against: 'lender' } as const
    if (plafonIdr > noneUpToIdr)
      return notApplicable(
        collateralDemanded,
        noneUpToIdr,
        `Di atas ${limit}, agunan tambahan diputuskan penyalur.`,
        `Above ${limit} additional collateral is the lender's decision.`,
        lender,
      )
    if (collateralDemanded !== true)
      return passed(
        collateralDemanded,
        noneUpToIdr,
        `Sampai ${limit}, penyalur tidak boleh meminta agunan tambahan.`,
        `Up to ${limit} the lender must not ask for additional collateral.`,
        lender,
      )
    return failed(
      true,
      noneUpToIdr,
      `Agunan tambahan diminta, padahal sampai ${limit} tidak boleh. Ini catatan untuk penyalur, bukan untuk pemohon.`,
      `Additional collateral was asked for, which is not allowed up to ${limit}. This is a finding about the lender, not about the applicant.`,
      lender,
    )
  },
}

export const guarantee: Check<Bounds['R-GUAR']> = {
  looksAt: ['guaranteePpm'],
  answer({ maxPpm }, { guaranteePpm }) {
    const lender = { against: 'lender' } as const
    const most = { id: formatPercent(maxPpm), en: formatPercent(maxPpm, 'en') }
    if (guaranteePpm === null || guaranteePpm === undefined)
      return notApplicable(
        null,
        maxPpm,
        `Penjaminan paling banyak ${most.id} dari plafon.`,
        `The guarantee is up to ${most.en} of the plafon.`,
        lender,
      )
    if (guaranteePpm <= maxPpm)
      return passed(guaranteePpm, maxPpm, `Penjaminan dalam batas ${most.id}.`, `The guarantee is within ${most.en}.`, lender)
    return failed(
      guaranteePpm,
      maxPpm,
      `Penjaminan yang diminta penyalur di atas ${most.id}.`,
      `The guarantee that the lender asks for is above ${most.en}.`,
      lender,
    )
  },
}
