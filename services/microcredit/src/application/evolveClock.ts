// The clock of a step: set, reminded, escalated.
// Guarantees: total; a deadline that stays the same reminds nobody twice. Does not: say when it is due; approval/clocks.ts does.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId } from '../parties.ts'
import type { File, Step } from './application.ts'

export type ClockEvent =
  | { type: 'ClockSet'; step: Step; dueAt: Instant; tableVersion: string; statutory?: string }
  | { type: 'ClockReminded'; step: Step; dueAt: Instant }
  | { type: 'ClockEscalated'; step: Step; dueAt: Instant; officer: PersonId | null }

export function evolveClock(clock: File['clock'], event: ClockEvent): File['clock'] {
  switch (event.type) {
    case 'ClockSet': {
      const { step, dueAt, tableVersion, statutory } = event
      // A new table that gives the same day changes nothing for the people, so nobody is reminded twice.
      const same = clock?.step === step && clock.dueAt === dueAt
      const law = statutory === undefined ? {} : { statutory }
      return { step, dueAt, tableVersion, ...law, reminded: same && clock.reminded, escalated: same && clock.escalated }
    }
    case 'ClockReminded':
      return clock && { ...clock, reminded: true }
    case 'ClockEscalated':
      return clock && { ...clock, escalated: true }
    default:
      return never(event)
  }
}
