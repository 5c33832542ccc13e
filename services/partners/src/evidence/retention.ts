// How long a file is kept: by its kind, by the rule of the day it was stored on.
// Guarantees: dated entries; a file keeps what held when it was stored. Does not guarantee: that these are the law's years: none that names
// these files was found. Five years is what financial institutions keep papers of their customers; the file of a check is needed less long.
import { dayInWib, type Day, type Instant } from '@simpul/kernel'

/** `survey`: brought on behalf of a lender. `check`: brought by an officer of partners. */
export type EvidenceKind = 'survey' | 'check'

const RETENTION: readonly { readonly kind: EvidenceKind; readonly from: Day; readonly years: number }[] = [
  { kind: 'survey', from: '2020-01-01', years: 5 },
  { kind: 'check', from: '2020-01-01', years: 2 },
]

export function keepUntil(kind: EvidenceKind, storedAt: Instant): Instant {
  const day = dayInWib(storedAt)
  const years = RETENTION.findLast((each) => each.kind === kind && each.from <= day)?.years ?? 0
  const until = new Date(storedAt)
  until.setUTCFullYear(until.getUTCFullYear() + years) // of a 29 February: 1 March
  return until.toISOString()
}
