// The decrees behind the rules (microcredit.md §1.1): the key of a rule's version is one of these, chosen by the day of the akad.
// Guarantees: says of each what was read. Does not guarantee: completeness: the 2nd and 3rd amendments were not found.
import type { Regulation } from '../ruleBook.ts'
import { cited, DAY_OF_12_2025, TEXT_OF_2026, unread } from './citing.ts'

export const regulations: readonly Regulation[] = [
  {
    id: 'V2022',
    instrument: 'Permenko 1/2022',
    effectiveOn: null,
    ...cited('S', 'Permenko 1/2022, read in part {3}', {
      id: 'Dibaca sebagian; hari mulai berlakunya pada 2022 tidak dipastikan.',
      en: 'Read in part; the day in 2022 from which it holds was not confirmed.',
    }),
    changes: {
      id: 'Pedoman dasar; bunga 6% untuk semua akses.',
      en: 'The base guideline; borrowers pay 6% at every access.',
    },
  },
  {
    id: 'V2023',
    instrument: 'Permenko 1/2023 (perubahan pertama)',
    effectiveOn: '2023-01-27',
    ...cited('S', 'Permenko 1/2023 Ps.24, 35 {1}{2}; the rest in the news {6}{7}', {
      id: 'Hanya Pasal 24 dan 35 dibaca; selebihnya dari pers.',
      en: 'Only Pasal 24 and 35 were read; the rest is from the press.',
    }),
    changes: {
      id: 'Super Mikro 3%, bunga berjenjang 6/7/8/9%, batas akses, PMI Rp100 juta, BPJS Ketenagakerjaan.',
      en: 'Super Mikro 3%, graduated 6/7/8/9%, caps on accesses, PMI Rp100 million, BPJS Ketenagakerjaan.',
    },
  },
  {
    id: 'V2024',
    instrument: 'Perubahan kedua dan ketiga (2024 – pertengahan 2025)',
    effectiveOn: null,
    ...unread('?', 'not found; the press calls one "Permenko 7/2025" {11}{13}', {
      id: 'Perubahan kedua dan ketiga tidak ditemukan; tidak ada aturan di sini yang bersandar padanya.',
      en: 'The second and third amendments were not found; no rule here rests on them.',
    }),
    changes: { id: 'Tidak diketahui.', en: 'Not known.' },
  },
  {
    id: 'V2025b',
    instrument: 'Permenko 12/2025 (perubahan keempat)',
    effectiveOn: null,
    ...cited('S', 'Permenko 12/2025 Ps.4, 4A, 36, 38A, read in part {4}', DAY_OF_12_2025),
    changes: {
      id: 'Kelompok Usaha dan offtaker, KUR Khusus ditulis ulang, relaksasi Pasal 38A.',
      en: 'Business groups and offtakers, KUR Khusus rewritten, relaxations of Pasal 38A.',
    },
  },
  {
    id: 'VKPP',
    instrument: 'Permenko 13/2025, Permen PKP 13/2025, PMK 65/2025',
    effectiveOn: '2025-08-08',
    ...cited('O', 'Permenko 13/2025 (BN 2025/585) {16}', {
      id: 'PMK 65/2025 baru diundangkan 24 September 2025; batas persis dan bunga sisi penyedia tidak dipastikan.',
      en: 'PMK 65/2025 was promulgated on 24 September 2025; exact bounds and the supply-side rate were not confirmed.',
    }),
    changes: { id: 'Kredit Program Perumahan.', en: 'The credit programme for housing.' },
  },
  {
    id: 'V2026',
    instrument: 'Permenko 1/2026',
    effectiveOn: '2026-01-05',
    ...unread('O', 'Permenko 1/2026, in Ortax {9} and DDTC {10}; rate and access by ministers {11}{12}{13}', TEXT_OF_2026),
    changes: {
      id: 'Omzet paling banyak Rp4,8 miliar, matriks NPWP; bunga tunggal 6% dan tanpa batas akses menurut menteri.',
      en: 'Turnover up to Rp4.8 billion, the NPWP matrix; a single 6% and no cap on accesses as ministers say.',
    },
  },
  {
    id: 'V2026-BENCANA',
    instrument: 'Keringanan Aceh, Sumut, Sumbar',
    effectiveOn: null,
    ...unread('N', 'announced on 16 and 26 Dec 2025 {15}', {
      id: 'PP yang dijanjikan belum ditemukan.',
      en: 'The government regulation that was promised was not found.',
    }),
    changes: {
      id: 'Bunga 0% (2026), 3% (2027), 6% (mulai 2028); angsuran Desember 2025 sampai Maret 2026 tidak ditagih.',
      en: 'Rate 0% (2026), 3% (2027), 6% (from 2028); no instalments collected from December 2025 to March 2026.',
    },
  },
]
