// How an entry of the rule book says where it comes from, when it holds, and what of it could not be confirmed.
// Source of all of it: microcredit.md §1; numbers in {n} are its sources. Confidence is what that page says, never more.
// Guarantees: an entry that nobody confirmed says so. Does not: make a source better than it is.
import type { Cited, KurScheme, Sentence, Version } from '../ruleBook.ts'

/** KUR for a business of one's own. */
export const GENERAL: readonly KurScheme[] = ['SUPER_MIKRO', 'MIKRO', 'KECIL']
export const KUR: readonly KurScheme[] = [...GENERAL, 'KHUSUS', 'PMI']
export const KPP: readonly KurScheme[] = ['KPP_SUPPLY', 'KPP_DEMAND']

export const cited = (conf: Cited['conf'], cite: string, notConfirmed?: Sentence): Cited => ({
  conf,
  cite,
  needsLegalSignoff: false,
  ...(notConfirmed ? { notConfirmed } : {}),
})
/** As `cited`, and a lawyer has to read the decree before it may be called law. */
export const unread = (conf: Cited['conf'], cite: string, notConfirmed: Sentence): Cited => ({
  conf,
  cite,
  needsLegalSignoff: true,
  notConfirmed,
})

export const TEXT_OF_2026: Sentence = {
  id: 'Teks Permenko 1/2026 belum dibaca; aturan lama diteruskan sampai ada kepastian.',
  en: 'The text of Permenko 1/2026 was not read; the older rule is carried over until somebody has.',
}
export const NOT_FOUND_2023: Sentence = {
  id: 'Tidak ditemukan dalam aturan 2023.',
  en: 'Not found in the rules of 2023.',
}
export const DAY_OF_12_2025: Sentence = {
  id: 'Hari mulai berlakunya Permenko 12/2025 tidak diketahui; paling lambat 7 Agustus 2025, sebelum nomor 13.',
  en: 'The day from which Permenko 12/2025 holds is not known; 7 August 2025 at the latest, before number 13.',
}
export const STATUTE_TENOR: Sentence = {
  id: 'Batas tenor dalam teks aturan tidak ditemukan; hanya dari bank dan pers.',
  en: 'No limit was found in the statute; only banks and press name one. Nor is the limit after an extension known.',
}

/** What holds on until 2026 although nobody has read the decree of 2026. */
export const carriedOver = (from: string): Cited =>
  unread('?', `Permenko 1/2026 not read; carried over from ${from}`, TEXT_OF_2026)

/** The subsidy of KMK 317/2023 counts from akad of 27 Jan 2023; Permenko 1/2026 was set on 5 Jan 2026 (promulgation not confirmed). */
export const v2023 = <Bound>(source: Cited, bound: Bound): Version<Bound> => ({
  id: 'V2023',
  from: '2023-01-27',
  to: '2026-01-04',
  ...source,
  bound,
})
export const v2026 = <Bound>(source: Cited, bound: Bound): Version<Bound> => ({
  id: 'V2026',
  from: '2026-01-05',
  to: null,
  ...source,
  bound,
})
/** One entry for all years: the sources give no other one for 2026. */
export const since2023 = <Bound>(source: Cited, bound: Bound): Version<Bound> => ({
  id: 'V2023',
  from: '2023-01-27',
  to: null,
  ...source,
  bound,
})
/** Kredit Program Perumahan, Permenko 13/2025, in force on 8 Aug 2025. */
export const vKpp = <Bound>(source: Cited, bound: Bound): Version<Bound> => ({
  id: 'VKPP',
  from: '2025-08-08',
  to: null,
  ...source,
  bound,
})
/** Khusus: read for 2023, rewritten by Permenko 12/2025 some day of 2025, not read since. */
export const khususUntilRewritten = <Bound>(source: Cited, bound: Bound): Version<Bound>[] => [
  { id: 'V2023', from: '2023-01-27', to: '2024-12-31', ...source, bound },
  {
    id: 'V2025b',
    from: '2025-01-01',
    to: '2026-01-04',
    ...unread('?', `Pasal 35 as amended by Permenko 12/2025 not read; carried over from ${source.cite}`, {
      id: 'KUR Khusus setelah Permenko 12/2025 (Pasal 35) belum dibaca.',
      en: 'KUR Khusus after Permenko 12/2025 (Pasal 35) was not read.',
    }),
    bound,
  },
  v2026(carriedOver(source.cite), bound),
]
