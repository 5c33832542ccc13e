// Why an application is rejected, as the applicant reads it: chosen by code, never typed by hand.
// Guarantees: each reason has a side and both sentences, without blame; an unknown code is refused.
import { refuse } from '../refusals.ts'

/** Why not. The sentences come from this catalogue. */
export type Reason = {
  readonly code: string
  /** `lender`: quota, portfolio gate: nothing the applicant did or lacks. */
  readonly side: 'applicant' | 'lender'
  readonly id: string
  readonly en: string
}

type Entry = Omit<Reason, 'code'>
const applicant = (id: string, en: string): Entry => ({ side: 'applicant', id, en })
const lender = (id: string, en: string): Entry => ({ side: 'lender', id, en })

export const reasons: Readonly<Record<string, Entry>> = {
  'R-BIZAGE': applicant(
    'Usaha belum cukup lama berjalan untuk skema ini.',
    'The business has not run long enough for this scheme.',
  ),
  'R-ACCESS': applicant(
    'Batas berapa kali menerima KUR di skema ini sudah tercapai.',
    'The limit on how often KUR is received in this scheme is reached.',
  ),
  'R-ASN': applicant('KUR tidak dibuka untuk ASN, TNI dan Polri aktif.', 'KUR is not open to ASN, TNI and Polri in service.'),
  'R-NPWP': applicant(
    'NPWP diperlukan untuk plafon ini dan belum ada.',
    'An NPWP is needed for this plafon and is not there yet.',
  ),
  'R-TENOR': applicant('Tenor lebih panjang daripada yang diperbolehkan.', 'The tenor is longer than allowed.'),
  'business/not-found': applicant('Usaha tidak ditemukan saat survei.', 'The business was not found at the survey.'),
  'capacity/too-low': applicant(
    'Sisa penghasilan per bulan belum cukup untuk angsuran ini.',
    'What is left each month does not cover this instalment.',
  ),
  'credit/not-current': applicant('Masih ada kredit yang belum lancar.', 'A credit is not being paid on time.'),
  'info/not-given': applicant('Keterangan yang diminta belum diberikan.', 'The information that was asked for was not given.'),
  'akad/not-signed': applicant('Akad belum ditandatangani sampai batas waktunya.', 'The akad was not signed by its deadline.'),
  'lender/quota': lender('Kuota penyalur untuk skema ini tidak cukup.', "The lender's quota for this scheme does not suffice."),
  'lender/npl-gate': lender('Unit sedang tidak menyalurkan.', 'The unit pauses lending.'),
}

export function reasonsOf(codes: readonly string[]): Reason[] {
  return codes.map((code) => {
    const entry = Object.hasOwn(reasons, code) ? reasons[code] : undefined
    if (!entry) throw refuse('application/reason-unknown', { code })
    return { code, ...entry }
  })
}
