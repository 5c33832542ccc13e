// What an event of an application asks of the quota's pool: steps 2, 4 and 5 of the reservation protocol (architecture §4).
// Guarantees: follows from the event alone, so that whoever forwards it may crash, repeat or start over; the command ids make the
// repetitions harmless. A refused Reserve is released too: its tombstone stops a doubled Reserve that arrives late.
import { never } from '@simpul/kernel'
import type { QuotaCommand } from '../quota/decide.ts'
import type { ApplicationEvent } from './events.ts'

type WithoutNow<Command> = Command extends unknown ? Omit<Command, 'now'> : never

export type PoolOrder = {
  readonly quotaId: string
  readonly commandId: string
  readonly command: WithoutNow<Extract<QuotaCommand, { type: 'Reserve' | 'Confirm' | 'Release' | 'Reverse' | 'Consume' }>>
}

export function poolOrder(event: ApplicationEvent): PoolOrder | null {
  switch (event.type) {
    case 'QuotaWanted': {
      const { rid, quotaId, amountIdr, validUntil } = event
      return { quotaId, commandId: `reserve:${rid}`, command: { type: 'Reserve', rid, amount: amountIdr, validUntil } }
    }
    case 'ApplicationApproved':
      return { quotaId: event.quotaId, commandId: `confirm:${event.rid}`, command: { type: 'Confirm', rid: event.rid } }
    case 'ApplicationDisbursed':
      return { quotaId: event.quotaId, commandId: `consume:${event.rid}`, command: { type: 'Consume', rid: event.rid } }
    case 'QuotaRefused':
    case 'ApprovalAbandoned':
      return released(event, `release:${event.rid}`)
    case 'ReservationDisowned':
      // Another id than the first Release: that one was answered from the record and would not look at the pool again.
      return released(event, `disown:${event.rid}`)
    case 'ApplicationRejected':
    case 'ApprovalUndone':
    case 'ApplicationWithdrawn': {
      const { reservation } = event
      if (!reservation) return null
      if (reservation.standing === 'asked') return released(reservation, `release:${reservation.rid}`)
      const { rid, quotaId } = reservation
      return { quotaId, commandId: `reverse:${rid}`, command: { type: 'Reverse', rid } }
    }
    case 'DraftStarted':
    case 'DraftSaved':
    case 'ApplicationSubmitted':
    case 'GroupFactsRecorded':
    case 'CheckRecorded':
    case 'ChecksPassed':
    case 'VerdictGiven':
    case 'SurveyRecorded':
    case 'InfoRequested':
    case 'InfoAnswered':
    case 'OfficerAssigned':
    case 'ReviewDelegated':
    case 'ScoreGiven':
    case 'ApprovalProposed':
    case 'VoteCast':
    case 'MemberRecused':
    case 'CommitteeDecided':
    case 'RejectionProposed':
    case 'ProposalSentBack':
    case 'ApprovalGiven':
    case 'ApplicationReopened':
    case 'UndoProposed':
    case 'UndoDropped':
    case 'AkadSigned':
    case 'AkadRegistered':
    case 'ClockSet':
    case 'ClockReminded':
    case 'ClockEscalated':
    case 'AppealFiled':
    case 'AppealAssigned':
    case 'AppealConflictDeclared':
    case 'AppealWithdrawn':
    case 'AppealUpheld':
    case 'AppealOverturned':
      return null
    default:
      return never(event)
  }
}

const released = (
  { rid, quotaId, validUntil }: { rid: string; quotaId: string; validUntil: string },
  commandId: string,
): PoolOrder => ({
  quotaId,
  commandId,
  command: { type: 'Release', rid, validUntil },
})
