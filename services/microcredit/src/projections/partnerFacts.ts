// What microcredit knows of people and organisations without asking: one row a party, from partners' events.
// Guarantees: a pure fold; no personal data in it, only what kind of party it is, what its verification came to.
// Does not guarantee: that it is as new as partners: `asOf` says from when it is. What binds money asks partners itself (outside/rights.ts).
import { partyContract, type EventOf } from '@simpul/contracts'
import { never, type Day, type Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'

type PartyEvent = EventOf<typeof partyContract>

export type Standing = 'unverified' | 'checking' | 'verified' | 'mismatch' | 'duplicate' | 'manual' | 'rejected' | 'withdrawn'

export type PartnerFacts = {
  /** `person`, or the kind of an organisation. */
  readonly kind: string
  readonly standing: Standing
  readonly hasNib: boolean
  /** A sole owner's is with the person, not with the warung. */
  readonly hasNpwp: boolean
  readonly businessStartedOn: Day | null
  /** When the latest of these became so. */
  readonly asOf: Instant
}

export const partnerFacts = projection<PartnerFacts, PartyEvent>({
  name: 'partnerFacts',
  from: partyContract,
  indexes: [],
  fold(row, event, { time }) {
    const next = row ? changed(row, event) : begun(event)
    return next && next !== row ? { ...next, asOf: time } : row
  },
})

type Facts = Omit<PartnerFacts, 'asOf'>

/** Null for what cannot be a party's first event; the ordered consumer lets none come first. */
function begun(event: PartyEvent): Facts | null {
  const fresh = { standing: 'unverified', businessStartedOn: null } as const
  if (event.type === 'PersonRegistered') return { ...fresh, kind: 'person', hasNib: false, hasNpwp: event.hasNpwp === true }
  if (event.type !== 'OrganisationRegistered') return null
  return { ...fresh, kind: event.kind, ...numbersOf(event) }
}

const numbersOf = ({ nib, npwp }: { nib?: string; npwp?: string }) => ({ hasNib: nib !== undefined, hasNpwp: npwp !== undefined })

function changed(row: Facts, event: PartyEvent): Facts {
  switch (event.type) {
    case 'PersonRegistered':
    case 'OrganisationRegistered':
    // Who may what is asked of partners when it matters: a copy of it would still name who withdrew a second ago, or for good.
    case 'RoleGranted':
    case 'RoleRevoked':
    case 'RoleDelegated':
    case 'DelegationEnded':
    case 'NumbersReleased':
      return row
    case 'PersonCorrected':
      return { ...row, hasNpwp: event.hasNpwp === true }
    case 'OrganisationCorrected':
      return { ...row, ...numbersOf(event) }
    case 'BusinessFactsDeclared':
      return { ...row, businessStartedOn: event.businessStartedOn }
    default:
      return { ...row, standing: standingAfter(event) }
  }
}

type Verdict = Extract<
  PartyEvent,
  {
    type:
      | 'VerificationRequested'
      | 'CaseAccepted'
      | 'VerificationLapsed'
      | 'RecheckOrdered'
      | 'PartyVerified'
      | 'MismatchFound'
      | 'DuplicateFound'
      | 'ManualCheckNeeded'
      | 'CaseRejected'
      | 'PartyWithdrawn'
  }
>

function standingAfter(event: Verdict): Standing {
  switch (event.type) {
    case 'VerificationRequested':
    case 'CaseAccepted': // what is left is the claim of the number
      return 'checking'
    case 'VerificationLapsed':
    case 'RecheckOrdered':
      return 'unverified'
    case 'PartyVerified':
      return 'verified'
    case 'MismatchFound':
      return 'mismatch'
    case 'DuplicateFound':
      return 'duplicate'
    case 'ManualCheckNeeded':
      return 'manual'
    case 'CaseRejected':
      return 'rejected'
    case 'PartyWithdrawn':
      return 'withdrawn'
    default:
      return never(event)
  }
}
