// The evidence as the platform keeps it, findable by whom it is about.
import { evidenceContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { evidenceDecider, type Evidence, type EvidenceCommand, type EvidenceEvent } from './evidence.ts'

export const evidence = defineAggregate<Evidence, EvidenceCommand, EvidenceEvent>({
  contract: evidenceContract,
  decider: evidenceDecider,
  stateSchema: 2,
  copies: (state) => (state.status === 'none' ? {} : { about: state.about }),
  indexes: [{ keys: { about: 1 } }],
})
