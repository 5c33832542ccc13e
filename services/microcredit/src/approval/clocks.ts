// Since when an application has stood at its step, and until when it may.
// Guarantees: working days on the holiday table that is passed in; the same events give the same deadline.
import { addWorkingDays, type HolidayTable, type Instant } from '@simpul/kernel'
import { toEvent, type Envelope } from '@simpul/platform'
import { initial, stepOf, type Application, type Step } from '../application/application.ts'
import { evolve, type ApplicationEvent } from '../application/events.ts'
import type { Scheme } from '../scheme.ts'

export interface StepDue {
  readonly dueAt: Instant
  /** Half of the way. */
  readonly remindAt: Instant
  readonly tableVersion: string
  /** The law that sets it; absent: the lender's own. */
  readonly statutory?: string
}

/** Since when the application has stood at its present step; null when no clock runs. A question to the applicant begins a new step, and so does its answer. */
export function stepSince(history: readonly Envelope[]): { step: Step; since: Instant } | null {
  let state: Application = initial
  let standing = null as { step: Step; since: Instant } | null
  for (const envelope of history) {
    state = evolve(state, toEvent<ApplicationEvent>(envelope))
    const step = stepOf(state.status)
    if (step !== (standing?.step ?? null)) standing = step && { step, since: envelope.time }
  }
  return standing
}

/** The events that begin a round. */
const RECEIVED: ReadonlySet<string> = new Set<ApplicationEvent['type']>([
  'ApplicationSubmitted',
  'ApplicationReopened',
  'AppealOverturned',
])

/** Receipt of the round: it was sent, or taken up again. */
export function receivedAt(history: readonly Envelope[]): Instant | null {
  return history.findLast(({ type }) => RECEIVED.has(type))?.time ?? null
}

/**
 * The one deadline of the law that was found: KUR for migrant workers is verified within five working days of its receipt. It
 * spans the steps of the lender up to the decision, and a question to the applicant does not stop it: the text says nothing of that.
 */
const STATUTORY = {
  scheme: 'PMI',
  workingDays: 5,
  steps: ['checks', 'survey', 'analysis', 'decision'],
  cite: 'PermenP2MI 18/2025 Ps.14',
} as const

/** The step's own deadline, or the law's where that is earlier. */
export function dueByLaw(
  { scheme, step, received }: { scheme: Scheme; step: Step; received: Instant | null },
  own: StepDue,
  since: Instant,
  table: HolidayTable,
): StepDue | null {
  const isBound = scheme === STATUTORY.scheme && STATUTORY.steps.some((each) => each === step)
  if (!isBound || received === null) return own
  const law = dueOf(STATUTORY.workingDays, received, table)
  if (!law || own.dueAt <= law.dueAt) return law && own
  return { ...law, remindAt: halfWay(since, law.dueAt), statutory: STATUTORY.cite }
}

/** Null when the holiday table ends before the deadline: then somebody must extend it, nobody guesses. */
export function dueOf(workingDays: number, since: Instant, table: HolidayTable): StepDue | null {
  const due = addWorkingDays(since, workingDays, table)
  if (due.kind === 'table-ends') return null
  return { dueAt: due.at, remindAt: halfWay(since, due.at), tableVersion: due.version }
}

const halfWay = (since: Instant, dueAt: Instant): Instant => new Date((Date.parse(since) + Date.parse(dueAt)) / 2).toISOString()
