// Rules about who applies: public service, age, papers, husband and wife (microcredit.md §1.3).
// Guarantees: what is a lender's policy is no rule for everybody. Does not: know who belongs to a cluster, or what housing asks of a person.
import type { AnyRule } from '../ruleBook.ts'
import { carriedOver, cited, KUR, since2023, unread, v2023, v2026, vKpp } from './citing.ts'

const publicServants = { barred: ['asn', 'tni', 'polri'] }
const ASN = 'PermenKKP 46/2023 Ps.2, which repeats the list of KUR recipients {20}; {18}'
const MARRIED = {
  id: '"Atau sudah menikah" sering diulang, tetapi tidak ditemukan dalam teks mana pun.',
  en: '"Or already married" is widely repeated and was found in no text.',
}
const papers = ['hasIdentityDocument', 'hasFamilyCard', 'hasMarriageDocument'] as const

export const personRules: readonly AnyRule[] = [
  {
    rule: 'R-ASN',
    schemes: KUR,
    versions: [
      v2023(cited('S-mirror', ASN), publicServants),
      v2026(
        unread('?', 'Permenko 1/2026 not read; carried over from PermenKKP 46/2023 Ps.2 {20}; recipients were regrouped', {
          id: 'Kelompok penerima 2026 disusun ulang; teksnya belum dibaca.',
          en: 'Recipients were regrouped for 2026; the text was not read.',
        }),
        publicServants,
      ),
    ],
  },
  {
    rule: 'R-ID',
    schemes: KUR,
    versions: [
      v2023(cited('B', 'BRI criteria 2023 {21}{22}'), { papers }),
      v2026(carriedOver('BRI criteria 2023 {21}{22}'), { papers }),
    ],
  },
  {
    rule: 'R-AGE',
    schemes: ['SUPER_MIKRO', 'MIKRO', 'KECIL', 'KHUSUS'],
    ifUnknown: 'noted',
    versions: [since2023(cited('B', 'Mandiri risk criteria {22}', MARRIED), { minYears: 21, withPermissionYears: null })],
  },
  {
    rule: 'R-AGE',
    schemes: ['PMI'],
    ifUnknown: 'noted',
    versions: [since2023(cited('B', 'Mandiri risk criteria {22}', MARRIED), { minYears: 21, withPermissionYears: 18 })],
  },
  {
    rule: 'R-SPOUSE',
    schemes: KUR,
    ifUnknown: 'noted',
    versions: [
      since2023(
        cited('B', 'BRI internal Q&A 2022 {29}', {
          id: 'Kebijakan penyalur, bukan aturan nasional: Permenko dan penjamin melihat NIK.',
          en: "A lender's policy, no national rule: Permenko and insurers go by NIK.",
        }),
        { publicServants: publicServants.barred },
      ),
    ],
  },
  {
    rule: 'R-RECIPIENT',
    schemes: ['KHUSUS'],
    versions: [
      since2023(
        unread('?', 'KUR Khusus (klaster) {2}{4}', {
          id: 'Siapa saja anggota klaster, tidak dibaca utuh.',
          en: 'Who belongs to a cluster was not read in full.',
        }),
        {
          kinds: ['cluster-member', 'group'],
        },
      ),
    ],
  },
  {
    rule: 'R-RECIPIENT',
    schemes: ['PMI'],
    versions: [since2023(cited('N', 'KUR Penempatan PMI {19}'), { kinds: ['migrant-worker'] })],
  },
  {
    rule: 'R-RECIPIENT',
    schemes: ['KPP_SUPPLY'],
    versions: [
      vKpp(cited('N', 'Permenko 13/2025, in the press {16}'), { kinds: ['developer', 'contractor', 'material-trader'] }),
    ],
  },
  {
    rule: 'R-RECIPIENT',
    schemes: ['KPP_DEMAND'],
    versions: [
      vKpp(
        unread('?', 'Permenko 13/2025 {16}', {
          id: 'Syarat sisi permintaan rumah belum dibaca.',
          en: 'What the demand side asks of a person was not read.',
        }),
        {
          kinds: ['housing'],
        },
      ),
    ],
  },
  {
    rule: 'R-PMI-COST',
    schemes: ['PMI'],
    versions: [
      since2023(
        cited('N', 'Pasal 33(1): the loan is not above the placement cost structure {19}', {
          id: 'Sumber tidak menyebut tingkat kepastiannya.',
          en: 'The source gives no confidence for it.',
        }),
        { upToCost: true },
      ),
    ],
  },
  {
    rule: 'R-KPP',
    schemes: ['KPP_SUPPLY'],
    versions: [
      vKpp(
        cited('N', 'Permenko 13/2025, in the press {16}', {
          id: 'Produktif dan layak dinilai penyalur; aturan ini melihat kredit program lain saja.',
          en: 'Productive and viable is for the lender to judge; this rule looks at other programme credit alone.',
        }),
        { noOtherGovernmentCredit: true },
      ),
    ],
  },
]
