// Group and seat as the platform keeps them: contracts, rules, and what their documents can be found by.
import { groupContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { groupDecider, type GroupCommand } from './decide.ts'
import type { GroupEvent } from './events.ts'
import type { Group } from './group.ts'

export const group = defineAggregate<Group, GroupCommand, GroupEvent>({
  contract: groupContract,
  decider: groupDecider,
  stateSchema: 1,
  copies: (state) => (state.status === 'none' ? {} : { status: state.status, lender: state.plan.lender ?? null }),
  indexes: [],
})
