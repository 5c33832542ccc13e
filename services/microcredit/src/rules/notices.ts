// What a verdict points out beside its rules: contradictions, gaps of the book, findings about the lender.
// Guarantees: each notice has its sentence, its citation and how sure that is. Does not: change an outcome by itself; verdict.ts does.
import { formatRupiah, type Day } from '@simpul/kernel'
import type { ApplicantFacts } from './facts.ts'
import { dayInWords } from './freshness.ts'
import { LENDER_DUTIES, versionAt, type AnyRule, type Cited, type Relief, type RuleBook, type Sentence } from './ruleBook.ts'
import type { RuleResult } from './ruleResult.ts'

export interface Notice {
  readonly code:
    | 'R-COLL'
    | 'R-COLL-SANCTION'
    | 'R-SIKP'
    | 'R-SLIK'
    | 'R-DISCLOSE'
    | 'R-GUAR'
    | 'R-SPOUSE'
    | 'plafon-kriting'
    | 'rate-contradictory'
    | 'relief-not-issued'
    | 'lender-rate'
    | 'facts-contradict'
    | 'facts-of-another-day'
    | 'no-scheme'
    | 'no-version'
    | 'no-rate'
  readonly sentence: Sentence
  readonly cite: string
  readonly conf: Cited['conf']
}

/** With one of these nobody can say yes without asking somebody. */
export const UNSETTLED: readonly Notice['code'][] = ['rate-contradictory', 'relief-not-issued', 'no-rate', 'no-version']

const notice = (code: Notice['code'], id: string, en: string): Notice => ({
  code,
  sentence: { id, en },
  cite: 'microcredit.md §1.2',
  conf: '?',
})
export const NO_SCHEME = notice(
  'no-scheme',
  'Plafon ini di luar skema KUR yang dikenal di sini.',
  'This plafon is outside the KUR schemes known here.',
)
export const NO_VERSION = notice(
  'no-version',
  'Aturan untuk tanggal akad ini tidak ada di sini.',
  'There are no rules here for this day of akad.',
)
export const NO_RATE = notice(
  'no-rate',
  'Suku bunga untuk akses ke sekian ini tidak terbit.',
  'No rate was published for this number of accesses.',
)
export const LENDER_RATE = notice(
  'lender-rate',
  'Bunga skema ini adalah bunga penyalur dikurangi subsidi. Tanyakan bunga penyalur.',
  "The rate of this scheme is the lender's own minus the subsidy. Ask for the lender's rate.",
)

export const contradiction = (candidates: readonly Cited[]): Notice => ({
  code: 'rate-contradictory',
  sentence: {
    id: 'Sumber yang terbit menyebut suku bunga yang berbeda. Penyalur harus memastikannya.',
    en: 'Published sources name different rates. The lender has to settle it.',
  },
  cite: candidates.map(({ cite }) => cite).join(' vs '),
  conf: '?',
})

export const reliefNotIssued = ({ cite, conf }: Relief): Notice => ({
  code: 'relief-not-issued',
  sentence: {
    id: 'Keringanan bencana untuk provinsi ini sudah diumumkan, tetapi aturannya belum ditemukan. Penyalur memastikan bunganya.',
    en: 'Disaster relief for this province was announced, but its regulation was not found. The lender makes sure of the rate.',
  },
  cite,
  conf,
})

/** What the officer should look at before deciding. */
export function flagsOf(facts: ApplicantFacts, rules: readonly RuleResult[], akadOn: Day, book: RuleBook): Notice[] {
  const spouse = rules.find(({ rule, result }) => rule === 'R-SPOUSE' && result === 'unknown')
  return [
    ...(spouse ? [{ code: 'R-SPOUSE', sentence: spouse.sentence, cite: spouse.cite, conf: spouse.conf } as const] : []),
    ...(facts.contradicted ? [contradicted(facts.contradicted)] : []),
    ...(facts.gatheredOn !== undefined && facts.gatheredOn !== akadOn ? [ofAnotherDay(facts.gatheredOn)] : []),
    ...kriting(facts, akadOn, book),
  ]
}

const contradicted = (names: readonly string[]): Notice => ({
  code: 'facts-contradict',
  sentence: {
    id: `Dua sumber berbeda tentang: ${names.join(', ')}. Yang dipakai sumber yang lebih kuat; petugas memeriksa.`,
    en: `Two sources differ about: ${names.join(', ')}. The stronger one is used; the officer looks at it.`,
  },
  cite: 'the facts as they were told',
  conf: 'D',
})

const ofAnotherDay = (gatheredOn: Day): Notice => ({
  code: 'facts-of-another-day',
  sentence: {
    id: `Fakta per ${dayInWords(gatheredOn, 'id')}. Sebelum akad, SIKP dan SLIK ditanya lagi.`,
    en: `The facts are of ${dayInWords(gatheredOn, 'en')}. Before an akad SIKP and SLIK are asked again.`,
  },
  cite: 'the facts as they were told',
  conf: 'D',
})

function kriting({ plafonIdr, collateralDemanded }: ApplicantFacts, akadOn: Day, book: RuleBook): Notice[] {
  if (collateralDemanded !== true) return []
  const bounds = book.rules.flatMap((rule) => (rule.rule === 'R-COLL' ? (versionAt(rule.versions, akadOn)?.bound ?? []) : []))
  // The press names 101–110 million; from the first rupiah above the limit, or Rp100.5 million would slip through.
  if (!bounds.some(({ noneUpToIdr, kritingUpToIdr }) => plafonIdr > noneUpToIdr && plafonIdr <= kritingUpToIdr)) return []
  const sentence = {
    id: `Plafon ${formatRupiah(plafonIdr)} tepat di atas batas agunan. Periksa apakah plafon dinaikkan supaya agunan dapat diminta.`,
    en: `A plafon of ${formatRupiah(plafonIdr)} is just above the collateral limit. Check whether it was raised so that collateral may be asked for.`,
  }
  return [{ code: 'plafon-kriting', sentence, cite: 'ministry survey Aug–Oct 2023, in the press {18}', conf: 'N' }]
}

/** Findings about the lender, for the auditor. */
export function complianceOf(rules: readonly RuleResult[], applying: readonly AnyRule[], akadOn: Day): Notice[] {
  return LENDER_DUTIES.flatMap((code) => {
    const broken = rules.find(({ rule, result }) => rule === code && result === 'failed')
    if (!broken) return []
    const found: Notice = { code, sentence: broken.sentence, cite: broken.cite, conf: broken.conf }
    return code === 'R-COLL' ? [found, ...sanctionOf(applying, akadOn)] : [found]
  })
}

const SANCTION = {
  id: 'Subsidi bunga untuk debitur ini tidak dibayar, atau dikembalikan ke kas negara.',
  en: 'The interest subsidy for this debtor is not paid, or is returned to the treasury.',
}

function sanctionOf(applying: readonly AnyRule[], akadOn: Day): Notice[] {
  const sanction = applying.flatMap((rule) =>
    rule.rule === 'R-COLL' ? (versionAt(rule.versions, akadOn)?.bound.sanction ?? []) : [],
  )[0]
  return sanction ? [{ code: 'R-COLL-SANCTION', sentence: SANCTION, cite: sanction.cite, conf: sanction.conf }] : []
}
