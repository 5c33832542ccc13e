// What may be done to an application, and by whose command: the table of contents of its rules, one file a part of the way.
// Guarantees: after its end only a re-opening or an appeal (of a rejected one) and the word to a leftover reservation are possible; while
// an appeal is open, the appeal alone is gone on with.
// Does not guarantee: that the caller has the role; the route says who may call.
import { never } from '@simpul/kernel'
import { decideAppeal, type AppealCommand } from '../appeal/decideAppeal.ts'
import { refuse as refuseAppeal } from '../appeal/refusals.ts'
import { refuse } from '../refusals.ts'
import { fileOf, initial, isOver, type Application } from './application.ts'
import { decideClock, type ClockCommand } from './decideClock.ts'
import { decideContract, type ContractCommand } from './decideContract.ts'
import { decideDecision, type DecisionCommand } from './decideDecision.ts'
import { decideDraft, type DraftCommand } from './decideDraft.ts'
import { decideQuota, type QuotaAnswer } from './decideQuota.ts'
import { decideCommittee, type CommitteeCommand } from './decideCommittee.ts'
import { decideUndo, type UndoCommand } from './decideUndo.ts'
import { decideReview, type ReviewCommand } from './decideReview.ts'
import { evolve, type ApplicationEvent } from './events.ts'

export type ApplicationCommand =
  | DraftCommand
  | ReviewCommand
  | DecisionCommand
  | QuotaAnswer
  | ContractCommand
  | CommitteeCommand
  | UndoCommand
  | ClockCommand
  | AppealCommand

export function decide(state: Application, command: ApplicationCommand): readonly ApplicationEvent[] {
  if (state.status === 'none' && !begins(command)) throw refuse('application/unknown')
  const alsoAfterTheEnd = command.type === 'ReopenApplication' || isAboutReservation(command) || isAboutAppeal(command)
  if (isOver(state.status) && !alsoAfterTheEnd && !begins(command)) {
    throw refuse('application/closed', { status: state.status })
  }
  if (state.status === 'appealed' && !alsoWhileAppealed(command)) throw refuseAppeal('appeal/pending')
  checkRound(state, command)
  switch (command.type) {
    case 'StartDraft':
    case 'SaveDraft':
    case 'SubmitApplication':
    case 'SubmitForGroup':
      return decideDraft(state, command)
    case 'RecordCheck':
    case 'GiveVerdict':
    case 'RecordSurvey':
    case 'RequestInfo':
    case 'AnswerInfo':
    case 'AssignOfficer':
    case 'DelegateReview':
    case 'RecordGroupFacts':
      return decideReview(state, command)
    case 'ProposeApproval':
    case 'ProposeRejection':
    case 'SendBackProposal':
    case 'ApproveApplication':
    case 'RejectApplication':
    case 'ReopenApplication':
      return decideDecision(state, command)
    case 'CompleteApproval':
    case 'RecordQuotaRefusal':
    case 'AbandonReservation':
      return decideQuota(state, command)
    case 'WithdrawApplication':
    case 'SignAkad':
    case 'RegisterAkad':
    case 'DisburseApplication':
      return decideContract(state, command)
    case 'CastVote':
    case 'DeclareConflict':
      return decideCommittee(state, command)
    case 'ProposeUndo':
    case 'DropUndo':
    case 'UndoApproval':
      return decideUndo(state, command)
    case 'SetClock':
    case 'RemindClock':
    case 'EscalateClock':
      return decideClock(state, command)
    case 'FileAppeal':
    case 'WithdrawAppeal':
    case 'AssignAppeal':
    case 'DeclareAppealConflict':
    case 'UpholdAppeal':
    case 'OverturnAppeal':
      return decideAppeal(state, command)
    default:
      return never(command)
  }
}

export const applicationDecider = { initial, decide, evolve }

function checkRound(state: Application, command: ApplicationCommand): void {
  const of = 'round' in command ? command.round : undefined
  const round = fileOf(state)?.round
  if (of !== undefined && round !== undefined && of !== round) throw refuse('application/other-round', { of, round })
}

const begins = ({ type }: ApplicationCommand) => type === 'StartDraft' || type === 'SubmitForGroup'

const ABOUT_APPEAL: ReadonlySet<string> = new Set<AppealCommand['type']>([
  'FileAppeal',
  'WithdrawAppeal',
  'AssignAppeal',
  'DeclareAppealConflict',
  'UpholdAppeal',
  'OverturnAppeal',
])
const isAboutAppeal = ({ type }: ApplicationCommand) => ABOUT_APPEAL.has(type)

/** Its clock runs, and a hold that no application wants still finds its end. */
const alsoWhileAppealed = (command: ApplicationCommand) =>
  isAboutAppeal(command) || isAboutReservation(command) || 'step' in command || begins(command)

const isAboutReservation = (command: ApplicationCommand): command is QuotaAnswer =>
  command.type === 'CompleteApproval' || command.type === 'RecordQuotaRefusal' || command.type === 'AbandonReservation'
