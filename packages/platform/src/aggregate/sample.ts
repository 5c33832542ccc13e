// A counter, the smallest aggregate that can refuse: what the platform's own tests run on.
// Guarantees: it shows what the command path shows (creation, refusal, nothing to do). Does not: mean anything to a service.
// Shown by execute.test.ts.
import { never, refusalCatalogue, type Instant } from '@simpul/kernel'
import { Type } from 'typebox'
import { defineAggregate } from './aggregate.ts'
import { eventContract } from './contract.ts'

export type CounterEvent = { type: 'CounterOpened'; owner: string } | { type: 'CounterRaised'; by: number; sealed?: unknown }
export type CounterCommand =
  { type: 'OpenCounter'; owner: string; now: Instant } | { type: 'RaiseCounter'; by: number; times?: number; now: Instant }
export type Counter = { status: 'none' } | { status: 'open'; owner: string; total: number }

const { refuse } = refusalCatalogue({
  'counter/not-open': { status: 409, id: 'Penghitung belum dibuka.', en: 'The counter is not open.' },
  'counter/already-open': { status: 409, id: 'Penghitung sudah dibuka.', en: 'The counter is already open.' },
})

export const counterEvents = eventContract('sample.counter', {
  CounterOpened: Type.Object({ owner: Type.String() }, { additionalProperties: false }),
  CounterRaised: Type.Object({ by: Type.Integer() }, { additionalProperties: false }),
})

function decide(state: Counter, command: CounterCommand): readonly CounterEvent[] {
  switch (command.type) {
    case 'OpenCounter':
      if (state.status === 'open') throw refuse('counter/already-open')
      return [{ type: 'CounterOpened', owner: command.owner }]
    case 'RaiseCounter':
      if (state.status !== 'open') throw refuse('counter/not-open')
      return Array.from({ length: command.times ?? 1 }, () => ({ type: 'CounterRaised', by: command.by }) as const)
    default:
      return never(command)
  }
}

function evolve(state: Counter, event: CounterEvent): Counter {
  switch (event.type) {
    case 'CounterOpened':
      return { status: 'open', owner: event.owner, total: 0 }
    case 'CounterRaised':
      return state.status === 'open' ? { ...state, total: state.total + event.by } : state
    default:
      return never(event)
  }
}

export const counter = defineAggregate<Counter, CounterCommand, CounterEvent>({
  contract: counterEvents,
  decider: { initial: { status: 'none' }, decide, evolve },
  stateSchema: 1,
  copies: (state) => ({ owner: state.status === 'open' ? state.owner : null }),
  indexes: [{ keys: { owner: 1 } }],
})
