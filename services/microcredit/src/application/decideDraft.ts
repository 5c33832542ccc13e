// The form: filled in step by step, kept as it is, sent when complete.
// Guarantees: what is sent is whole, and within what an application can be at all. Does not: say whether it would be granted.
import { never, type Instant } from '@simpul/kernel'
import { refuse } from '../refusals.ts'
import { CODES_MAX, DOCUMENTS_MAX, hasExpired, type Applicant, type Application, type Draft } from './application.ts'
import { checkCount, checkFigure, checkHappened, checkPlafon, checkTenor } from './bounds.ts'
import type { ApplicationEvent } from './events.ts'
import { submittedForGroup, type MemberForm } from './submittedForGroup.ts'

export type DraftCommand =
  | { type: 'StartDraft'; applicationId: string; applicant: Applicant; now: Instant }
  | { type: 'SaveDraft'; changes: Draft; now: Instant }
  | { type: 'SubmitApplication'; now: Instant }
  /** A member's, by the group that they agreed to be sent with: nobody else makes this command. */
  | ({ type: 'SubmitForGroup'; groupId: string; now: Instant } & MemberForm)

export function decideDraft(state: Application, command: DraftCommand): readonly ApplicationEvent[] {
  switch (command.type) {
    case 'StartDraft':
      if (state.status !== 'none') throw refuse('application/already-started', { status: state.status })
      return [{ type: 'DraftStarted', applicationId: command.applicationId, applicant: command.applicant, at: command.now }]
    case 'SaveDraft':
      if (state.status !== 'draft') throw refuse('application/not-draft', { status: state.status })
      checkValid(state, command.now)
      checkDraft(command.changes, command.now)
      return Object.keys(command.changes).length === 0 ? [] : [{ type: 'DraftSaved', changes: command.changes, at: command.now }]
    case 'SubmitApplication':
      if (state.status !== 'draft') throw refuse('application/not-draft', { status: state.status })
      checkValid(state, command.now)
      return [{ type: 'ApplicationSubmitted', round: 1, applicant: state.applicant, ...complete(state.draft) }]
    case 'SubmitForGroup':
      if (state.status !== 'none') throw refuse('application/already-started', { status: state.status })
      return submittedForGroup(command)
    default:
      return never(command)
  }
}

/** The clock decides: no procedure has to run for a draft to be over. */
function checkValid(state: Application, now: Instant): void {
  if (hasExpired(state, now)) throw refuse('application/draft-expired')
}

function checkDraft({ plafonIdr, tenorMonths, business, documents }: Draft, now: Instant): void {
  if (plafonIdr !== undefined) checkPlafon(plafonIdr)
  if (tenorMonths !== undefined) checkTenor(tenorMonths)
  if (documents) checkCount('documents', documents, DOCUMENTS_MAX)
  if (business) {
    checkFigure('business.yearlyTurnoverIdr', business.yearlyTurnoverIdr, 0, Number.MAX_SAFE_INTEGER)
    checkCount('business.substitutes', business.substitutes, CODES_MAX)
    checkHappened('business.startedOn', business.startedOn, now)
  }
}

function complete(draft: Draft) {
  const { lender, unit, scheme, plafonIdr, tenorMonths, loanType, purposeCode, business, documents = [] } = draft
  const needed = { lender, unit, scheme, plafonIdr, tenorMonths, loanType, purposeCode, business }
  if (lender && unit && scheme && plafonIdr && tenorMonths && loanType && purposeCode && business) {
    return { lender, unit, asked: { scheme, plafonIdr, tenorMonths, loanType, purposeCode }, business, documents }
  }
  const missing = Object.entries(needed).flatMap(([field, value]) => (value ? [] : [field]))
  throw refuse('application/incomplete', { missing: missing.join(', ') })
}
