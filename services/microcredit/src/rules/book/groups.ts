// Groups with an offtaker, and the relaxations of Pasal 38A: what Permenko 12/2025 brought (microcredit.md §1.3).
// Guarantees: firm only where that decree surely held. Does not: know the day in 2025 from which it held; the versions say so.
import type { AnyRule, Bounds, Version } from '../ruleBook.ts'
import { cited, DAY_OF_12_2025, GENERAL, TEXT_OF_2026, unread, v2026 } from './citing.ts'

const group = {
  bring: [
    'offtakerAgreement',
    'groupLetterOrOfftakerValidation',
    'groupInSikp',
    'membersInSikp',
    'appliedByChair',
    'signedByChairAndMember',
    'jointLiability',
  ],
  be: ['legalEntity', 'linkedToLender', 'linkedToSikp', 'fundsMonitored', 'salesValidated', 'tagging'],
}
const relaxations = {
  waives: {
    'business-age': ['R-BIZAGE'],
    access: ['R-ACCESS', 'R-ACCESS-KECIL'],
    'never-commercial': ['R-CREDITHIST'],
    collateral: ['R-COLL'],
  },
} as const

/** Unknown before 2025, read for the end of it, and between the two nobody knows from which day. */
const from12of2025 = <Id extends 'R-GROUP' | 'R-38A'>(cite: string, bound: Bounds[Id]): Version<Bounds[Id]>[] => [
  {
    id: 'V2023',
    from: '2023-01-27',
    to: '2024-12-31',
    ...cited('S', 'brought by Permenko 12/2025 {4}'),
    bound: null,
  },
  { id: 'V2025b-day-unknown', from: '2025-01-01', to: '2025-08-07', ...unread('?', cite, DAY_OF_12_2025), bound },
  { id: 'V2025b', from: '2025-08-08', to: '2026-01-04', ...cited('S', cite), bound },
  v2026(unread('?', `Permenko 1/2026 not read; carried over from ${cite}`, TEXT_OF_2026), bound),
]

export const groupRules: readonly AnyRule[] = [
  { rule: 'R-GROUP', schemes: ['KHUSUS'], versions: from12of2025<'R-GROUP'>('Permenko 12/2025 Ps.4, 4A {4}', group) },
  {
    rule: 'R-38A',
    schemes: [...GENERAL, 'KHUSUS'],
    ifUnknown: 'noted',
    versions: from12of2025<'R-38A'>('Permenko 12/2025 Ps.38A, read in part {4}', relaxations),
  },
]
