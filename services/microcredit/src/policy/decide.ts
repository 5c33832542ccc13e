// Setting a lender's policy: two people, one version at a time.
// Guarantees: who proposed a version does not adopt it, nor do two who act for each other; tiers and scorecard hold together.
// Does not: change what an earlier version decided; each decision names its own.
import { never, type Instant } from '@simpul/kernel'
import { behindBoth, type Hand, type OrganisationId } from '../parties.ts'
import { evolve, initial, type Policy, type PolicyEvent, type PolicyText } from './policy.ts'
import { refuse } from './refusals.ts'
import { checkScorecard } from './scorecard.ts'
import { checkTiers } from './tiers.ts'

/** A version a month for eighty years. */
const VERSIONS_MAX = 1_000

export type PolicyCommand =
  | ({ type: 'ProposePolicy'; lender: OrganisationId; hand: Hand; now: Instant } & PolicyText)
  | { type: 'AdoptPolicy'; version: number; hand: Hand; now: Instant }
  | { type: 'DropPolicy'; version: number; hand: Hand; now: Instant }

export function decide(state: Policy, command: PolicyCommand): readonly PolicyEvent[] {
  const { hand } = command
  switch (command.type) {
    case 'ProposePolicy': {
      const { lender, tiers, workingDays, scorecard } = command
      checkTiers(tiers)
      if (scorecard) checkScorecard(scorecard)
      const version = (state.status === 'kept' ? state.versions : 0) + 1
      if (version > VERSIONS_MAX) throw refuse('policy/too-many-versions', { max: VERSIONS_MAX })
      return [{ type: 'PolicyProposed', lender, version, hand, tiers, workingDays, scorecard }]
    }
    case 'AdoptPolicy': {
      const { version } = command
      if (state.status === 'kept' && state.inForce?.version === version) return [] // the version says which, so saying it twice is harmless
      const both = behindBoth(proposedIn(state, version).hand, hand, [])
      if (both.length > 0) throw refuse('policy/four-eyes', { both })
      return [{ type: 'PolicyAdopted', version, hand }]
    }
    case 'DropPolicy':
      proposedIn(state, command.version)
      return [{ type: 'PolicyDropped', version: command.version, hand }]
    default:
      return never(command)
  }
}

export const policyDecider = { initial, decide, evolve }

function proposedIn(state: Policy, version: number) {
  if (state.status === 'kept' && state.proposed?.version === version) return state.proposed
  throw refuse('policy/not-proposed', { version })
}
