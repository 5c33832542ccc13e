// The party as the platform keeps it: its contract, its rules, and what its documents can be found by.
import { partyContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { party as decider, type PartyCommand } from './decide.ts'
import { kindOf, takesPart, type Party, type PartyEvent } from './party.ts'

export const party = defineAggregate<Party, PartyCommand, PartyEvent>({
  contract: partyContract,
  decider,
  stateSchema: 1,
  copies: (state) => (takesPart(state) ? { kind: kindOf(state), verification: state.verification.status } : {}),
  indexes: [{ keys: { verification: 1, kind: 1 } }], // the verifiers' cases
})
