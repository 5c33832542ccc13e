// The worklist: one row an application, for the lender's officers and approvers and for the applicant's own list.
// Guarantees: a pure fold over the events of one application; no name in it, pages resolve names at partners.
// A draft is in the applicant's list; the lender sees an application from its submission (the row has no lender before).
import { applicationContract } from '@simpul/contracts'
import type { Instant } from '@simpul/kernel'
import { projection, type IndexSpec } from '@simpul/platform'
import { fileOf, initial, type Application, type File, type Status } from '../application/application.ts'
import { evolve, type ApplicationEvent } from '../application/events.ts'
import { holderOf, type Holder } from '../application/turn.ts'
import type { OrganisationId, PersonId } from '../parties.ts'
import type { Scheme } from '../scheme.ts'

export type WorklistRow = {
  readonly status: Status
  readonly applicant: PersonId
  readonly lender: OrganisationId | null
  readonly unit: string | null
  readonly scheme: Scheme | null
  readonly plafonIdr: number | null
  readonly officer: PersonId | null
  /** The officer, and everybody to whom work on it was delegated, also when that has run out. */
  readonly hands: readonly PersonId[]
  readonly holder: Holder | null
  readonly dueAt: Instant | null
  readonly escalated: boolean
  /** Why the lender could not do it yet (quota): shown as the lender's side, never the applicant's. */
  readonly setback: string | null
  readonly submittedAt: Instant | null
}

/** What the row is folded from; kept beside it, because the row alone forgets what later events need. */
export type WorklistFold = { readonly application: Application; readonly row: WorklistRow }

/** Each question of a lender's page comes sorted from one of these (worklistQuery.ts): 100,000 rows are read 50 at a time (tests/bench, M9). */
const indexes = [
  ...(['row.lender', 'row.lender row.unit'] as const).flatMap((whose) => [
    ordered(whose, 'row.dueAt'),
    ordered(whose, 'row.status', 'row.dueAt'),
    ordered(whose, 'row.scheme', 'row.dueAt'),
    ordered(whose, 'row.holder', 'row.dueAt'),
    ordered(whose, 'row.submittedAt'),
    ordered(whose, 'row.plafonIdr'),
  ]),
  ordered('row.hands', 'row.dueAt'),
  { keys: { 'row.applicant': 1, 'row.submittedAt': -1 } },
] as const

function ordered(...fields: readonly string[]): IndexSpec {
  return { keys: Object.fromEntries(fields.flatMap((field) => field.split(' ')).map((field) => [field, 1])) }
}

export function foldWorklist(before: WorklistFold | null, event: ApplicationEvent, time: Instant): WorklistFold | null {
  const application = evolve(before?.application ?? initial, event)
  if (application.status === 'none') return before
  const submittedAt = event.type === 'ApplicationSubmitted' ? time : (before?.row.submittedAt ?? null)
  return { application, row: { ...rowOf(application), submittedAt } }
}

export const worklist = projection<WorklistFold, ApplicationEvent>({
  name: 'worklist',
  from: applicationContract,
  indexes,
  fold: (before, event, { time }) => foldWorklist(before, event, time),
})

function rowOf(state: Exclude<Application, { status: 'none' }>): Omit<WorklistRow, 'submittedAt'> {
  const file = fileOf(state)
  const { status } = state
  if (!file) {
    const applicant = 'applicant' in state ? state.applicant.person : ''
    const draft = state.status === 'draft' ? state.draft : {}
    const { scheme = null, plafonIdr = null } = draft
    return {
      status,
      applicant,
      lender: null,
      unit: null,
      scheme,
      plafonIdr,
      officer: null,
      hands: [],
      holder: holderOf(state),
      dueAt: null,
      escalated: false,
      setback: null,
    }
  }
  const { applicant, lender, unit, asked, officer, clock } = file
  return {
    status,
    applicant: applicant.person,
    lender,
    unit,
    scheme: asked.scheme,
    plafonIdr: 'approval' in state ? state.approval.terms.plafonIdr : asked.plafonIdr,
    officer,
    hands: handsOf(state, file),
    holder: holderOf(state),
    dueAt: clock?.dueAt ?? null,
    escalated: clock?.escalated ?? false,
    setback: state.status === 'proposed' ? (state.setback?.code ?? null) : null,
  }
}

/** While an appeal is open, the work is its reviewer's: whoever handled the file before has no part in it. */
function handsOf(state: Application, { officer, delegations }: File): readonly PersonId[] {
  if (state.status === 'appealed') return state.appeal.reviewer === null ? [] : [state.appeal.reviewer]
  return [...new Set([...(officer === null ? [] : [officer]), ...delegations.map(({ to }) => to)])]
}
