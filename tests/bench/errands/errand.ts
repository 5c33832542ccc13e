// An errand of three steps, each a command: the smallest aggregate with a procedure, so that what is measured is the platform.
import { never, refusalCatalogue, type Instant } from '@simpul/kernel'
import { defineAggregate, eventContract } from '@simpul/platform'
import { Type } from 'typebox'

export type ErrandEvent = { type: 'ErrandAsked' } | { type: 'StepDone'; step: number } | { type: 'ErrandDone'; step: number }
export type ErrandCommand = { type: 'AskErrand'; now: Instant } | { type: 'DoStep'; step: number; now: Instant }
export type Errand = { status: 'none' | 'open' | 'done'; steps: number }

export const STEPS = 3

const { refuse, entries } = refusalCatalogue({
  'errand/not-now': { status: 409, id: 'Tugas berstatus {status}.', en: 'The errand is {status}.' },
})
export { entries }

const step = Type.Object({ step: Type.Integer() }, { additionalProperties: false })
export const errandContract = eventContract('errands.errand', {
  ErrandAsked: Type.Object({}, { additionalProperties: false }),
  StepDone: step,
  ErrandDone: step,
})

function decide(state: Errand, command: ErrandCommand): readonly ErrandEvent[] {
  switch (command.type) {
    case 'AskErrand':
      if (state.status !== 'none') throw refuse('errand/not-now', { status: state.status })
      return [{ type: 'ErrandAsked' }]
    case 'DoStep':
      if (state.status !== 'open' || command.step !== state.steps + 1) throw refuse('errand/not-now', { status: state.status })
      return [{ type: command.step === STEPS ? 'ErrandDone' : 'StepDone', step: command.step }]
    default:
      return never(command)
  }
}

function evolve(state: Errand, event: ErrandEvent): Errand {
  switch (event.type) {
    case 'ErrandAsked':
      return { status: 'open', steps: 0 }
    case 'StepDone':
      return { ...state, steps: event.step }
    case 'ErrandDone':
      return { status: 'done', steps: event.step }
    default:
      return never(event)
  }
}

export const errand = defineAggregate<Errand, ErrandCommand, ErrandEvent>({
  contract: errandContract,
  decider: { initial: { status: 'none', steps: 0 }, decide, evolve },
  stateSchema: 1,
  copies: ({ status }) => ({ status }),
  indexes: [{ keys: { status: 1 } }],
})
