// Who took part in the file so far, by its history: they decide no appeal on it.
// Guarantees: total; a new event says who acts in it, or does not compile. Naming an officer or a reviewer is no part in the file: where
// there is one manager, nobody would be left. Does not: know who is related to whom; conflicts are declared.
import { never } from '@simpul/kernel'
import type { ApplicationEvent } from '../application/events.ts'
import type { Hand, PersonId } from '../parties.ts'

export const tookPart = (history: readonly ApplicationEvent[]): ReadonlySet<PersonId> => new Set(history.flatMap(peopleIn))

const behindHand = ({ by, actsFor }: Hand) => [by, ...actsFor]

// oxlint-disable-next-line complexity -- a table: one line an event
function peopleIn(event: ApplicationEvent): readonly PersonId[] {
  switch (event.type) {
    case 'CheckRecorded':
      return event.result.outcome === 'manual' ? [event.result.by] : []
    case 'SurveyRecorded':
      return [event.survey.by]
    case 'InfoRequested':
    case 'CommitteeDecided':
    case 'GroupFactsRecorded':
    case 'ProposalSentBack':
    case 'ApplicationReopened':
    case 'AkadSigned':
    case 'UndoDropped':
    case 'ApplicationDisbursed':
      return [event.by]
    case 'OfficerAssigned':
      return [event.officer]
    case 'ReviewDelegated':
      return [event.from, event.to]
    case 'ApprovalProposed':
    case 'VoteCast':
    case 'RejectionProposed':
    case 'ApprovalGiven':
    case 'ApplicationRejected':
    case 'UndoProposed':
    case 'AppealUpheld':
    case 'AppealOverturned':
      return behindHand(event.hand)
    case 'ApplicationApproved':
      return [...behindHand(event.proposedBy), ...behindHand(event.approvedBy)]
    case 'ApprovalUndone':
      return [...behindHand(event.proposedBy), ...behindHand(event.hand)]
    case 'MemberRecused':
      return [event.member]
    case 'AppealConflictDeclared':
      return [event.member]
    case 'DraftStarted':
    case 'DraftSaved':
    case 'ApplicationSubmitted':
    case 'ChecksPassed':
    case 'VerdictGiven':
    case 'InfoAnswered':
    case 'ScoreGiven':
    case 'QuotaWanted':
    case 'QuotaRefused':
    case 'ApprovalAbandoned':
    case 'ReservationDisowned':
    case 'ApplicationWithdrawn':
    case 'AkadRegistered':
    case 'AppealFiled':
    case 'AppealAssigned':
    case 'AppealWithdrawn':
    case 'ClockSet':
    case 'ClockReminded':
    case 'ClockEscalated':
      return []
    default:
      return never(event)
  }
}
