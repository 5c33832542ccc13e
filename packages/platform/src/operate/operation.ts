// What an operator has a service do to itself: resume a step, redrive a blocked key, rebuild a projection.
// Guarantees: who, when and why is a durable event before anything is done, and stays in the event log; so does what came of it.
// Does not: carry it out; whichever process can, does (operator.ts).
import { never, type Instant } from '@simpul/kernel'
import { Type } from 'typebox'
import { defineAggregate, type Aggregate } from '../aggregate/aggregate.ts'
import { eventContract } from '../aggregate/contract.ts'
import { refuse } from './refusals.ts'

export const OPERATIONS = ['resume', 'redrive', 'rebuild'] as const
export type OperationKind = (typeof OPERATIONS)[number]

/** `of`: process, consumer group or projection. `key`: operator's task or blocked key; null for a rebuild. */
export interface Operation {
  readonly kind: OperationKind
  readonly of: string
  readonly key: string | null
  readonly why: string
}

/** When it was asked for stands in the event, because a fold sees no envelope. */
export type OperationEvent =
  | ({ type: 'OperationRequested'; at: Instant } & Operation)
  | { type: 'OperationDone'; outcome: string }
  | { type: 'OperationFailed'; cause: string }

export type OperationCommand = { now: Instant } & (
  ({ type: 'RequestOperation' } & Operation) | { type: 'RecordDone'; outcome: string } | { type: 'RecordFailed'; cause: string }
)

export type OperationState =
  | { status: 'none' }
  | ({ status: 'requested'; at: Instant } & Operation)
  | ({ status: 'done'; at: Instant; outcome: string } & Operation)
  | ({ status: 'failed'; at: Instant; cause: string } & Operation)

export type OperationAggregate = Aggregate<OperationState, OperationCommand, OperationEvent>

export const WHY_CHARACTERS = { min: 5, max: 500 } as const
const CAUSE_CHARACTERS_MAX = 500

const text = (maxLength: number) => Type.String({ maxLength })
const types = {
  OperationRequested: Type.Object(
    {
      kind: Type.Enum([...OPERATIONS]),
      of: text(200),
      key: Type.Union([text(300), Type.Null()]),
      why: text(WHY_CHARACTERS.max),
      at: text(30),
    },
    { additionalProperties: false },
  ),
  OperationDone: Type.Object({ outcome: text(CAUSE_CHARACTERS_MAX) }, { additionalProperties: false }),
  OperationFailed: Type.Object({ cause: text(CAUSE_CHARACTERS_MAX) }, { additionalProperties: false }),
}

function decide(state: OperationState, command: OperationCommand): readonly OperationEvent[] {
  switch (command.type) {
    case 'RequestOperation': {
      if (state.status !== 'none') throw refuse('operator/already-requested')
      const { kind, of, key, why, now } = command
      return [{ type: 'OperationRequested', kind, of, key, why, at: now }]
    }
    // Two processes may have done it at once; the first to say so is recorded.
    case 'RecordDone':
      return state.status === 'requested' ? [{ type: 'OperationDone', outcome: command.outcome }] : []
    case 'RecordFailed':
      return state.status === 'requested'
        ? [{ type: 'OperationFailed', cause: command.cause.slice(0, CAUSE_CHARACTERS_MAX) }]
        : []
    default:
      return never(command)
  }
}

function evolve(state: OperationState, event: OperationEvent): OperationState {
  switch (event.type) {
    case 'OperationRequested': {
      const { kind, of, key, why, at } = event
      return { status: 'requested', kind, of, key, why, at }
    }
    case 'OperationDone':
      return state.status === 'requested' ? { ...state, status: 'done', outcome: event.outcome } : state
    case 'OperationFailed':
      return state.status === 'requested' ? { ...state, status: 'failed', cause: event.cause } : state
    default:
      return never(event)
  }
}

/** Each service has its own, in its own database. */
export const operationOf = (service: string): OperationAggregate =>
  defineAggregate<OperationState, OperationCommand, OperationEvent>({
    contract: eventContract(`${service}.operation`, types),
    decider: { initial: { status: 'none' }, decide, evolve },
    stateSchema: 1,
    copies: (state) => ({ status: state.status, at: state.status === 'none' ? null : state.at }),
    indexes: [{ keys: { status: 1, at: 1 } }, { keys: { at: -1 } }],
  })
