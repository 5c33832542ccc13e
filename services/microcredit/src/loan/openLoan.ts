// The money has gone out, so there is a loan: opened by the event itself, whatever became of the procedure.
// Guarantees: one loan a disbursement, its id the application's. Does not: serve the loan.
import { applicationContract } from '@simpul/contracts'
import { annuitySchedule, type Day } from '@simpul/kernel'
import { reaction } from '@simpul/platform'
import type { ApplicationEvent } from '../application/events.ts'
import { loan } from './aggregate.ts'
import type { ScheduleSummary } from './loan.ts'

export const openLoan = reaction<ApplicationEvent>({
  name: 'open-loan',
  from: applicationContract,
  async handle(event, { id, aggregateId, correlationId }, commands) {
    if (event.type !== 'ApplicationDisbursed') return
    const { disbursedOn, loan: terms } = event
    const command = {
      type: 'OpenLoan',
      applicationId: aggregateId,
      ...terms,
      disbursedOn,
      schedule: summaryOf(terms, disbursedOn),
    } as const
    const meta = { commandId: `consumer:open-loan:${id}`, actor: 'consumer:open-loan', correlationId, causationId: id }
    await commands.send(loan, aggregateId, command, { ...meta, creates: true })
  },
})

type Repaid = { readonly plafonIdr: number; readonly tenorMonths: number; readonly ratePpm: number }

export function summaryOf({ plafonIdr, tenorMonths, ratePpm }: Repaid, disbursedOn: Day): ScheduleSummary {
  const { instalments, totalInterestIdr } = annuitySchedule({ plafonIdr, tenorMonths, ratePpm })
  return {
    instalments: instalments.length,
    instalmentIdr: instalments[0]?.paymentIdr ?? 0,
    lastInstalmentIdr: instalments.at(-1)?.paymentIdr ?? 0,
    principalIdr: plafonIdr,
    interestIdr: totalInterestIdr,
    firstDueOn: monthsAfter(disbursedOn, 1),
    lastDueOn: monthsAfter(disbursedOn, tenorMonths),
  }
}

/** The same day of a later month, or that month's last day. */
function monthsAfter(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
