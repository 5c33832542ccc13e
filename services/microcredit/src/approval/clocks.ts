// Since when an application has stood at its step, and until when it may.
// Guarantees: working days on the holiday table that is passed in; the same events give the same deadline.
import { addWorkingDays, type HolidayTable, type Instant } from '@simpul/kernel'
import { toEvent, type Envelope } from '@simpul/platform'
import { initial, stepOf, type Application, type Step } from '../application/application.ts'
import { evolve, type ApplicationEvent } from '../application/events.ts'

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
export function dueOf(workingDays: number, since: Instant, table: HolidayTable): StepDue | null {
  const due = addWorkingDays(since, workingDays, table)
  if (due.kind === 'table-ends') return null
  const half = (Date.parse(since) + Date.parse(due.at)) / 2
  return { dueAt: due.at, remindAt: new Date(half).toISOString(), tableVersion: due.version }
}
