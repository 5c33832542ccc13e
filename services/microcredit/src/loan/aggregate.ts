// The loan as the platform keeps it: its contract, its rules, and what its documents can be found by.
import { loanContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { loanDecider, type LoanCommand } from './decide.ts'
import type { Loan, LoanEvent } from './loan.ts'

export const loan = defineAggregate<Loan, LoanCommand, LoanEvent>({
  contract: loanContract,
  decider: loanDecider,
  stateSchema: 1,
  copies: (state) => (state.status === 'active' ? { lender: state.lender, disbursedOn: state.disbursedOn } : {}),
  indexes: [{ keys: { lender: 1, disbursedOn: -1 } }],
})
