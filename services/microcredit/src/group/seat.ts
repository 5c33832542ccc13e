// The seat of a person: in one open group at a time. Its id is the person's.
// Guarantees: two groups that ask for the same person at the same moment do not both get them: the seat is one document.
// Does not: know whether the group still stands; holdSeats.ts gives the seat back when it does not.
import { seatContract } from '@simpul/contracts'
import { never, type Instant } from '@simpul/kernel'
import { defineAggregate } from '@simpul/platform'
import type { PersonId } from '../parties.ts'
import { refuse } from './refusals.ts'

export type SeatEvent = { type: 'SeatTaken'; person: PersonId; groupId: string } | { type: 'SeatLeft'; groupId: string }

export type Seat = { readonly status: 'free' } | { readonly status: 'taken'; readonly groupId: string }

export type SeatCommand =
  { type: 'TakeSeat'; person: PersonId; groupId: string; now: Instant } | { type: 'LeaveSeat'; groupId: string; now: Instant }

const initial: Seat = { status: 'free' }

export function decideSeat(state: Seat, command: SeatCommand): readonly SeatEvent[] {
  const isMine = state.status === 'taken' && state.groupId === command.groupId
  switch (command.type) {
    case 'TakeSeat': {
      if (isMine) return []
      if (state.status === 'taken') throw refuse('seat/taken')
      return [{ type: 'SeatTaken', person: command.person, groupId: command.groupId }]
    }
    case 'LeaveSeat':
      return isMine ? [{ type: 'SeatLeft', groupId: command.groupId }] : []
    default:
      return never(command)
  }
}

export function evolveSeat(_state: Seat, event: SeatEvent): Seat {
  return event.type === 'SeatTaken' ? { status: 'taken', groupId: event.groupId } : { status: 'free' }
}

export const seat = defineAggregate<Seat, SeatCommand, SeatEvent>({
  contract: seatContract,
  decider: { initial, decide: decideSeat, evolve: evolveSeat },
  stateSchema: 1,
  copies: (state) => ({ status: state.status }),
  indexes: [],
})
