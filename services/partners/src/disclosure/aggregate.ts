// The disclosure as the platform keeps it, findable by whose data it was.
import { disclosureContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { disclosure as decider, type DisclosureCommand } from './decide.ts'
import type { Disclosure, DisclosureEvent } from './disclosure.ts'

export const disclosure = defineAggregate<Disclosure, DisclosureCommand, DisclosureEvent>({
  contract: disclosureContract,
  decider,
  stateSchema: 1,
  copies: (state) => (state.status === 'none' ? {} : { people: [...state.people] }),
  indexes: [{ keys: { people: 1 } }],
})
