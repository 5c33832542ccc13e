// A party: a person, or an organisation with the people who act for it.
// Guarantees: personal data stands here only sealed; a party is verified only in the check that is under way; an organisation never
// loses its last manager. What identifies someone cannot change under a verification: the verification lapses.
// Does not guarantee: that a NIK or NIB is verified once (the claim that the procedure inserts does), nor who may ask (routes do).
import { never, type Day, type Instant, type Sealed } from '@simpul/kernel'
import { afterDelegation, type DelegationEvent, type Membership } from './delegations.ts'
import { MANAGING_ROLES, type OrganisationKind, type PartyId, type Role } from './role.ts'

export const MEMBERS_MAX = 500 // × 36 B of id and ≤ 40 B of roles = 38 kB, far from 16 MB

/** Checks that a party may start by itself; an officer's re-check is not counted against it. */
export const CHECKS_MAX = 20

export const PERSON_FIELDS_REQUIRED = ['birthDate', 'name', 'nik'] as const
/** What Dukcapil compares: a change of one of these ends a verification. */
export const IDENTITY_FIELDS: readonly string[] = PERSON_FIELDS_REQUIRED

export type Kbli = { readonly code: string; readonly version: '2020' | '2025' }
export type VerifiedBy = 'dukcapil' | 'oss' | 'officer'
/** `no-number`: an organisation without a NIB, which only an officer can judge. */
export type UncheckableReason = 'unavailable' | 'stale' | 'unreadable' | 'no-number'

/** `region` is a Kemendagri code, `73`, `73.08`, `73.08.11` or `73.08.11.2003`. A person's is never finer than the district. */
export type OrganisationFacts = {
  readonly name: string
  readonly region: string
  readonly nib?: string
  readonly npwp?: string
}

export type PartyEvent =
  | {
      readonly type: 'PersonRegistered'
      readonly region: string
      readonly hasNpwp?: true
      readonly at: Instant
      readonly sealed: Sealed
    }
  | (OrganisationFacts & {
      readonly type: 'OrganisationRegistered'
      readonly kind: OrganisationKind
      readonly at: Instant
      readonly sealed?: Sealed
    })
  | {
      readonly type: 'PersonCorrected'
      readonly region: string
      readonly hasNpwp?: true
      readonly changed: readonly string[]
      readonly sealed: Sealed
    }
  | (OrganisationFacts & {
      readonly type: 'OrganisationCorrected'
      readonly changed: readonly string[]
      readonly sealed?: Sealed
    })
  | {
      readonly type: 'BusinessFactsDeclared'
      readonly kind: OrganisationKind
      readonly businessStartedOn: Day
      readonly sector: Kbli
    }
  | { readonly type: 'VerificationRequested'; readonly round: number; readonly kind: 'person' | OrganisationKind }
  | { readonly type: 'VerificationLapsed'; readonly round: number; readonly changed: readonly string[] }
  | {
      readonly type: 'PartyVerified'
      readonly round: number
      readonly kind: 'person' | OrganisationKind
      readonly by: VerifiedBy
      readonly at: Instant
    }
  | { readonly type: 'MismatchFound'; readonly round: number; readonly fields: readonly string[]; readonly evidenceRef: string }
  | { readonly type: 'DuplicateFound'; readonly round: number; readonly number: 'nik' | 'nib'; readonly takenBy: PartyId }
  | { readonly type: 'ManualCheckNeeded'; readonly round: number; readonly reason: UncheckableReason }
  | { readonly type: 'CaseAccepted'; readonly round: number; readonly officer: string; readonly evidenceRef: string }
  | { readonly type: 'CaseRejected'; readonly round: number; readonly officer: string; readonly reasonRef: string }
  /** Ends the check; a new one begins with the next event. */
  | { readonly type: 'RecheckOrdered'; readonly round: number; readonly officer: string }
  | { readonly type: 'RoleGranted'; readonly person: PartyId; readonly role: Role; readonly grantedBy: string }
  | { readonly type: 'RoleRevoked'; readonly person: PartyId; readonly role: Role; readonly revokedBy: string }
  | DelegationEvent
  | { readonly type: 'PartyWithdrawn'; readonly kind: 'person' | OrganisationKind; readonly by: string; readonly at: Instant }
  /** Of a party that withdrew: its NIK or NIB may be verified for another one. */
  | { readonly type: 'NumbersReleased'; readonly at: Instant }

/** The events as others read them: without what is sealed. */
export type PublicPartyEvent = PublicOf<PartyEvent>
type PublicOf<Event> = Event extends unknown ? Omit<Event, 'sealed'> : never

export type Verification =
  | { readonly status: 'unverified' }
  /** `acceptedBy`: an officer answered for the outside system; what is left is the claim of the number. */
  | { readonly status: 'checking'; readonly acceptedBy?: string }
  | { readonly status: 'verified'; readonly by: VerifiedBy; readonly since: Instant }
  | { readonly status: 'mismatch'; readonly fields: readonly string[]; readonly evidenceRef: string }
  | { readonly status: 'duplicate'; readonly number: 'nik' | 'nib'; readonly takenBy: PartyId }
  | { readonly status: 'manual'; readonly reason: UncheckableReason }
  | { readonly status: 'rejected'; readonly officer: string; readonly reasonRef: string }

export type Person = {
  readonly status: 'person'
  readonly region: string
  readonly since: Instant
  readonly sealed: Sealed
  /** Checks started so far; the number of the latest one. */
  readonly round: number
  readonly verification: Verification
}

export type Organisation = Membership & {
  readonly status: 'organisation'
  readonly kind: OrganisationKind
  readonly facts: OrganisationFacts
  readonly since: Instant
  readonly sealed?: Sealed
  readonly business?: { readonly startedOn: Day; readonly sector: Kbli }
  readonly round: number
  readonly verification: Verification
}

/** Takes part no more. What was sealed stays in the event log until it is erased. */
export type Withdrawn = {
  readonly status: 'withdrawn'
  readonly kind: 'person' | OrganisationKind
  readonly since: Instant
  /** Nobody holds its numbers any more. */
  readonly numbersReleased: boolean
}

export type Party = { readonly status: 'none' } | Person | Organisation | Withdrawn

export const initial: Party = { status: 'none' }

export const kindOf = (party: Person | Organisation) => (party.status === 'person' ? 'person' : party.kind)

export const takesPart = (party: Party): party is Person | Organisation =>
  party.status === 'person' || party.status === 'organisation'

/** Whether a person may act for an organisation in a role, as of this state. */
export const holds = (party: Party, person: PartyId, role: Role) =>
  party.status === 'organisation' && Object.hasOwn(party.roles, person) && (party.roles[person]?.includes(role) ?? false)

export const isManager = (party: Party, person: PartyId) => MANAGING_ROLES.some((role) => holds(party, person, role))

export function evolve(state: Party, event: PartyEvent): Party {
  switch (event.type) {
    case 'PersonRegistered': {
      const { region, at, sealed } = event
      return { status: 'person', region, since: at, sealed, round: 0, verification: { status: 'unverified' } }
    }
    case 'OrganisationRegistered': {
      const { kind, at } = event
      const fresh = { round: 0, verification: { status: 'unverified' }, roles: {} } as const
      return { status: 'organisation', kind, facts: factsOf(event), since: at, ...sealedOf(event), ...fresh }
    }
    case 'PersonCorrected':
      return state.status === 'person' ? { ...state, region: event.region, sealed: event.sealed } : state
    case 'OrganisationCorrected':
      return state.status === 'organisation' ? { ...state, facts: factsOf(event), ...sealedOf(event) } : state
    case 'BusinessFactsDeclared':
      if (state.status !== 'organisation') return state
      return { ...state, business: { startedOn: event.businessStartedOn, sector: event.sector } }
    case 'VerificationRequested':
      return takesPart(state) ? { ...state, round: event.round, verification: { status: 'checking' } } : state
    case 'RoleGranted':
      return withRoles(state, event.person, (held) => [...held, event.role])
    case 'RoleRevoked':
      return withRoles(state, event.person, (held) => held.filter((role) => role !== event.role))
    case 'RoleDelegated':
    case 'DelegationEnded':
      return state.status === 'organisation' ? { ...state, delegations: afterDelegation(state.delegations, event) } : state
    case 'PartyWithdrawn':
      return { status: 'withdrawn', kind: event.kind, since: event.at, numbersReleased: false }
    case 'NumbersReleased':
      return state.status === 'withdrawn' ? { ...state, numbersReleased: true } : state
    default:
      return takesPart(state) ? { ...state, verification: verificationAfter(event) } : state
  }
}

type Outcome = Extract<
  PartyEvent,
  {
    type:
      | 'VerificationLapsed'
      | 'PartyVerified'
      | 'MismatchFound'
      | 'DuplicateFound'
      | 'ManualCheckNeeded'
      | 'CaseAccepted'
      | 'CaseRejected'
      | 'RecheckOrdered'
  }
>

function verificationAfter(event: Outcome): Verification {
  switch (event.type) {
    case 'VerificationLapsed':
    case 'RecheckOrdered':
      return { status: 'unverified' }
    case 'PartyVerified':
      return { status: 'verified', by: event.by, since: event.at }
    case 'MismatchFound':
      return { status: 'mismatch', fields: event.fields, evidenceRef: event.evidenceRef }
    case 'DuplicateFound':
      return { status: 'duplicate', number: event.number, takenBy: event.takenBy }
    case 'ManualCheckNeeded':
      return { status: 'manual', reason: event.reason }
    case 'CaseAccepted':
      return { status: 'checking', acceptedBy: event.officer }
    case 'CaseRejected':
      return { status: 'rejected', officer: event.officer, reasonRef: event.reasonRef }
    default:
      return never(event)
  }
}

/** Only these four, and absent where absent: an `undefined` would not survive storage. */
export const factsOf = ({ name, region, nib, npwp }: OrganisationFacts): OrganisationFacts => ({
  name,
  region,
  ...(nib === undefined ? {} : { nib }),
  ...(npwp === undefined ? {} : { npwp }),
})

const sealedOf = ({ sealed }: { sealed?: Sealed }) => (sealed === undefined ? {} : { sealed })

function withRoles(state: Party, person: PartyId, change: (held: readonly Role[]) => readonly Role[]): Party {
  if (state.status !== 'organisation') return state
  const { [person]: held = [], ...others } = state.roles
  const kept = change(held)
  return { ...state, roles: kept.length === 0 ? others : { ...others, [person]: kept } }
}
