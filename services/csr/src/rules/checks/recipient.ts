// What the recipient must have or must not be: papers, relations, earlier reports, the class of a business and its loan.
// Guarantees: what nobody told is asked for, never held against anybody. Does not: verify a paper; partners and officers do.
import { formatRupiah } from '@simpul/kernel'
import type { Bounds } from '../ruleBook.ts'
import { failed, passed, say, unknown, wants, type Check } from './answer.ts'

export const taxNumber: Check<Bounds['E_NPWP']> = wants('hasNpwp', true, {
  passed: say('NPWP ada.', 'There is an NPWP.'),
  failed: say('Penerima belum mempunyai NPWP.', 'The recipient has no NPWP yet.'),
  cure: say(
    'Daftarkan NPWP atas nama penerima (gratis, di kantor pajak atau daring).',
    'Register an NPWP in the name of the recipient (free, at the tax office or online).',
  ),
  ask: say('Apakah penerima mempunyai NPWP?', 'Does the recipient have an NPWP?'),
})

export const legalPaper: Check<Bounds['E_LEGAL']> = {
  looksAt: ['hasLegalPaper', 'recipientType'],
  answer({ bound: { papers, otherwise }, facts: { hasLegalPaper: has, recipientType: type } }) {
    const paper = (type && Object.hasOwn(papers, type) ? papers[type] : undefined) ?? otherwise
    if (has === null || has === undefined)
      return unknown(
        null,
        say(`${paper.id} belum tercatat.`, `${paper.en} is not recorded yet.`),
        say(`Adakah ${paper.id}?`, `Is there ${paper.en}?`),
      )
    if (has) return passed(true, null, say(`${paper.id} ada.`, `There is ${paper.en}.`))
    return failed(false, null, say(`${paper.id} belum ada.`, `${paper.en} is missing.`), {
      by: { hasLegalPaper: true },
      cure: say(`Lengkapi ${paper.id}.`, `Bring ${paper.en}.`),
    })
  },
}

export const bankName: Check<Bounds['E_BANK_NAME_MISMATCH']> = wants('bankNameMatches', true, {
  passed: say('Nama rekening sama dengan nama penerima.', 'The account is in the name of the recipient.'),
  failed: say('Nama rekening lain dari nama penerima.', 'The account is in another name than the recipient’s.'),
  cure: say('Berikan rekening atas nama penerima.', 'Give an account in the name of the recipient.'),
  ask: say('Atas nama siapa rekeningnya?', 'In whose name is the account?'),
})

export const affiliated: Check<Bounds['E_AFFILIATED']> = wants('isAffiliated', false, {
  passed: say('Tidak ada hubungan istimewa dengan perusahaan.', 'No special relationship with the company.'),
  failed: say(
    'Ada hubungan istimewa antara penerima dan perusahaan.',
    'There is a special relationship between recipient and company.',
  ),
  cure: say(
    'Ajukan kepada perusahaan lain; hubungan ini tidak dapat diabaikan.',
    'Ask another company; this relationship cannot be passed over.',
  ),
  ask: say(
    'Adakah hubungan istimewa dengan perusahaan (keluarga, kepemilikan, jabatan)?',
    'Is there a special relationship with the company (family, ownership, office)?',
  ),
})

export const mitraElsewhere: Check<Bounds['E_ALREADY_MITRA']> = wants('isMitraElsewhere', false, {
  passed: say('Bukan mitra BUMN lain.', 'No partner of another BUMN.'),
  failed: say('Masih menjadi mitra BUMN lain.', 'Still a partner of another BUMN.'),
  cure: say('Ajukan setelah pinjaman pada BUMN lain lunas.', 'Apply once the loan of the other BUMN is paid off.'),
  ask: say('Apakah masih menjadi mitra BUMN lain?', 'Is the recipient still a partner of another BUMN?'),
})

export const microOrSmall: Check<Bounds['E_NOT_UMK']> = {
  looksAt: ['salesIdr', 'assetsIdr'],
  answer({ bound: { maxSalesIdr, maxAssetsIdr }, facts: { salesIdr, assetsIdr } }) {
    const hasSales = salesIdr !== null && salesIdr !== undefined
    const value = hasSales ? salesIdr : (assetsIdr ?? null)
    const most = hasSales ? maxSalesIdr : maxAssetsIdr
    if (value === null)
      return unknown(
        maxSalesIdr,
        say('Penjualan setahun belum diketahui.', 'The sales of a year are not known yet.'),
        say(
          'Berapa penjualan setahun? Bila usaha baru, berapa modal tanpa tanah dan bangunan?',
          'What are the sales of a year? If the business is new: its assets without land and building?',
        ),
      )
    const what = hasSales ? say('Penjualan setahun', 'Sales of a year') : say('Modal', 'Assets')
    const [told, limit] = [formatRupiah(value), formatRupiah(most)]
    if (value <= most)
      return passed(
        value,
        most,
        say(`${what.id} ${told}; batas usaha kecil ${limit}.`, `${what.en} ${told}; small businesses end at ${limit}.`),
      )
    return failed(
      value,
      most,
      say(
        `${what.id} ${told}; usaha mikro dan kecil sampai ${limit}.`,
        `${what.en} ${told}; micro and small businesses end at ${limit}.`,
      ),
      {
        by: hasSales ? { salesIdr: most } : { assetsIdr: most },
        cure: say(
          'Cari pembiayaan untuk usaha menengah; pendanaan ini untuk usaha mikro dan kecil.',
          'Look for finance for medium businesses; this is for micro and small ones.',
        ),
      },
    )
  },
}

export const tenor: Check<Bounds['E_TENOR']> = {
  looksAt: ['tenorMonths'],
  answer({ bound: { maxMonths }, facts: { tenorMonths: months } }) {
    if (months === null || months === undefined)
      return unknown(
        maxMonths,
        say('Jangka waktu belum diketahui.', 'The tenor is not known yet.'),
        say('Berapa bulan jangka waktunya?', 'Over how many months?'),
      )
    if (months <= maxMonths)
      return passed(
        months,
        maxMonths,
        say(`${months} bulan, paling lama ${maxMonths}.`, `${months} months of at most ${maxMonths}.`),
      )
    return failed(
      months,
      maxMonths,
      say(`Diminta ${months} bulan; paling lama ${maxMonths}.`, `Asks ${months} months; the most is ${maxMonths}.`),
      {
        by: { tenorMonths: maxMonths },
        cure: say(`Pilih jangka waktu sampai ${maxMonths} bulan.`, `Choose a tenor of up to ${maxMonths} months.`),
      },
    )
  },
}

export const overdueReport: Check<Bounds['E_LPJ_OVERDUE']> = wants('hasOverdueReport', false, {
  passed: say('Tidak ada LPJ yang terlambat.', 'No overdue report (LPJ).'),
  failed: say('LPJ bantuan sebelumnya belum diserahkan.', 'The report (LPJ) of an earlier grant is overdue.'),
  cure: say(
    'Serahkan LPJ yang terlambat; petugas membantu menyusunnya.',
    'Hand in the overdue report; an officer helps to write it.',
  ),
  ask: say('Adakah LPJ bantuan sebelumnya yang belum diserahkan?', 'Is a report of an earlier grant still due?'),
})

export const political: Check<Bounds['E_POLITICAL']> = wants('isPolitical', false, {
  passed: say('Bukan untuk kegiatan politik.', 'Not for political activity.'),
  failed: say('Kebutuhan ini untuk kegiatan politik.', 'The need is for political activity.'),
  cure: say(
    'Ajukan kegiatan yang terbuka bagi semua warga tanpa atribut politik.',
    'Ask for an activity that is open to all, without political signs.',
  ),
  ask: say('Apakah dipakai untuk kegiatan politik?', 'Is it for political activity?'),
})

export const personalUse: Check<Bounds['E_PERSONAL_USE']> = wants('isPersonalUse', false, {
  passed: say('Bukan untuk keperluan pribadi.', 'Not for personal use.'),
  failed: say('Kebutuhan ini untuk keperluan pribadi.', 'The need is for personal use.'),
  cure: say('Ajukan manfaat bagi kelompok atau warga.', 'Ask for something that serves a group or a village.'),
  ask: say('Siapa yang memakai: pribadi atau bersama?', 'Who uses it: one person, or all?'),
})

export const duplicate: Check<Bounds['E_DUPLICATE']> = wants('isDuplicate', false, {
  passed: say('Belum pernah diajukan dengan tujuan yang sama.', 'Not submitted before for the same purpose.'),
  failed: say('Kebutuhan yang sama sudah diajukan lebih dahulu.', 'The same need was submitted before.'),
  cure: say('Lanjutkan pengajuan yang pertama; yang kedua tidak perlu.', 'Go on with the first one; the second is not needed.'),
  ask: say('Sudah pernah diajukan dengan tujuan yang sama?', 'Was it submitted before for the same purpose?'),
})
