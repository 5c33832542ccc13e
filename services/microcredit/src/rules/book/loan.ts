// Rules about the loan itself: plafon, tenor, collateral (microcredit.md §1.2, §1.3).
// Guarantees: each scheme has its plafon and its tenor. Does not: have a statute for most tenors, nor for extensions and restructuring.
import type { AnyRule } from '../ruleBook.ts'
import {
  carriedOver,
  cited,
  GENERAL,
  khususUntilRewritten,
  KPP,
  KUR,
  since2023,
  STATUTE_TENOR,
  unread,
  v2023,
  v2026,
  vKpp,
} from './citing.ts'

const EDGES = {
  id: 'Apakah batas persisnya termasuk, tidak dipastikan.',
  en: 'Whether the bounds themselves are inside was not confirmed.',
}
const UNTAGGED = {
  id: 'Sumber menyebut angka ini tanpa tingkat kepastian.',
  en: 'The source gives this figure without a confidence.',
}
const upTo100Million = { noneUpToIdr: 100_000_000, kritingUpToIdr: 110_000_000 }
const sanction = 'Permenko 1/2023 Ps.14 {17}{18}: subsidy for that debtor not paid or returned, audited every 6 months'

export const loanRules: readonly AnyRule[] = [
  {
    rule: 'R-PLAFON',
    schemes: ['SUPER_MIKRO'],
    versions: [since2023(cited('N', 'Permenko 1/2023, in CNBC {6}', UNTAGGED), { aboveIdr: 0, upToIdr: 10_000_000 })],
  },
  {
    rule: 'R-PLAFON',
    schemes: ['MIKRO'],
    versions: [since2023(cited('N', 'Permenko 1/2023, in CNBC {6}', UNTAGGED), { aboveIdr: 10_000_000, upToIdr: 100_000_000 })],
  },
  {
    rule: 'R-PLAFON',
    schemes: ['KECIL'],
    versions: [
      v2023(cited('N', 'Permenko 1/2023, in CNBC {6}', UNTAGGED), { aboveIdr: 100_000_000, upToIdr: 500_000_000 }),
      v2026(cited('O', 'Permenko 1/2026 "per akad per penerima", in DDTC {10}'), { aboveIdr: 100_000_000, upToIdr: 500_000_000 }),
    ],
  },
  {
    rule: 'R-PLAFON',
    schemes: ['KHUSUS'],
    versions: khususUntilRewritten(cited('S', 'Permenko 1/2023 Ps.35, per member {2}'), { aboveIdr: 0, upToIdr: 500_000_000 }),
  },
  {
    rule: 'R-PLAFON',
    schemes: ['PMI'],
    versions: [
      since2023(cited('N', 'PMI up to Rp100 million, in Permen P2MI 18/2025 and press {19}', UNTAGGED), {
        aboveIdr: 0,
        upToIdr: 100_000_000,
      }),
    ],
  },
  {
    rule: 'R-PLAFON',
    schemes: ['KPP_SUPPLY'],
    versions: [
      vKpp(cited('O', 'Permenko 13/2025; may revolve {16}', EDGES), {
        aboveIdr: 500_000_000,
        upToIdr: 5_000_000_000,
        edges: 'not-confirmed',
      }),
    ],
  },
  {
    rule: 'R-PLAFON',
    schemes: ['KPP_DEMAND'],
    versions: [
      vKpp(cited('O', 'Permenko 13/2025 {16}', EDGES), { aboveIdr: 10_000_000, upToIdr: 500_000_000, edges: 'not-confirmed' }),
    ],
  },
  // One entry for all years: the scheme matrix gives no other tenor for 2026, and no statute text was found for any year.
  {
    rule: 'R-TENOR',
    schemes: ['SUPER_MIKRO'],
    versions: [since2023(cited('B', 'Poskota {13}, BRI table {34}', STATUTE_TENOR), { maxMonths: { KMK: 36, KI: 60 } })],
  },
  {
    rule: 'R-TENOR',
    schemes: ['MIKRO'],
    versions: [since2023(cited('B', 'BRI criteria 2023 {21}', STATUTE_TENOR), { maxMonths: { KMK: 36, KI: 60 } })],
  },
  {
    rule: 'R-TENOR',
    schemes: ['KECIL'],
    versions: [since2023(cited('B', 'BRI table {34}', STATUTE_TENOR), { maxMonths: { KMK: 48, KI: 60 } })],
  },
  {
    rule: 'R-TENOR',
    schemes: ['KHUSUS'],
    versions: khususUntilRewritten(cited('S', 'Permenko 1/2023 Ps.35 {2}'), { maxMonths: { KMK: 48, KI: 60 } }),
  },
  {
    rule: 'R-TENOR',
    schemes: ['PMI'],
    versions: [
      since2023(cited('N', 'the shorter of the contract of work and 36 months {19}', UNTAGGED), {
        maxMonths: { KMK: 36, KI: 36 },
        withinContract: true,
      }),
    ],
  },
  {
    rule: 'R-TENOR',
    schemes: KPP,
    versions: [
      vKpp(
        cited('N', 'PMK 65/2025, in the press {16}', {
          id: 'Hanya dari pers. Perpanjangan tidak mendapat subsidi.',
          en: 'From the press alone. An extension gets no subsidy.',
        }),
        { maxMonths: { KMK: 48, KI: 60 } },
      ),
    ],
  },
  {
    rule: 'R-COLL',
    schemes: [...GENERAL, 'PMI'],
    versions: [
      v2023(cited('O', 'Permenko 1/2023 Ps.14 {17}'), { ...upTo100Million, sanction: cited('O', sanction) }),
      v2026(
        unread('N', 'Poskota 2026-01-16 {13}', {
          id: 'Menurut pers; teks 2026 belum dibaca.',
          en: 'As the press says; the text of 2026 was not read.',
        }),
        { ...upTo100Million, sanction: carriedOver(sanction) },
      ),
    ],
  },
  {
    rule: 'R-COLL',
    schemes: ['KHUSUS'],
    versions: [
      v2023(
        cited('O', 'Permenko 1/2023 Ps.14 {17}', {
          id: 'Relaksasi Pasal 38A di atas Rp100 juta hanya untuk Khusus pertanian, atau petani tebu dengan offtaker sebagai avalis.',
          en: 'The relaxation of Pasal 38A above Rp100 million is for Khusus in agriculture, or sugar-cane farmers whose offtaker is the avalis.',
        }),
        { ...upTo100Million, sanction: cited('O', sanction) },
      ),
      v2026(carriedOver('Permenko 1/2023 Ps.14 {17}'), { ...upTo100Million, sanction: carriedOver(sanction) }),
    ],
  },
  {
    rule: 'R-GUAR',
    schemes: KUR,
    versions: [
      since2023(
        cited('O', 'Jamkrindo Syariah {24}: up to 70% of the plafon; from Kol 4 or arrears at maturity', {
          id: 'Persentase lain (80% untuk beberapa sektor) dan imbal jasa tidak dipastikan.',
          en: 'Other percentages (80% for some sectors) and the fee were not confirmed.',
        }),
        { maxPpm: 700_000 },
      ),
    ],
  },
]
