// Relief after the disaster of 2025 in Aceh, North and West Sumatra (microcredit.md §1.1).
// Does not guarantee: that it is law: it was announced, and the regulation that was promised was not found. So a person decides.
import type { Relief } from '../ruleBook.ts'
import { KUR, unread } from './citing.ts'

export const reliefs: readonly Relief[] = [
  {
    id: 'V2026-BENCANA',
    from: '2026-01-01',
    to: null,
    ...unread('N', 'announced on 16 and 26 Dec 2025 {15}', {
      id: 'PP yang dijanjikan belum ditemukan; apakah bunga masa tanpa tagihan dihapus, tidak dipastikan.',
      en: 'The government regulation that was promised was not found, nor whether interest of the uncollected months is waived.',
    }),
    provinces: ['11', '12', '13'],
    schemes: KUR,
    byYear: [
      { year: 2026, ratePpm: 0 },
      { year: 2027, ratePpm: 30_000 },
      { year: 2028, ratePpm: 60_000 },
    ],
    uncollectedTo: '2026-03',
  },
]
