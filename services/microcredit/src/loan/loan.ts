// A loan as it is opened at disbursement: what was lent, on what terms, and the sums of its instalment schedule.
// Guarantees: the schedule repays exactly the plafon in exactly the tenor. Its id is the application's.
// Does not guarantee: anything about payments; they come with the servicing of loans.
import { never, type Day } from '@simpul/kernel'
import type { OrganisationId } from '../parties.ts'
import type { LoanType, Scheme } from '../scheme.ts'

/** Sums of the annuity schedule; the instalments themselves follow from the terms and are computed when shown. */
export type ScheduleSummary = {
  readonly instalments: number
  readonly instalmentIdr: number
  /** Absorbs what rounding left over, so that the principal adds up exactly (MC §4). */
  readonly lastInstalmentIdr: number
  readonly principalIdr: number
  readonly interestIdr: number
  readonly firstDueOn: Day
  readonly lastDueOn: Day
}

export type LoanTerms = {
  readonly applicationId: string
  readonly lender: OrganisationId
  readonly scheme: Scheme
  readonly loanType: LoanType
  readonly plafonIdr: number
  readonly tenorMonths: number
  readonly ratePpm: number
  readonly akadOn: Day
  readonly disbursedOn: Day
}

export type LoanEvent = { type: 'LoanOpened'; schedule: ScheduleSummary } & LoanTerms

export type Loan = { readonly status: 'none' } | ({ readonly status: 'active'; readonly schedule: ScheduleSummary } & LoanTerms)

export const initial: Loan = { status: 'none' }

export function evolve(_state: Loan, event: LoanEvent): Loan {
  switch (event.type) {
    case 'LoanOpened': {
      const { type: _, ...opened } = event
      return { status: 'active', ...opened }
    }
    default:
      return never(event.type)
  }
}
