// Opening a loan: once an application, with a schedule that adds up.
import { never, type Instant } from '@simpul/kernel'
import { refuse } from '../refusals.ts'
import { evolve, initial, type Loan, type LoanEvent, type LoanTerms, type ScheduleSummary } from './loan.ts'

export type LoanCommand = { type: 'OpenLoan'; schedule: ScheduleSummary; now: Instant } & LoanTerms

export function decide(state: Loan, command: LoanCommand): readonly LoanEvent[] {
  switch (command.type) {
    case 'OpenLoan': {
      if (state.status !== 'none') throw refuse('loan/already-open')
      const { type: _type, now: _now, ...opened } = command
      checkSchedule(opened)
      return [{ type: 'LoanOpened', ...opened }]
    }
    default:
      return never(command.type)
  }
}

export const loanDecider = { initial, decide, evolve }

function checkSchedule({ schedule, plafonIdr, tenorMonths, disbursedOn }: LoanTerms & { schedule: ScheduleSummary }): void {
  const { instalments, instalmentIdr, lastInstalmentIdr, principalIdr, interestIdr, firstDueOn, lastDueOn } = schedule
  const paidIdr = instalmentIdr * (instalments - 1) + lastInstalmentIdr
  const addsUp = principalIdr === plafonIdr && instalments === tenorMonths && paidIdr === principalIdr + interestIdr
  const inOrder = disbursedOn < firstDueOn && firstDueOn <= lastDueOn
  if (!addsUp || !inOrder) throw refuse('loan/schedule-wrong', { principalIdr, instalments })
}
