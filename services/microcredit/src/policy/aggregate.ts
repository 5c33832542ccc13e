// A lender's policy as the platform keeps it: its id is the lender's, so there is one.
import { policyContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { policyDecider, type PolicyCommand } from './decide.ts'
import type { Policy, PolicyEvent } from './policy.ts'

export const policy = defineAggregate<Policy, PolicyCommand, PolicyEvent>({
  contract: policyContract,
  decider: policyDecider,
  stateSchema: 1,
  copies: (state) => (state.status === 'kept' ? { lender: state.lender } : {}),
  indexes: [],
})
