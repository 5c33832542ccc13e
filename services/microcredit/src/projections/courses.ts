// How each application went: which step it stands at, how long the steps before took, how it ended. What a lender's figures are counted from.
// Guarantees: a pure fold, one row an application, so that figures are counted from rows: an event that comes twice, or is replayed, counts
// once. Its status is the application's own (courses.test.ts). No person in it.
// Does not guarantee: working time by a holiday table that was changed later; whoever rebuilds the projection gets it by the new one.
import { applicationContract } from '@simpul/contracts'
import { indonesianHolidays, workingMsBetween, type Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import { stepOf, type Reason, type Status, type Step } from '../application/application.ts'
import type { ApplicationEvent } from '../application/events.ts'
import type { OrganisationId } from '../parties.ts'
import type { Scheme } from '../scheme.ts'

export type Spent = {
  readonly calendarMs: number
  /** On working days; null when the holiday table did not reach so far. */
  readonly workingMs: number | null
}

export type CourseRow = {
  /** The one that the draft names, then the one that it was sent to. */
  readonly lender: OrganisationId | null
  readonly unit: string | null
  readonly scheme: Scheme | null
  readonly status: Status
  /** Where need-info returns to. */
  readonly back: Status | null
  readonly startedAt: Instant
  /** When the draft was last saved. */
  readonly touchedAt: Instant
  readonly submittedAt: Instant | null
  /** An approval that was not taken back. */
  readonly approvedAt: Instant | null
  /** Since when it stands at its present step. */
  readonly since: Instant
  /** What its finished visits to each step took, together. */
  readonly spent: Readonly<Partial<Record<Step, Spent>>>
  /** Why it stands rejected, also while that is appealed. */
  readonly reasons: readonly Reason[]
  /** The lender's quota did not reach for it, at least once. */
  readonly lackedQuota: boolean
}

export const courses = projection<CourseRow, ApplicationEvent>({
  name: 'courses',
  from: applicationContract,
  indexes: [{ keys: { lender: 1, startedAt: 1 } }],
  fold(row, event, { time }) {
    if (event.type === 'DraftStarted') return begun(time)
    if (!row) return row
    const after = { ...row, ...changed(row, event, time) }
    const left = stepOf(row.status)
    if (left === stepOf(after.status)) return after
    return { ...after, since: time, spent: left ? { ...row.spent, [left]: longer(row.spent[left], row.since, time) } : row.spent }
  },
})

const begun = (at: Instant): CourseRow => ({
  lender: null,
  unit: null,
  scheme: null,
  status: 'draft',
  back: null,
  startedAt: at,
  touchedAt: at,
  submittedAt: null,
  approvedAt: null,
  since: at,
  spent: {},
  reasons: [],
  lackedQuota: false,
})

const STATUS_AFTER: Readonly<Partial<Record<ApplicationEvent['type'], Status>>> = {
  ApplicationSubmitted: 'checking',
  ChecksPassed: 'surveying',
  SurveyRecorded: 'analysing',
  InfoRequested: 'need-info',
  ApprovalProposed: 'proposed',
  RejectionProposed: 'proposed',
  ProposalSentBack: 'analysing',
  ApprovalGiven: 'awaiting-quota',
  QuotaRefused: 'proposed',
  ApprovalAbandoned: 'proposed',
  ApplicationApproved: 'approved',
  ApplicationRejected: 'rejected',
  ApplicationReopened: 'checking',
  ApplicationWithdrawn: 'withdrawn',
  AkadSigned: 'akad',
  AkadRegistered: 'registered',
  ApprovalUndone: 'analysing',
  ApplicationDisbursed: 'disbursed',
  AppealFiled: 'appealed',
  AppealWithdrawn: 'rejected',
  AppealUpheld: 'rejected',
}

function changed(row: CourseRow, event: ApplicationEvent, time: Instant): Partial<CourseRow> {
  const status = STATUS_AFTER[event.type] ?? row.status
  switch (event.type) {
    case 'DraftSaved': {
      const { lender = row.lender, unit = row.unit, scheme = row.scheme } = event.changes
      return { lender, unit, scheme, touchedAt: time }
    }
    case 'ApplicationSubmitted': {
      const { lender, unit, asked } = event
      return { status, lender, unit, scheme: asked.scheme, submittedAt: time }
    }
    case 'InfoRequested':
      return { status, back: row.status }
    case 'InfoAnswered':
      return row.back ? { status: row.back, back: null } : {}
    case 'ChecksPassed':
    case 'SurveyRecorded':
      return row.status === 'need-info' ? { back: status } : { status } // a check that was under way still counts
    case 'QuotaRefused':
      return { status, lackedQuota: true }
    case 'ApplicationApproved':
      return { status, approvedAt: time }
    case 'ApprovalUndone':
      return { status, approvedAt: null }
    case 'ApplicationRejected':
      return { status, reasons: event.reasons, back: null }
    case 'ApplicationReopened':
      return { status, reasons: [], approvedAt: null }
    case 'AppealOverturned':
      return { status: event.resumesAt, reasons: [], approvedAt: null }
    default:
      return { status }
  }
}

function longer(before: Spent | undefined, since: Instant, until: Instant): Spent {
  const working = workingMsBetween(since, until, indonesianHolidays)
  const { calendarMs = 0, workingMs = 0 } = before ?? {}
  return {
    calendarMs: calendarMs + Math.max(0, Date.parse(until) - Date.parse(since)),
    workingMs: working.kind === 'known' && workingMs !== null ? workingMs + working.ms : null,
  }
}
