// The deadline of the step at which an application stands: set, moved when the holiday table changes, reminded and escalated once.
// Guarantees: a reminder or an escalation that was meant for another deadline or another step does nothing.
// Does not guarantee: that `dueAt` is right; the working-day calendar computes it (the version of its table is kept beside it).
import { never, type Instant } from '@simpul/kernel'
import { refuse } from '../refusals.ts'
import { fileOf, stepOf, type Application, type Clock, type OfRound, type Step } from './application.ts'
import type { ApplicationEvent } from './events.ts'

export type ClockCommand = OfRound &
  (
    | { type: 'SetClock'; step: Step; dueAt: Instant; tableVersion: string; statutory?: string; now: Instant }
    | { type: 'RemindClock'; step: Step; dueAt: Instant; now: Instant }
    | { type: 'EscalateClock'; step: Step; dueAt: Instant; now: Instant }
  )

export function decideClock(state: Application, command: ClockCommand): readonly ApplicationEvent[] {
  const { step, dueAt } = command
  const file = fileOf(state)
  if (!file || stepOf(state.status) !== step) throw refuse('application/step-over', { step, status: state.status })
  switch (command.type) {
    case 'SetClock': {
      const { tableVersion, statutory } = command
      const unchanged = file.clock?.dueAt === dueAt && file.clock.tableVersion === tableVersion
      return unchanged ? [] : [{ type: 'ClockSet', step, dueAt, tableVersion, ...(statutory === undefined ? {} : { statutory }) }] // a deadline is absolute: saying it twice is harmless
    }
    case 'RemindClock':
      return running(file.clock, command).reminded ? [] : [{ type: 'ClockReminded', step, dueAt }]
    case 'EscalateClock': {
      const clock = running(file.clock, command)
      if (command.now < dueAt) throw refuse('application/clock-not-due', { dueAt })
      const holds = state.status === 'appealed' ? state.appeal.reviewer : file.officer
      return clock.escalated ? [] : [{ type: 'ClockEscalated', step, dueAt, officer: holds }]
    }
    default:
      return never(command)
  }
}

function running(clock: Clock | null, { step, dueAt }: ClockCommand): Clock {
  if (clock?.dueAt !== dueAt) throw refuse('application/clock-moved', { step, dueAt })
  return clock
}
