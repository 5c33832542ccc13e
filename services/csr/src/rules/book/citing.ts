// How an entry of the rule book says where it comes from, when it holds, and what of it could not be confirmed.
// Source of all of it: csr.md §1. Guarantees: a mark is what that page says, never more. Does not: make a source better than it is.
import type { Cited, Sentence, Version } from '../ruleBook.ts'

export const NOT_READ: Sentence = {
  id: 'Teks aturannya belum dibaca; dari pers dan praktisi.',
  en: 'The text was not read; this is from the press and from practitioners.',
}
export const KEPT_BY_2023: Sentence = {
  id: 'Bahwa PER-1/MBU/03/2023 mempertahankan angka ini belum dipastikan; begitu pula aturan BP BUMN sesudah UU 16/2025.',
  en: 'That PER-1/MBU/03/2023 kept the figure is not confirmed, nor a rule of BP BUMN after UU 16/2025.',
}
export const DAY_NOT_KNOWN: Sentence = {
  id: 'Hari mulai berlakunya tidak dipastikan; begitu pula PER-05/MBU/04/2021 di antaranya.',
  en: 'The day from which it holds is not confirmed, nor PER-05/MBU/04/2021 in between.',
}

/** Ours: no source asks for it, so nobody has to sign it. */
export const ours = (cite: string): Cited => ({ cite, mark: 'D', needsLegalSignoff: false })
export const secondary = (cite: string, notConfirmed: Sentence = NOT_READ): Cited => ({
  cite,
  mark: 'S',
  needsLegalSignoff: true,
  notConfirmed,
})
export const fromMemory = (cite: string, notConfirmed: Sentence): Cited => ({
  cite,
  mark: 'M',
  needsLegalSignoff: true,
  notConfirmed,
})

export const LONG_AGO = '2012-04-04' // PP 47/2012 set [M]; nothing here judges an earlier day

/** One entry for all days: the sources give no other one. */
export const always = <Bound>(source: Cited, bound: Bound): readonly Version<Bound>[] => [
  { id: 'V1', from: LONG_AGO, to: null, ...source, bound },
]

/** PER-09/2015 → PER-6/MBU/09/2022 → PER-1/MBU/03/2023, of which only the first two have figures in a source. */
export const pumkVersions = <Bound>(
  old: Bound | null,
  now: Bound,
  cites: { readonly old: string; readonly now: string },
): readonly Version<Bound>[] => [
  ...(old === null
    ? []
    : [{ id: 'V2015', from: LONG_AGO, to: '2022-08-31', ...secondary(cites.old, DAY_NOT_KNOWN), bound: old }]),
  { id: 'V2022', from: '2022-09-01', to: '2023-02-28', ...secondary(cites.now, DAY_NOT_KNOWN), bound: now },
  {
    id: 'V2023',
    from: '2023-03-01',
    to: null,
    ...fromMemory(`PER-1/MBU/03/2023, carried over from ${cites.now}`, KEPT_BY_2023),
    bound: now,
  },
]
