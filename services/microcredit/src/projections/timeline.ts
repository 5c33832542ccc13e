// An application's timeline as its applicant reads it: what was told of it, in the words of that day.
// Guarantees: a pure fold; no personal data, so that it may be shown, sent and kept; the last 200 entries.
// Does not guarantee: every event; those that are silent on purpose are named in timeline/telling.ts.
import { applicationContract } from '@simpul/contracts'
import type { Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import type { ApplicationEvent } from '../application/events.ts'
import { tell } from '../timeline/telling.ts'

/** × 0.5 kB = 100 kB; five rounds with every question and reminder have about 150. */
export const ENTRIES_MAX = 200

export interface TimelineEntry {
  readonly sequence: number
  readonly at: Instant
  readonly code: string
  readonly id: string
  readonly en: string
}

export type TimelineRow = { readonly entries: readonly TimelineEntry[] }

export const timeline = projection<TimelineRow, ApplicationEvent>({
  name: 'timeline',
  from: applicationContract,
  indexes: [],
  fold(row, event, { sequence, time }) {
    const told = tell(event)
    if (!told) return row
    const { code, id, en } = told
    return { entries: [...(row?.entries ?? []), { sequence, at: time, code, id, en }].slice(-ENTRIES_MAX) }
  },
})
