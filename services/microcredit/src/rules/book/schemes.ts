// What each scheme costs: borrower rate by access, subsidy to the lender, grace. Source: microcredit.md §1.2, numbers in {n} there.
// Guarantees: rate + subsidy is the scheme's yield wherever both are known (the book does not load otherwise); a contradiction
// stays two rates. Does not guarantee: 2026: the rates are ministers' statements, and no subsidy decree for 2026 was found.
import type { Cited, RateRow, SchemeEntry, SubsidyRow, Terms, Version } from '../ruleBook.ts'
import { carriedOver, cited, khususUntilRewritten, unread, v2023, v2026, vKpp } from './citing.ts'

const percents = (...values: number[]) => values.map((value) => value * 10_000)
const everyAccess = (source: Cited, percent: number): RateRow => ({ ...source, byAccess: percents(percent), repeats: true })

const kmk317 = cited('N', 'KMK 317/2023 (in Bisnis, Infobank, Kontan) {7}')
const rates2022 = cited('S', 'Permenko 1/2022, read in part {3}', {
  id: 'Hari mulai berlakunya pada 2022 tidak dipastikan.',
  en: 'The day in 2022 from which it holds was not confirmed.',
})
const rates2023 = cited('N', 'Permenko 1/2023, in CNBC {6}')
const rates2026 = unread('N', 'UMKM minister, 17–18 Nov 2025 {11}{13}; 6–9 % still printed elsewhere {14}', {
  id: 'Satu suku bunga 6% baru ucapan menteri; media lain masih menulis 6–9%.',
  en: 'A single 6% is so far a statement of the minister; other media still print 6–9%.',
})
const CONFLICT = { id: 'Sumber yang terbit saling bertentangan.', en: 'Published sources contradict each other.' }
const pmk65 = cited('O', 'Permenko 13/2025, PMK 65/2025 {16}')
const GRADUATED = { ...rates2023, byAccess: percents(6, 7, 8, 9) }
const SINGLE = { ...everyAccess(rates2026, 6) }

/** A subsidy for plafons above the first amount, up to the second (both in millions), and the yield it makes with the rate. */
const subsidy = (
  source: Cited,
  above: number,
  upTo: number,
  yieldPercent: number,
  row: Pick<RateRow, 'byAccess' | 'repeats'>,
): SubsidyRow => ({
  ...source,
  ...row,
  aboveIdr: above * 1_000_000,
  upToIdr: upTo * 1_000_000,
  yieldPpm: yieldPercent * 10_000,
})
const always = (percent: number) => ({ byAccess: percents(percent), repeats: true as const })

const v2022: Version<Terms> = {
  id: 'V2022',
  from: '2022-01-01',
  to: '2023-01-26',
  ...rates2022,
  bound: { rates: [everyAccess(rates2022, 6)], subsidies: [] },
}

export const schemes: readonly SchemeEntry[] = [
  {
    scheme: 'SUPER_MIKRO',
    name: { id: 'KUR Super Mikro', en: 'KUR Super Mikro' },
    versions: [
      v2022,
      v2023(rates2023, {
        rates: [{ ...rates2023, byAccess: percents(3) }],
        subsidies: [subsidy(kmk317, 0, 10, 18, { byAccess: percents(15) })],
      }),
      v2026(rates2026, {
        rates: [
          { ...unread('N', 'Mandiri 2026 article {33}', CONFLICT), byAccess: percents(3) },
          { ...unread('N', 'Poskota 2026-01-16 {13}', CONFLICT), byAccess: percents(6) },
        ],
        subsidies: [],
      }),
    ],
  },
  {
    scheme: 'MIKRO',
    name: { id: 'KUR Mikro', en: 'KUR Mikro' },
    versions: [
      v2022,
      v2023(rates2023, { rates: [GRADUATED], subsidies: [subsidy(kmk317, 10, 100, 16, { byAccess: percents(10, 9, 8, 7) })] }),
      v2026(rates2026, { rates: [SINGLE], subsidies: [] }),
    ],
  },
  {
    scheme: 'KECIL',
    name: { id: 'KUR Kecil', en: 'KUR Kecil' },
    versions: [
      v2022,
      v2023(rates2023, {
        rates: [GRADUATED],
        subsidies: [subsidy(kmk317, 100, 500, 11.5, { byAccess: percents(5.5, 4.5, 3.5, 2.5) })],
      }),
      v2026(rates2026, { rates: [SINGLE], subsidies: [] }),
    ],
  },
  {
    scheme: 'KHUSUS',
    name: { id: 'KUR Khusus (klaster, kelompok)', en: 'KUR Khusus (cluster, group)' },
    versions: khususUntilRewritten(cited('S', 'Permenko 1/2023 Ps.35 {2}'), {
      rates: [everyAccess(cited('S', 'Permenko 1/2023 Ps.35 {2}'), 6)],
      subsidies: [
        subsidy(kmk317, 0, 10, 18, always(12)),
        subsidy(kmk317, 10, 100, 16, always(10)),
        subsidy(kmk317, 100, 500, 11.5, always(5.5)),
      ],
      grace: cited('S', 'Permenko 1/2023 Ps.35, "sesuai penilaian Penyalur" {2}'),
    }).map(unknownFrom2025),
  },
  {
    scheme: 'PMI',
    name: { id: 'KUR Penempatan PMI', en: 'KUR for migrant workers (PMI)' },
    versions: [
      v2023(rates2023, {
        rates: [everyAccess(cited('N', 'Permenko 1/2023, in press {19}'), 6)],
        subsidies: [subsidy(kmk317, 0, 100, 19.5, always(13.5))],
      }),
      v2026(cited('N', 'PMI 6% {19}'), { rates: [everyAccess(cited('N', 'PMI 6% {19}'), 6)], subsidies: [] }),
    ],
  },
  {
    scheme: 'KPP_SUPPLY',
    name: { id: 'Kredit Program Perumahan, sisi penyedia', en: 'Housing programme credit, supply side' },
    versions: [
      vKpp(
        cited('O', 'Permenko 13/2025 {16}', {
          id: 'Batas bunga sisi penyedia tidak dipastikan.',
          en: 'No cap of the supply-side rate was confirmed.',
        }),
        { rates: [], lenderRateMinusPpm: 50_000, subsidies: [] },
      ),
    ],
  },
  {
    scheme: 'KPP_DEMAND',
    name: { id: 'Kredit Program Perumahan, sisi permintaan', en: 'Housing programme credit, demand side' },
    versions: [
      vKpp(pmk65, {
        rates: [everyAccess(pmk65, 6)],
        subsidies: [subsidy(pmk65, 10, 100, 16, always(10)), subsidy(pmk65, 100, 500, 11.5, always(5.5))],
      }),
    ],
  },
]

/** The rate and the grace are as uncertain as their version; a subsidy decree for 2026 was not found. */
function unknownFrom2025(version: Version<Terms>): Version<Terms> {
  if (version.id === 'V2023') return version
  const { conf, cite, needsLegalSignoff, notConfirmed, id } = version
  const source: Cited = { conf, cite, needsLegalSignoff, ...(notConfirmed ? { notConfirmed } : {}) }
  const rates = version.bound.rates.map((row) => ({ ...row, ...source }))
  return {
    ...version,
    bound: { rates, subsidies: id === 'V2026' ? [] : version.bound.subsidies, grace: carriedOver('Permenko 1/2023 Ps.35 {2}') },
  }
}
