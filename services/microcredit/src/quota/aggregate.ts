// The quota as the platform keeps it: its contract, its rules, and what its documents can be found by.
import { quotaContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { quotaDecider, type QuotaCommand } from './decide.ts'
import type { Quota, QuotaEvent } from './quota.ts'

export const quota = defineAggregate<Quota, QuotaCommand, QuotaEvent>({
  contract: quotaContract,
  decider: quotaDecider,
  stateSchema: 1,
  copies: (state) => (state.status === 'open' ? { lender: state.lender, scheme: state.scheme, year: state.year } : {}),
  indexes: [{ keys: { lender: 1, year: 1, scheme: 1 } }],
})
