// The register of published editions as the platform keeps it: its contract and its rules.
import { rulebookContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { rulebookDecider, type RulebookCommand } from './decide.ts'
import type { Rulebook, RulebookEvent } from './rulebook.ts'

export const rulebook = defineAggregate<Rulebook, RulebookCommand, RulebookEvent>({
  contract: rulebookContract,
  decider: rulebookDecider,
  stateSchema: 1,
  copies: () => ({}),
  indexes: [],
})
