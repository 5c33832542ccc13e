// Rules about the business and its papers: age, turnover, NIB, NPWP, BPJS Ketenagakerjaan (microcredit.md §1.3).
// Guarantees: for 2026 only what a tax press read of the decree is firm. Does not: say how the lender estimates turnover.
import type { AnyRule } from '../ruleBook.ts'
import { carriedOver, cited, GENERAL, NOT_FOUND_2023, TEXT_OF_2026, unread, v2023, v2026, vKpp } from './citing.ts'

const sixMonths = { minMonths: 6, orOneOf: [] }
const sixMonthsOrSubstitute = { minMonths: 6, orOneOf: ['mentoring', 'training', 'group', 'family'] }
const above50Million = { requiredAboveIdr: 50_000_000 }
const BANKS = 'bank criteria {19}{21}{22}'
const ORTAX = cited('O', 'Permenko 1/2026, in Ortax {9}')
const always = { requiredAboveIdr: 0 }

export const businessRules: readonly AnyRule[] = [
  {
    rule: 'R-BIZAGE',
    schemes: ['SUPER_MIKRO'],
    versions: [
      v2023(cited('B', 'BRI criteria 2023 {21}'), sixMonthsOrSubstitute),
      v2026(carriedOver('BRI criteria 2023 {21}'), sixMonthsOrSubstitute),
    ],
  },
  {
    rule: 'R-BIZAGE',
    schemes: ['MIKRO', 'KECIL'],
    // Statute was read for KUR Khusus alone {4}; for these two only bank practice was found.
    versions: [v2023(cited('B', 'BRI criteria 2023 {21}'), sixMonths), v2026(carriedOver('BRI criteria 2023 {21}'), sixMonths)],
  },
  {
    rule: 'R-BIZAGE',
    schemes: ['KHUSUS'],
    versions: [
      v2023(cited('S', 'Permenko 12/2025 Ps.36 {4}'), sixMonths),
      v2026(carriedOver('Permenko 12/2025 Ps.36 {4}'), sixMonths),
    ],
  },
  { rule: 'R-BIZAGE', schemes: ['KPP_SUPPLY'], versions: [vKpp(cited('N', 'Permenko 13/2025, in the press {16}'), sixMonths)] },
  {
    rule: 'R-OMZET',
    schemes: [...GENERAL, 'KHUSUS'],
    versions: [
      v2023(unread('?', 'not found in the rules of 2023', NOT_FOUND_2023), null),
      v2026(
        cited('O', 'Permenko 1/2026 Ps.3(3), in Ortax {9} and DDTC {10}: of last year or estimated, by tax report or the lender'),
        { maxYearlyIdr: 4_800_000_000 },
      ),
    ],
  },
  {
    rule: 'R-BIZDOC',
    schemes: [...GENERAL, 'KHUSUS'],
    versions: [
      v2023(cited('B', 'BRI criteria 2023 {21}: NIB, or a letter that states kind and age of the business'), { orLetter: true }),
      v2026(carriedOver('BRI criteria 2023 {21}'), { orLetter: true }),
    ],
  },
  {
    rule: 'R-BIZDOC',
    schemes: ['KPP_SUPPLY'],
    versions: [vKpp(cited('N', 'Permenko 13/2025, in the press {16}'), { orLetter: false })],
  },
  {
    rule: 'R-NPWP',
    schemes: ['SUPER_MIKRO'],
    versions: [v2023(cited('B', BANKS), above50Million), v2026(ORTAX, { requiredAboveIdr: null })],
  },
  {
    rule: 'R-NPWP',
    schemes: ['MIKRO', 'KHUSUS', 'PMI'],
    versions: [v2023(cited('B', BANKS), above50Million), v2026(ORTAX, above50Million)],
  },
  { rule: 'R-NPWP', schemes: ['KECIL'], versions: [v2023(cited('B', BANKS), above50Million), v2026(ORTAX, always)] },
  { rule: 'R-NPWP', schemes: ['KPP_SUPPLY'], versions: [vKpp(cited('N', 'Permenko 13/2025, in the press {16}'), always)] },
  {
    rule: 'R-BPJS',
    schemes: ['KECIL'],
    versions: [
      v2023(cited('B', 'Mandiri documents {22}'), always),
      v2026(unread('?', 'Mandiri documents {22}', TEXT_OF_2026), always),
    ],
  },
  {
    rule: 'R-BPJS',
    schemes: ['KHUSUS'],
    versions: [
      v2023(cited('B', 'Mandiri documents {22}'), { requiredAboveIdr: 100_000_000 }),
      v2026(unread('?', 'Mandiri documents {22}', TEXT_OF_2026), { requiredAboveIdr: 100_000_000 }),
    ],
  },
]
