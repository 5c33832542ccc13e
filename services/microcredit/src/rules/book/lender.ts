// What binds the lender: SIKP, SLIK, disclosure; and what may keep it from lending just now: NPL gate, quota, production share.
// None of it says anything about an applicant (microcredit.md §1.3, §2).
// Guarantees: each entry has its source and its confidence. Does not: hold for an applicant's verdict.
import type { AnyRule } from '../ruleBook.ts'
import { cited, KPP, KUR, NOT_FOUND_2023, since2023, unread, v2023, v2026 } from './citing.ts'

const ALL = [...KUR, ...KPP]
const P2MI = 'Permen P2MI 18/2025 {19}'
const DAY_OF_P2MI = {
  id: 'Hari mulai berlakunya Permen P2MI 18/2025 pada 2025 tidak dicatat sumber.',
  en: 'The source does not name the day in 2025 from which Permen P2MI 18/2025 holds.',
}
const costs = ['principal', 'instalment', 'grace', 'other-costs']

export const lenderRules: readonly AnyRule[] = [
  {
    rule: 'R-SIKP',
    schemes: KUR,
    versions: [
      v2023(
        unread('?', 'recipient must be in SIKP', {
          id: 'Pasalnya untuk 2023 tidak disebut sumber.',
          en: 'The source names no article for 2023.',
        }),
        {
          mustBeIn: true,
        },
      ),
      v2026(cited('O', 'Permenko 1/2026: SIKP is mandatory, in Ortax {9}'), { mustBeIn: true }),
    ],
  },
  {
    rule: 'R-SLIK',
    schemes: KUR,
    versions: [
      since2023(
        unread('?', 'lender must check SLIK or LPIP', {
          id: 'Pasalnya tidak disebut sumber.',
          en: 'The source names no article.',
        }),
        {
          mustBeAsked: true,
        },
      ),
    ],
  },
  {
    rule: 'R-SLIK',
    schemes: KPP,
    versions: [
      { id: 'VKPP', from: '2025-08-08', to: null, ...cited('S', 'Permenko 13/2025 {16}'), bound: { mustBeAsked: true } },
    ],
  },
  {
    rule: 'R-DISCLOSE',
    schemes: ['PMI'],
    versions: [
      {
        id: 'V2023',
        from: '2023-01-27',
        to: '2024-12-31',
        ...unread('?', 'not found before Permen P2MI 18/2025', NOT_FOUND_2023),
        bound: null,
      },
      { id: 'P2MI-18-day-unknown', from: '2025-01-01', to: '2025-12-31', ...unread('?', P2MI, DAY_OF_P2MI), bound: { costs } },
      { id: 'P2MI-18', from: '2026-01-01', to: null, ...cited('S', P2MI), bound: { costs } },
    ],
  },
  {
    rule: 'R-NPL-GATE',
    schemes: ALL,
    versions: [since2023(cited('B', 'bank practice {23}: NPL above 5% three months running'), { maxNplPpm: 50_000, months: 3 })],
  },
  {
    rule: 'R-QUOTA',
    schemes: ALL,
    versions: [since2023(cited('D', "the lender's own quota, as it is kept here"), { plafonMustFit: true })],
  },
  {
    rule: 'R-PROD',
    schemes: KUR,
    versions: [
      v2023(cited('O', 'Setkab 2022-11-28 {8}'), { minSharePpm: 600_000 }),
      v2026(unread('N', 'of a target of Rp320 trillion {11}', { id: 'Menurut pers.', en: 'As the press says.' }), {
        minSharePpm: 650_000,
      }),
    ],
  },
]
