// What the quota's pool answered to an approval, or that it never did.
// Guarantees: an approval comes about only while the application waits for exactly that reservation; a reservation that the
// application does not want any more is disowned whenever the sweeper asks, so a hold that a late message caused finds its end.
import { dayInWib, never, type Instant } from '@simpul/kernel'
import { refuse } from '../refusals.ts'
import { fileOf, type Application, type AwaitingQuota, type CheckFacts, type Reservation } from './application.ts'
import type { ApplicationEvent } from './events.ts'

export type QuotaAnswer =
  | { type: 'CompleteApproval'; rid: string; now: Instant }
  | { type: 'RecordQuotaRefusal'; rid: string; code: string; facts: CheckFacts; now: Instant }
  | ({ type: 'AbandonReservation'; now: Instant } & Reservation)

export function decideQuota(state: Application, command: QuotaAnswer): readonly ApplicationEvent[] {
  switch (command.type) {
    case 'CompleteApproval': {
      if (standsOn(state, command.rid)) return [] // this reservation already carries the approval
      const { proposal, approvedBy, reservation } = waitingFor(state, command.rid)
      const approved = { terms: proposal.terms, proposedBy: proposal.hand, approvedBy, approvedOn: dayInWib(command.now) }
      return [{ type: 'ApplicationApproved', ...approved, ...reservation }]
    }
    case 'RecordQuotaRefusal': {
      const { reservation } = waitingFor(state, command.rid)
      return [{ type: 'QuotaRefused', ...reservation, code: command.code, facts: command.facts }]
    }
    case 'AbandonReservation':
      return abandon(state, command)
    default:
      return never(command)
  }
}

function abandon(state: Application, command: Extract<QuotaAnswer, { type: 'AbandonReservation' }>): readonly ApplicationEvent[] {
  const { rid, quotaId, validUntil, now } = command
  if (standsOn(state, rid)) return [] // approved in time: its Confirm is on the way
  if (isWaitingFor(state, rid)) {
    const { reservation } = state
    if (now <= reservation.validUntil) throw refuse('application/reservation-still-valid', { validUntil: reservation.validUntil })
    return [{ type: 'ApprovalAbandoned', ...reservation }]
  }
  if (!wasAskedFor(state, rid)) throw refuse('application/reservation-unknown', { rid })
  return [{ type: 'ReservationDisowned', rid, quotaId, validUntil }]
}

const isWaitingFor = (state: Application, rid: string): state is AwaitingQuota =>
  state.status === 'awaiting-quota' && state.reservation.rid === rid

const standsOn = (state: Application, rid: string) => 'approval' in state && state.approval.rid === rid

function waitingFor(state: Application, rid: string): AwaitingQuota {
  if (isWaitingFor(state, rid)) return state
  throw refuse('application/not-waiting-for-quota', { rid, status: state.status })
}

function wasAskedFor(state: Application, rid: string): boolean {
  const file = fileOf(state)
  if (!file) return false
  const n = Number(rid.slice(file.applicationId.length + 1))
  return rid === `${file.applicationId}:${n}` && Number.isInteger(n) && n >= 1 && n <= file.reservations
}
