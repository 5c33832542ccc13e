// What the rules about the applicant say: public service, age, papers, husband and wife, kind of recipient.
// Guarantees: codes and figures alone, nothing about who it is. Does not: make one debtor of husband and wife; the lender decides that.
import { formatRupiah } from '@simpul/kernel'
import type { Bounds } from '../ruleBook.ts'
import { condition, failed, notApplicable, passed, unknown, type Check } from './answer.ts'

export const publicServant: Check<Bounds['R-ASN']> = {
  looksAt: ['occupation'],
  answer({ barred }, { occupation }) {
    const list = barred.join(', ')
    if (occupation === null)
      return unknown(null, list, 'Pekerjaan pemohon belum tercatat.', 'The occupation of the applicant is not recorded yet.')
    if (!barred.includes(occupation))
      return passed(
        occupation,
        list,
        'Pemohon bukan ASN, TNI atau Polri aktif.',
        'The applicant is not in service as ASN, TNI or Polri.',
      )
    return failed(
      occupation,
      list,
      'KUR tidak dibuka untuk ASN, TNI dan Polri aktif. Anggota keluarga yang punya usaha sendiri boleh mengajukan.',
      'KUR is not open to ASN, TNI and Polri in service. A family member with a business of their own may apply.',
    )
  },
}

export const age: Check<Bounds['R-AGE']> = {
  looksAt: ['ageMonths', 'hasParentalPermission'],
  answer({ minYears, withPermissionYears }, { ageMonths, hasParentalPermission }) {
    if (ageMonths === null || ageMonths === undefined)
      return unknown(null, minYears, 'Umur pemohon belum tercatat.', 'The age of the applicant is not recorded yet.')
    const years = Math.floor(ageMonths / 12)
    if (years >= minYears)
      return passed(
        years,
        minYears,
        `Pemohon berumur ${years}; penyalur meminta ${minYears}.`,
        `The applicant is ${years}; lenders ask for ${minYears}.`,
      )
    if (withPermissionYears === null || years < withPermissionYears)
      return failed(
        years,
        withPermissionYears ?? minYears,
        `Pemohon berumur ${years}; penyalur biasanya meminta ${withPermissionYears ?? minYears}. Tanyakan kepada penyalur.`,
        `The applicant is ${years}; lenders usually ask for ${withPermissionYears ?? minYears}. Ask the lender.`,
      )
    if (hasParentalPermission === true)
      return passed(years, minYears, `Umur ${years} dengan izin orang tua.`, `${years} years old, with the parents' permission.`)
    return condition(
      years,
      minYears,
      `Di bawah ${minYears} tahun diperlukan izin orang tua.`,
      `Below ${minYears} the parents' permission is needed.`,
    )
  },
}

export const spouse: Check<Bounds['R-SPOUSE']> = {
  looksAt: ['spouse'],
  answer({ publicServants }, { spouse: other }) {
    if (!other || !(other.hasKurOrApplication || publicServants.includes(other.occupation ?? '')))
      return notApplicable(
        null,
        null,
        'Tidak ada catatan tentang suami atau istri.',
        'Nothing is recorded about a husband or wife.',
      )
    return unknown(
      other.hasKurOrApplication,
      null,
      'Suami dan istri dapat dihitung satu debitur menurut kebijakan penyalur. Tanyakan kepada penyalur.',
      "Husband and wife may count as one debtor by the lender's policy. Ask the lender.",
    )
  },
}

const names = {
  hasIdentityDocument: { id: 'KTP-el atau surat keterangan pembuatannya', en: 'KTP-el, or the letter that one is being made' },
  hasFamilyCard: { id: 'Kartu Keluarga', en: 'the family card (KK)' },
  hasMarriageDocument: { id: 'akta nikah atau cerai', en: 'the marriage or divorce certificate' },
} as const

export const identity: Check<Bounds['R-ID']> = {
  looksAt: ['hasIdentityDocument', 'hasFamilyCard', 'hasMarriageDocument'],
  answer({ papers }, facts) {
    const missing = papers.filter((each) => facts[each] === false)
    const list = papers.join(', ')
    if (missing.length > 0)
      return condition(
        missing.join(', '),
        list,
        `Perlu dibawa: ${missing.map((each) => names[each].id).join(', ')}.`,
        `To be brought: ${missing.map((each) => names[each].en).join(', ')}.`,
      )
    // The other papers are brought to the akad; without the identity nobody is known at all.
    if (facts.hasIdentityDocument !== true)
      return unknown(null, list, 'Identitas (NIK) belum diperiksa.', 'The identity (NIK) is not checked yet.')
    const open = papers.filter((each) => facts[each] !== true)
    if (open.length === 0)
      return passed(true, list, 'Identitas dan surat keluarga lengkap.', 'Identity and family papers are there.')
    return passed(
      true,
      list,
      `Identitas sudah diperiksa. Bawa juga: ${open.map((each) => names[each].id).join(', ')}.`,
      `The identity was checked. To bring as well: ${open.map((each) => names[each].en).join(', ')}.`,
    )
  },
}

export const recipient: Check<Bounds['R-RECIPIENT']> = {
  looksAt: ['recipient'],
  answer({ kinds }, { recipient: kind }) {
    const list = kinds.join(', ')
    if (kind === null || kind === undefined)
      return unknown(null, list, 'Untuk siapa pinjaman ini, belum tercatat.', 'For whom this loan is, is not recorded yet.')
    if (kinds.includes(kind))
      return passed(kind, list, 'Skema ini untuk pemohon seperti ini.', 'This scheme is for applicants like this one.')
    return failed(
      kind,
      list,
      'Skema ini untuk pemohon lain; skema lain dapat cocok.',
      'This scheme is for other applicants; another one may fit.',
    )
  },
}

export const placementCost: Check<Bounds['R-PMI-COST']> = {
  looksAt: ['placementCostIdr', 'plafonIdr'],
  answer(_bound, { placementCostIdr: cost, plafonIdr }) {
    if (cost === null || cost === undefined)
      return unknown(plafonIdr, null, 'Biaya penempatan belum tercatat.', 'The cost of the placement is not recorded yet.')
    if (plafonIdr <= cost)
      return passed(
        plafonIdr,
        cost,
        `Pinjaman tidak melebihi biaya penempatan ${formatRupiah(cost)}.`,
        `The loan is not above the placement cost of ${formatRupiah(cost)}.`,
      )
    return failed(
      plafonIdr,
      cost,
      `Biaya penempatan ${formatRupiah(cost)}; pinjaman paling banyak sebesar itu.`,
      `The placement costs ${formatRupiah(cost)}; the loan can be as much as that.`,
    )
  },
}

export const otherGovernmentCredit: Check<Bounds['R-KPP']> = {
  looksAt: ['hasOtherGovernmentCredit'],
  answer(_bound, { hasOtherGovernmentCredit: has }) {
    if (has === null || has === undefined)
      return unknown(null, null, 'Kredit program pemerintah lain belum diperiksa.', 'Other government credit is not checked yet.')
    if (!has)
      return passed(
        false,
        null,
        'Tidak ada kredit program pemerintah lain yang berjalan.',
        'No other government credit is running.',
      )
    return failed(
      true,
      null,
      'Kredit program pemerintah lain masih berjalan. Ajukan lagi setelah lunas.',
      'Another government credit is still running. Apply again when it is paid off.',
    )
  },
}
