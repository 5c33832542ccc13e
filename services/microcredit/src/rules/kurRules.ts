// The rule book of KUR as data: six rules with their versions. Source: microcredit.md §1.3; numbers in {n} are its sources.
// Guarantees: confidence is what that page says, never more; it is checked for gaps and overlaps when this file is loaded.
// Does not guarantee: the text of Permenko 1/2026, which nobody here has read: whatever rests on it needs a lawyer's signature.
import { loadRuleBook, type Cited, type KurScheme, type RuleBook, type Version } from './ruleBook.ts'
import { schemes } from './schemes.ts'

const ALL: readonly KurScheme[] = ['SUPER_MIKRO', 'MIKRO', 'KECIL']

const cited = (conf: Cited['conf'], cite: string, needsLegalSignoff = false): Cited => ({ conf, cite, needsLegalSignoff })
const notConfirmed = (cite: string): Cited => cited('?', `Permenko 1/2026 not read; carried over from ${cite}`, true)

// The subsidy of KMK 317/2023 counts from akad of 27 Jan 2023; Permenko 1/2026 was set on 5 Jan 2026 (promulgation not confirmed).
const v2023 = <Bound>(source: Cited, bound: Bound): Version<Bound> => ({
  id: 'V2023',
  from: '2023-01-27',
  to: '2026-01-04',
  ...source,
  bound,
})
const v2026 = <Bound>(source: Cited, bound: Bound): Version<Bound> => ({
  id: 'V2026',
  from: '2026-01-05',
  to: null,
  ...source,
  bound,
})

const sixMonths = { minMonths: 6, orOneOf: [] }
const sixMonthsOrSubstitute = { minMonths: 6, orOneOf: ['mentoring', 'training', 'group', 'family'] }
const publicServants = { barred: ['asn', 'tni', 'polri'] }
const upTo100Million = { noneUpToIdr: 100_000_000, kritingUpToIdr: 110_000_000 }
const sanction = 'Permenko 1/2023 Ps.14 {17}{18}: subsidy for that debtor not paid or returned'
const above50Million = { requiredAboveIdr: 50_000_000 }

export const kurRules: RuleBook = loadRuleBook({
  edition: '2026-11-24',
  schemes,
  rules: [
    {
      rule: 'R-BIZAGE',
      schemes: ['SUPER_MIKRO'],
      versions: [
        v2023(cited('B', 'BRI criteria 2023 {21}'), sixMonthsOrSubstitute),
        v2026(notConfirmed('BRI criteria 2023 {21}'), sixMonthsOrSubstitute),
      ],
    },
    {
      rule: 'R-BIZAGE',
      schemes: ['MIKRO', 'KECIL'],
      // Statute was read for KUR Khusus alone {4}; for these two only bank practice was found.
      versions: [
        v2023(cited('B', 'BRI criteria 2023 {21}'), sixMonths),
        v2026(notConfirmed('BRI criteria 2023 {21}'), sixMonths),
      ],
    },
    {
      rule: 'R-ACCESS',
      schemes: ['MIKRO'],
      versions: [
        // Not the whole of KBLI section A: forestry is not in the list.
        v2023(cited('S', 'Permenko 1/2023 Ps.24(4),(4a) {1}'), {
          maxBySector: { pertanian: 4, perkebunan: 4, perikanan: 4, peternakan: 4 },
          otherwise: 2,
        }),
        v2026(cited('N', 'UMKM minister, 2025-11-17 {11}', true), null),
      ],
    },
    {
      rule: 'R-ASN',
      schemes: ALL,
      versions: [
        v2023(cited('S-mirror', 'PermenKKP 46/2023 Ps.2, which repeats the list of KUR recipients {20}; {18}'), publicServants),
        v2026(notConfirmed('PermenKKP 46/2023 Ps.2 {20}; recipients were regrouped'), publicServants),
      ],
    },
    {
      rule: 'R-NPWP',
      schemes: ['SUPER_MIKRO'],
      versions: [
        v2023(cited('B', 'bank criteria {19}{21}{22}'), above50Million),
        v2026(cited('O', 'Permenko 1/2026, in Ortax {9}'), { requiredAboveIdr: null }),
      ],
    },
    {
      rule: 'R-NPWP',
      schemes: ['MIKRO'],
      versions: [
        v2023(cited('B', 'bank criteria {19}{21}{22}'), above50Million),
        v2026(cited('O', 'Permenko 1/2026, in Ortax {9}'), above50Million),
      ],
    },
    {
      rule: 'R-NPWP',
      schemes: ['KECIL'],
      versions: [
        v2023(cited('B', 'bank criteria {19}{21}{22}'), above50Million),
        v2026(cited('O', 'Permenko 1/2026, in Ortax {9}'), { requiredAboveIdr: 0 }),
      ],
    },
    {
      rule: 'R-COLL',
      schemes: ALL,
      versions: [
        v2023(cited('O', 'Permenko 1/2023 Ps.14 {17}'), { ...upTo100Million, sanction: cited('O', sanction) }),
        v2026(cited('N', 'Poskota 2026-01-16 {13}', true), { ...upTo100Million, sanction: notConfirmed(sanction) }),
      ],
    },
    // One row for all years: the scheme matrix gives no other tenor for 2026, and no statute text was found for any year.
    {
      rule: 'R-TENOR',
      schemes: ['SUPER_MIKRO'],
      versions: [
        {
          id: 'V2023',
          from: '2023-01-27',
          to: null,
          ...cited('B', 'Poskota {13}, BRI table {34}'),
          bound: { maxMonths: { KMK: 36, KI: 60 } },
        },
      ],
    },
    {
      rule: 'R-TENOR',
      schemes: ['MIKRO'],
      versions: [
        {
          id: 'V2023',
          from: '2023-01-27',
          to: null,
          ...cited('B', 'BRI criteria 2023 {21}'),
          bound: { maxMonths: { KMK: 36, KI: 60 } },
        },
      ],
    },
    {
      rule: 'R-TENOR',
      schemes: ['KECIL'],
      versions: [
        { id: 'V2023', from: '2023-01-27', to: null, ...cited('B', 'BRI table {34}'), bound: { maxMonths: { KMK: 48, KI: 60 } } },
      ],
    },
  ],
})
