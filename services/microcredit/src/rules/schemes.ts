// The KUR schemes as data: plafon, borrower rate by access, subsidy to the lender. Source: microcredit.md §1.2, numbers in {n} there.
// Guarantees: rate + subsidy is the scheme's yield wherever both are known (tested); a contradiction stays two rates.
// Does not guarantee: 2026: the rates are ministers' statements, and no subsidy decree for 2026 was found.
import type { SchemeEntry, Terms, Version } from './ruleBook.ts'

const kmk317 = { cite: 'KMK 317/2023 (in Bisnis, Infobank, Kontan) {7}', conf: 'N', needsLegalSignoff: false } as const
const rates2023 = { cite: 'Permenko 1/2023, in CNBC {6}', conf: 'N', needsLegalSignoff: false } as const
const rates2026 = {
  cite: 'UMKM minister, 17–18 Nov 2025 {11}{13}; 6–9 % still printed elsewhere {14}',
  conf: 'N',
  needsLegalSignoff: true,
} as const

const percents = (...values: number[]) => values.map((value) => value * 10_000)
const FLAT_6 = percents(6, 6, 6, 6)
const GRADUATED = percents(6, 7, 8, 9)

const v2023 = (terms: Terms): Version<Terms> => ({
  id: 'V2023',
  from: '2023-01-27',
  to: '2026-01-04',
  ...rates2023,
  bound: terms,
})
const v2026 = (terms: Terms): Version<Terms> => ({ id: 'V2026', from: '2026-01-05', to: null, ...rates2026, bound: terms })

export const schemes: readonly SchemeEntry[] = [
  {
    scheme: 'SUPER_MIKRO',
    aboveIdr: 0,
    upToIdr: 10_000_000,
    yieldPpm: 180_000,
    versions: [
      v2023({ rates: [{ ...rates2023, byAccess: percents(3) }], subsidy: { ...kmk317, byAccess: percents(15) } }),
      v2026({
        rates: [
          { cite: 'Mandiri 2026 article {33}', conf: 'N', needsLegalSignoff: true, byAccess: percents(3) },
          { cite: 'Poskota 2026-01-16 {13}', conf: 'N', needsLegalSignoff: true, byAccess: percents(6) },
        ],
        subsidy: null,
      }),
    ],
  },
  {
    scheme: 'MIKRO',
    aboveIdr: 10_000_000,
    upToIdr: 100_000_000,
    yieldPpm: 160_000,
    versions: [
      v2023({ rates: [{ ...rates2023, byAccess: GRADUATED }], subsidy: { ...kmk317, byAccess: percents(10, 9, 8, 7) } }),
      v2026({ rates: [{ ...rates2026, byAccess: FLAT_6 }], subsidy: null }),
    ],
  },
  {
    scheme: 'KECIL',
    aboveIdr: 100_000_000,
    upToIdr: 500_000_000,
    yieldPpm: 115_000,
    versions: [
      v2023({ rates: [{ ...rates2023, byAccess: GRADUATED }], subsidy: { ...kmk317, byAccess: percents(5.5, 4.5, 3.5, 2.5) } }),
      v2026({ rates: [{ ...rates2026, byAccess: FLAT_6 }], subsidy: null }),
    ],
  },
]
