// A lender's figures, counted from the rows of its applications: how many came how far, how long each step takes, why some were refused.
// Guarantees: pure; each application counts once, as it stands now; what lies with the lender (quota, portfolio) stands apart from what
// lies with applicants and is never theirs. Does not guarantee: more than the rows say; `asOf` says how old they are.
// Who may see it may open each file in it, so small numbers hide nobody, but for one thing: a draft is nobody's business before it is sent,
// and the lender may not open it. So drafts are told for whole months of the whole lender alone, and only when every month has five or none.
import { dayInWib, type Instant } from '@simpul/kernel'
import { draftExpiresAt, STEPS, type Reason, type Status, type Step } from '../application/application.ts'
import type { CourseRow, Spent } from '../projections/courses.ts'

export const DRAFTS_SHOWN_FROM = 5

export interface Funnel {
  /** Begun in these months, sent or not; null when drafts are not told. */
  readonly started: number | null
  readonly submitted: number
  /** Approved or rejected at least for now. */
  readonly decided: number
  /** Approvals that were not taken back. */
  readonly approved: number
  readonly disbursed: number
  readonly rejected: number
  /** By the applicant, after sending it. */
  readonly withdrawn: number
  /** Drafts that nobody touched for 90 days; null when drafts are not told. */
  readonly expired: number | null
}

export interface StepTime {
  readonly step: Step
  /** Applications that have left it. */
  readonly count: number
  /** On the clock, and on working days (all of their 24 hours). */
  readonly medianHours: number
  readonly p90Hours: number
  readonly medianWorkingHours: number | null
  readonly p90WorkingHours: number | null
}

export type Refused = Reason & { readonly count: number }

export interface Figures {
  readonly funnel: Funnel
  readonly steps: readonly StepTime[]
  /** By what stands in the letter, each reason counted once an application. */
  readonly ofApplicant: readonly Refused[]
  readonly ofLender: readonly Refused[]
  /** Approvals that waited because the lender's quota did not reach. */
  readonly lackedQuota: number
}

/** Takes the rows one by one, so that a hundred thousand need not be there at once. */
export class Counting {
  private readonly now: Instant
  private readonly drafts = new Map<string, number>()
  private readonly count = { submitted: 0, decided: 0, approved: 0, disbursed: 0, rejected: 0, withdrawn: 0, expired: 0 }
  private readonly spent = new Map<Step, Spent[]>()
  private readonly refused = new Map<string, Refused>()
  private lackedQuota = 0

  constructor(now: Instant) {
    this.now = now
  }

  take(row: CourseRow): void {
    if (row.submittedAt === null) return this.takeDraft(row)
    const { count } = this
    count.submitted += 1
    if (row.approvedAt !== null) count.approved += 1
    if (row.approvedAt !== null || ENDS[row.status] === 'rejected') count.decided += 1
    const end = ENDS[row.status]
    if (end) count[end] += 1
    if (row.lackedQuota) this.lackedQuota += 1
    for (const step of STEPS) {
      const spent = row.spent[step]
      if (spent) this.ofStep(step).push(spent)
    }
    for (const reason of row.reasons)
      this.refused.set(reason.code, { ...reason, count: (this.refused.get(reason.code)?.count ?? 0) + 1 })
  }

  /** `ofAll`: these are all of the lender's, not those of a branch or a scheme. */
  figures(ofAll: boolean): Figures {
    const { expired, ...count } = this.count
    const months = [...this.drafts.values()]
    const told = ofAll && months.every((drafts) => drafts >= DRAFTS_SHOWN_FROM)
    const drafts = months.reduce((sum, each) => sum + each, 0)
    const reasons = [...this.refused.values()].toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
    return {
      funnel: { started: told ? count.submitted + drafts : null, ...count, expired: told ? expired : null },
      steps: STEPS.flatMap((step) => timeOf(step, this.spent.get(step) ?? [])),
      ofApplicant: reasons.filter(({ side }) => side === 'applicant'),
      ofLender: reasons.filter(({ side }) => side === 'lender'),
      lackedQuota: this.lackedQuota,
    }
  }

  private ofStep(step: Step): Spent[] {
    const known = this.spent.get(step) ?? []
    this.spent.set(step, known)
    return known
  }

  private takeDraft({ status, startedAt, touchedAt }: CourseRow): void {
    const month = dayInWib(startedAt).slice(0, 7)
    this.drafts.set(month, (this.drafts.get(month) ?? 0) + 1)
    if (status === 'draft' && this.now > draftExpiresAt(touchedAt)) this.count.expired += 1
  }
}

const ENDS: Readonly<Partial<Record<Status, 'disbursed' | 'rejected' | 'withdrawn'>>> = {
  disbursed: 'disbursed',
  rejected: 'rejected',
  appealed: 'rejected', // it stands until it is overturned
  withdrawn: 'withdrawn',
}

function timeOf(step: Step, spent: readonly Spent[]): StepTime[] {
  if (spent.length === 0) return []
  const calendar = spent.map(({ calendarMs }) => calendarMs)
  const working = spent.flatMap(({ workingMs }) => (workingMs === null ? [] : [workingMs]))
  const [medianHours, p90Hours] = quantiles(calendar) as [number, number]
  const [medianWorkingHours, p90WorkingHours] = quantiles(working)
  return [{ step, count: spent.length, medianHours, p90Hours, medianWorkingHours, p90WorkingHours }]
}

/** Median and 90th percentile, each a value that is there (nearest rank), in hours with one decimal. */
function quantiles(values: readonly number[]): readonly [number | null, number | null] {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => {
    const value = sorted[Math.ceil(share * sorted.length) - 1]
    return value === undefined ? null : Math.round(value / 360_000) / 10
  }
  return [at(0.5), at(0.9)]
}
