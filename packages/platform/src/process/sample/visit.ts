// A home visit, the smallest aggregate with a procedure: what the tests of processes run on.
// Guarantees: it has what a procedure needs (rounds, a deadline, an end). Does not: mean anything to a service.
// Shown by process.int.test.ts.
import { never, refusalCatalogue, type Instant } from '@simpul/kernel'
import { Type, type TSchema } from 'typebox'
import { defineAggregate } from '../../aggregate/aggregate.ts'
import { eventContract } from '../../aggregate/contract.ts'

export type VisitEvent =
  | { type: 'VisitAsked'; round: number }
  | { type: 'VisitPlanned' }
  | { type: 'VisitReminded' }
  | { type: 'VisitEscalated' }
  | { type: 'VisitMade'; note: string }
  | { type: 'VisitClosed' }
  | { type: 'VisitCancelled' }

/** A step says which round it is of: the workflow of a round that was called off may start late, and must not act on the next one. */
type OfRound = { round?: number }
export type VisitCommand = (
  | { type: 'AskVisit' }
  | ({ type: 'PlanVisit' } & OfRound)
  | ({ type: 'RemindVisit' } & OfRound)
  | ({ type: 'EscalateVisit' } & OfRound)
  | { type: 'MakeVisit'; note: string }
  | ({ type: 'CloseVisit' } & OfRound)
  | { type: 'CancelVisit' }
) & { now: Instant }

export type Visit = { status: 'none' | 'asked' | 'planned' | 'made' | 'closed' | 'cancelled'; round: number }

const { refuse } = refusalCatalogue({
  'visit/not-now': { status: 409, id: 'Kunjungan berstatus {status}.', en: 'The visit is {status}.' },
})

const empty = Type.Object({}, { additionalProperties: false })
const types: Record<VisitEvent['type'], TSchema> = {
  VisitAsked: Type.Object({ round: Type.Integer() }, { additionalProperties: false }),
  VisitPlanned: empty,
  VisitReminded: empty,
  VisitEscalated: empty,
  VisitMade: Type.Object({ note: Type.String() }, { additionalProperties: false }),
  VisitClosed: empty,
  VisitCancelled: empty,
}
export const visitEvents = eventContract('sample.visit', types)

const isOver = ({ status }: Visit) => status === 'none' || status === 'closed' || status === 'cancelled'

function decide(state: Visit, command: VisitCommand): readonly VisitEvent[] {
  const only = (allowed: boolean, event: VisitEvent): readonly VisitEvent[] => {
    const isMeant = !('round' in command) || command.round === undefined || command.round === state.round
    if (!allowed || !isMeant) throw refuse('visit/not-now', { status: state.status })
    return [event]
  }
  switch (command.type) {
    case 'AskVisit':
      return only(isOver(state), { type: 'VisitAsked', round: state.round + 1 })
    case 'PlanVisit':
      return only(state.status === 'asked', { type: 'VisitPlanned' })
    case 'RemindVisit':
      return only(state.status === 'planned', { type: 'VisitReminded' })
    case 'EscalateVisit':
      return only(state.status === 'planned', { type: 'VisitEscalated' })
    case 'MakeVisit':
      return only(state.status === 'planned', { type: 'VisitMade', note: command.note })
    case 'CloseVisit':
      return only(state.status === 'made', { type: 'VisitClosed' })
    case 'CancelVisit':
      return only(!isOver(state), { type: 'VisitCancelled' })
    default:
      return never(command)
  }
}

function evolve(state: Visit, event: VisitEvent): Visit {
  switch (event.type) {
    case 'VisitAsked':
      return { status: 'asked', round: event.round }
    case 'VisitPlanned':
      return { ...state, status: 'planned' }
    case 'VisitReminded':
    case 'VisitEscalated':
      return state
    case 'VisitMade':
      return { ...state, status: 'made' }
    case 'VisitClosed':
      return { ...state, status: 'closed' }
    case 'VisitCancelled':
      return { ...state, status: 'cancelled' }
    default:
      return never(event)
  }
}

export const visit = defineAggregate<Visit, VisitCommand, VisitEvent>({
  contract: visitEvents,
  decider: { initial: { status: 'none', round: 0 }, decide, evolve },
  stateSchema: 1,
  copies: () => ({}),
  indexes: [],
})

/** The round whose procedure must be running. */
export const openRound = (state: Visit) => (isOver(state) ? null : state.round)
