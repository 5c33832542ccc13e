// The letter that refuses an application: each reason with rule, value, bound, source and how sure it is, what would change it, and whom to
// ask for a review. Guarantees: says what was recorded with the decision, never a verdict of today; no name in it.
// Does not guarantee: that a reason rests on a rule; some (capacity, quota) are the lender's own, and are called so.
import type { Instant } from '@simpul/kernel'
import { ROUNDS_MAX, type Application, type Finding, type Reason } from '../application/application.ts'
import type { Words } from '../wib.ts'

export interface LetterRule {
  readonly id: string
  readonly version: string
  readonly value: string | null
  readonly bound: string | null
  readonly cite: string
  readonly confidence: Words
  readonly words: Words | null
}

export interface LetterReason {
  readonly code: string
  readonly side: Reason['side']
  readonly words: Words
  readonly rule: LetterRule | null
}

export interface Letter {
  readonly applicationId: string
  readonly round: number
  readonly decidedAt: Instant
  readonly scheme: string
  readonly plafonIdr: number
  readonly tenorMonths: number
  readonly reasons: readonly LetterReason[]
  /** What would have turned the answer of the rules. */
  readonly ways: readonly Words[]
  /** Null: no appeal is possible any more, after the last round. */
  readonly appeal: { readonly until: Instant | null } | null
}

/** MC, first lines, in words for who reads the letter. */
const CONFIDENCES: Readonly<Record<string, Words>> = {
  S: { id: 'bunyi peraturan sudah dibaca', en: 'the regulation was read' },
  'S-mirror': { id: 'bunyi peraturan yang sama sudah dibaca', en: 'a regulation with the same list was read' },
  O: { id: 'halaman resmi sudah dibaca', en: 'an official page was read' },
  N: { id: 'menurut berita, belum dibaca di peraturan', en: 'by the news, not read in the regulation' },
  B: { id: 'kebiasaan bank, belum dibaca di peraturan', en: 'practice of banks, not read in the regulation' },
  D: { id: 'hasil hitungan', en: 'computed' },
}
const UNCONFIRMED: Words = { id: 'belum dapat dipastikan', en: 'could not be confirmed' }

/** Null unless the application stands rejected. The same letter before, during and after an appeal. */
export function letterOf(state: Application, decidedAt: Instant): Letter | null {
  if (state.status !== 'rejected' && state.status !== 'appealed') return null
  const { file, reasons, appealUntil = null } = state
  const { applicationId, round, asked, verdict } = file
  const { scheme, plafonIdr, tenorMonths } = asked
  return {
    applicationId,
    round,
    decidedAt,
    scheme,
    plafonIdr,
    tenorMonths,
    reasons: reasons.map(({ code, side, id, en }) => ({
      code,
      side,
      words: { id, en },
      rule: ruleOf(verdict?.findings.find(({ rule }) => rule === code)),
    })),
    ways: verdict?.ways ?? [],
    appeal: round < ROUNDS_MAX ? { until: appealUntil } : null,
  }
}

function ruleOf(finding: Finding | undefined): LetterRule | null {
  if (!finding) return null
  const { rule, version, value = null, bound = null, cite, confidence, sentence = null } = finding
  return {
    id: rule,
    version,
    value: value === null ? null : written(value),
    bound: bound === null ? null : written(bound),
    cite: cite.replaceAll(/ ?\{\d+\}/g, ''), // numbers of our own list of sources, which the reader has not
    confidence: CONFIDENCES[confidence] ?? UNCONFIRMED,
    words: sentence,
  }
}

const numbers = new Intl.NumberFormat('id-ID')

function written(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak'
  return typeof value === 'number' ? numbers.format(value) : value
}
