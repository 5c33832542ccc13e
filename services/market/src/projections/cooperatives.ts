// What the market knows of cooperatives without asking: one row each, from partners' events.
// Guarantees: a pure fold; `asOf` says since when it is so. Other parties have no row.
// Does not guarantee: that it is as new as partners; who may act for a cooperative is asked of partners (outside/rights.ts).
import { partyContract, type EventOf } from '@simpul/contracts'
import { never, type Instant } from '@simpul/kernel'
import { HIDDEN, projection } from '@simpul/platform'

type PartyEvent = EventOf<typeof partyContract>

export type CooperativeRow = {
  /** What stands above its door. */
  readonly name: string
  readonly region: string
  readonly verified: boolean
  readonly asOf: Instant
}

export const cooperatives = projection<CooperativeRow, PartyEvent>({
  name: 'cooperatives',
  from: partyContract,
  indexes: [],
  fold(row, event, { time }) {
    if (event.type === 'OrganisationRegistered')
      return event.kind === 'koperasi' ? { name: event.name, region: event.region, verified: false, asOf: time } : null
    if (!row) return null
    if (event.type === 'PartyWithdrawn' || event.type === 'NumbersReleased') return HIDDEN
    const next = changed(row, event)
    return next === row ? row : { ...next, asOf: time }
  },
})

type Change = Exclude<PartyEvent, { type: 'OrganisationRegistered' | 'PartyWithdrawn' | 'NumbersReleased' }>

function changed(row: CooperativeRow, event: Change): CooperativeRow {
  switch (event.type) {
    case 'OrganisationCorrected':
      return { ...row, name: event.name, region: event.region }
    case 'PartyVerified':
      return { ...row, verified: true }
    case 'VerificationRequested':
    case 'VerificationLapsed':
    case 'RecheckOrdered':
    case 'MismatchFound':
    case 'DuplicateFound':
    case 'ManualCheckNeeded':
    case 'CaseAccepted': // what is left is the claim of its number
    case 'CaseRejected':
      return row.verified ? { ...row, verified: false } : row
    case 'PersonRegistered':
    case 'PersonCorrected':
    case 'BusinessFactsDeclared':
    case 'RoleGranted':
    case 'RoleRevoked':
    case 'RoleDelegated':
    case 'DelegationEnded':
      return row
    default:
      return never(event)
  }
}
