// Rules about earlier and running credit: accesses, accumulation, other credits (microcredit.md §1.3).
// Guarantees: what was read of the statute is told apart from what a minister said. Does not: have the full list of credits that may run
// beside a KUR, nor the official list of production sectors.
import type { AnyRule } from '../ruleBook.ts'
import { carriedOver, cited, GENERAL, TEXT_OF_2026, unread, v2023, v2026 } from './citing.ts'

const farming = ['pertanian', 'perkebunan', 'perikanan', 'peternakan']
const CAP_REMOVED = unread('N', 'UMKM minister, 2025-11-17 {11}', {
  id: 'Penghapusan batas akses baru ucapan menteri.',
  en: 'That the cap was removed is so far a statement of the minister.',
})
const HISTORY = 'Permenko 12/2025 Ps.36(3a)(3b) {4}; the same list is cited for Super Mikro 19(3)c, Mikro 23(4a), Kecil 27(3a)'
const histories = { ultraMicroUpToIdr: 20_000_000, consumerUpToIdr: 500_000_000 }
const CONCURRENT = 'Permenko 12/2025 Ps.36(4), read in part {4}'
const beside = {
  maxKol: 1,
  read: ['kur-here', 'kpr', 'motorcycle', 'decree-secured'],
  reported: ['vehicle', 'credit-card'],
}
const LIST_CUT = {
  id: 'Daftar kredit yang boleh berjalan bersamaan terbaca sebagian.',
  en: 'The list of credits that may run alongside was read in part.',
}
const mikro = { maxIdr: 100_000_000, bySeason: farming }

export const historyRules: readonly AnyRule[] = [
  {
    rule: 'R-ACCESS',
    schemes: ['MIKRO'],
    versions: [
      // Not the whole of KBLI section A: forestry is not in the list.
      v2023(cited('S', 'Permenko 1/2023 Ps.24(4),(4a) {1}'), {
        maxBySector: Object.fromEntries(farming.map((sector) => [sector, 4])),
        otherwise: 2,
      }),
      v2026(CAP_REMOVED, null),
    ],
  },
  {
    rule: 'R-ACCESS-KECIL',
    schemes: ['KECIL'],
    versions: [
      v2023(
        cited('D', 'the rate table of Ps.26(2) has accesses 1 to 4; Permenko 12/2025 Ps.38A(1)d calls it a cap {4}', {
          id: 'Batas empat akses disimpulkan dari tabel bunga; teks batasnya sendiri tidak dibaca.',
          en: 'The cap of four is concluded from the table of rates; its own text was not read.',
        }),
        { maxBySector: {}, otherwise: 4 },
      ),
      v2026(CAP_REMOVED, null),
    ],
  },
  {
    rule: 'R-FIRSTKUR',
    schemes: ['SUPER_MIKRO'],
    versions: [
      v2023(cited('N', 'VOI on BRI 2023 {36}'), { earlierMax: 0 }),
      v2026(carriedOver('VOI on BRI 2023 {36}'), { earlierMax: 0 }),
    ],
  },
  {
    rule: 'R-ACCUM-MIKRO',
    schemes: ['MIKRO'],
    versions: [
      v2023(
        cited('S', 'Permenko 1/2023 Ps.24(1)-(3) {1}', {
          id: 'Daftar sektor produksi resmi tidak ditemukan; per musim dihitung untuk empat sektor pertanian.',
          en: 'No official list of production sectors was found; by season it is counted for the four sectors of farming.',
        }),
        mikro,
      ),
      v2026(carriedOver('Permenko 1/2023 Ps.24(1)-(3) {1}'), mikro),
    ],
  },
  {
    rule: 'R-ACCUM-KECIL',
    schemes: ['KECIL'],
    versions: [
      v2023(cited('O', 'Setkab 2022-11-28 {8}'), { maxIdr: 500_000_000 }),
      v2026(cited('O', 'Permenko 1/2026 "per akad per penerima", in DDTC {10}'), null),
    ],
  },
  {
    rule: 'R-CREDITHIST',
    schemes: [...GENERAL, 'KHUSUS'],
    versions: [v2023(cited('S', HISTORY), histories), v2026(carriedOver(HISTORY), histories)],
  },
  {
    rule: 'R-CONCURRENT',
    schemes: [...GENERAL, 'KHUSUS'],
    versions: [
      v2023(cited('S', CONCURRENT, LIST_CUT), beside),
      v2026(unread('?', `Permenko 1/2026 not read; carried over from ${CONCURRENT}`, TEXT_OF_2026), beside),
    ],
  },
]
