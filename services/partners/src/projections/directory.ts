// The directory: one row a party, to find an organisation by kind, place and verification, or those that a person acts for.
// Guarantees: a pure fold; no personal data in it: a person is a row without a name. Who withdrew is seen no more.
// Does not guarantee: that a row is as new as the party (GET by id is), nor who may list people: `mayList` says what the route allows.
import { partyContract } from '@simpul/contracts'
import { never, type Instant } from '@simpul/kernel'
import { HIDDEN, projection } from '@simpul/platform'
import type { PublicPartyEvent, Verification } from '../party/party.ts'
import { ORGANISATION_KINDS, type OrganisationKind, type PartyId, type Role } from '../party/role.ts'

export type Kind = 'person' | OrganisationKind
export type VerificationStatus = Verification['status']

export type DirectoryRow = {
  readonly kind: Kind
  /** Public name of an organisation. */
  readonly name: string | null
  readonly region: string
  readonly status: VerificationStatus
  /** ≤ 500 (MEMBERS_MAX). */
  readonly roles: readonly { readonly person: PartyId; readonly roles: readonly Role[] }[]
  readonly since: Instant
}

export const directory = projection<DirectoryRow, PublicPartyEvent>({
  name: 'directory',
  from: partyContract,
  indexes: [{ keys: { kind: 1, region: 1 } }, { keys: { status: 1, since: -1 } }, { keys: { 'roles.person': 1 } }],
  fold(row, event) {
    switch (event.type) {
      case 'PersonRegistered':
        return { kind: 'person', name: null, region: event.region, status: 'unverified', roles: [], since: event.at }
      case 'OrganisationRegistered': {
        const { kind, name, region, at } = event
        return { kind, name, region, status: 'unverified', roles: [], since: at }
      }
      case 'PartyWithdrawn':
      case 'NumbersReleased':
        return HIDDEN
      default:
        return row && changed(row, event)
    }
  },
})

type Change = Exclude<
  PublicPartyEvent,
  { type: 'PersonRegistered' | 'OrganisationRegistered' | 'PartyWithdrawn' | 'NumbersReleased' }
>

function changed(row: DirectoryRow, event: Change): DirectoryRow {
  switch (event.type) {
    case 'PersonCorrected':
      return { ...row, region: event.region }
    case 'OrganisationCorrected':
      return { ...row, name: event.name, region: event.region }
    case 'BusinessFactsDeclared':
    case 'RoleDelegated': // whoever is lent a role is no member
    case 'DelegationEnded':
      return row
    case 'VerificationRequested':
    case 'CaseAccepted': // what is left is the claim of the number
      return { ...row, status: 'checking' }
    case 'VerificationLapsed':
    case 'RecheckOrdered':
      return { ...row, status: 'unverified' }
    case 'PartyVerified':
      return { ...row, status: 'verified' }
    case 'MismatchFound':
      return { ...row, status: 'mismatch' }
    case 'DuplicateFound':
      return { ...row, status: 'duplicate' }
    case 'ManualCheckNeeded':
      return { ...row, status: 'manual' }
    case 'CaseRejected':
      return { ...row, status: 'rejected' }
    case 'RoleGranted':
      return withRoles(row, event.person, (held) => [...held, event.role])
    case 'RoleRevoked':
      return withRoles(row, event.person, (held) => held.filter((role) => role !== event.role))
    default:
      return never(event)
  }
}

function withRoles(row: DirectoryRow, person: PartyId, change: (held: readonly Role[]) => readonly Role[]): DirectoryRow {
  const others = row.roles.filter((member) => member.person !== person)
  const kept = change(rolesHeld(row, person))
  return { ...row, roles: kept.length === 0 ? others : [...others, { person, roles: kept }] }
}

export const rolesHeld = (row: DirectoryRow, person: PartyId): readonly Role[] =>
  row.roles.find((member) => member.person === person)?.roles ?? []

export interface DirectorySearch {
  readonly kind?: Kind
  /** Everything in this province, regency, district or village. */
  readonly region?: string
  readonly status?: VerificationStatus
  /** What this person acts for. */
  readonly member?: PartyId
}

export function directoryFilter({ kind, region, status, member }: DirectorySearch, mayList: 'organisations' | 'everyone') {
  const listed: readonly Kind[] = mayList === 'everyone' ? ['person', ...ORGANISATION_KINDS] : ORGANISATION_KINDS
  return {
    kind: { $in: listed.filter((each) => kind === undefined || each === kind) },
    // `/` follows `.` in ASCII: from `73.08` to below `73.08/` is the regency with all below it, and an index can walk it.
    ...(region === undefined ? {} : { region: { $gte: region, $lt: `${region}/` } }),
    ...(status === undefined ? {} : { status }),
    ...(member === undefined ? {} : { 'roles.person': member }),
  }
}
