// How long each step of an application may take, and since when it has.
// Guarantees: working days on the holiday table that is passed in; the same events give the same deadline.
// Does not guarantee: that these are the law's days. No general KUR deadline could be confirmed (MC §2); only KUR PMI has one, 5 working
// days for its verification. These are ours, a lender sets its own.
import { addWorkingDays, type HolidayTable, type Instant } from '@simpul/kernel'
import { toEvent, type Envelope } from '@simpul/platform'
import { initial, stepOf, type Application, type Step } from '../application/application.ts'
import { evolve, type ApplicationEvent } from '../application/events.ts'

export const STEP_WORKING_DAYS: Readonly<Record<Step, number>> = {
  checks: 2,
  survey: 5,
  analysis: 3,
  decision: 2,
  info: 10,
  akad: 10,
  disbursement: 3,
}

export interface StepDue {
  readonly dueAt: Instant
  /** Half of the way. */
  readonly remindAt: Instant
  readonly tableVersion: string
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

/** Null when the holiday table ends before the deadline: then somebody must extend it, nobody guesses. */
export function dueOf(step: Step, since: Instant, table: HolidayTable): StepDue | null {
  const due = addWorkingDays(since, STEP_WORKING_DAYS[step], table)
  if (due.kind === 'table-ends') return null
  const half = (Date.parse(since) + Date.parse(due.at)) / 2
  return { dueAt: due.at, remindAt: new Date(half).toISOString(), tableVersion: due.version }
}
