// What may be done with a party, in six parts: registering and correcting, checking, the officer's case, roles, withdrawing; and
// delegating, in decideDelegation.ts.
// Formats (NIK, NPWP, NIB, region, KBLI) were checked at the edge, before sealing; here are only the rules.
// Guarantees: an outcome counts for the check that is under way alone; an organisation keeps somebody who may grant roles.
// Does not: keep numbers unique; claims do (verification/activities.ts).
import { dayInWib, never, type Day, type Instant, type Sealed } from '@simpul/kernel'
import { refuse } from '../refusals.ts'
import { delegateRole, endDelegation, type DelegationCommand } from './decideDelegation.ts'
import {
  CHECKS_MAX,
  IDENTITY_FIELDS,
  MEMBERS_MAX,
  PERSON_FIELDS_REQUIRED,
  evolve,
  factsOf,
  holds,
  initial,
  isManager,
  kindOf,
  type Kbli,
  type Organisation,
  type OrganisationFacts,
  type Party,
  type PartyEvent,
  type Person,
  type UncheckableReason,
} from './party.ts'
import { ROLES_OF, type OrganisationKind, type PartyId, type Role } from './role.ts'

type At = { readonly now: Instant }

type RegisteringCommand = At &
  (
    | { readonly type: 'RegisterPerson'; readonly region: string; readonly sealed: Sealed }
    | (OrganisationFacts & {
        readonly type: 'RegisterOrganisation'
        readonly kind: OrganisationKind
        readonly sealed?: Sealed
        /** Becomes the first manager. */
        readonly manager: PartyId
        /** Subject who registers it. */
        readonly by: string
      })
    /** `sealed` holds all fields anew; `changed` names those whose words differ, found by whoever could open both. */
    | { readonly type: 'CorrectPerson'; readonly region: string; readonly changed: readonly string[]; readonly sealed: Sealed }
    | (OrganisationFacts & {
        readonly type: 'CorrectOrganisation'
        readonly changed: readonly string[]
        readonly sealed?: Sealed
      })
    | { readonly type: 'DeclareBusinessFacts'; readonly businessStartedOn: Day; readonly sector: Kbli }
  )

type CheckingCommand = At &
  (
    | { readonly type: 'RequestVerification' }
    /** After the claim of the number: the procedure inserts it first. */
    | { readonly type: 'RecordVerified'; readonly round: number; readonly by: 'dukcapil' | 'oss' | 'officer' }
    | {
        readonly type: 'RecordMismatch'
        readonly round: number
        readonly fields: readonly string[]
        /** What the outside system answered, kept as a file. */
        readonly evidenceRef: string
      }
    | { readonly type: 'RecordDuplicate'; readonly round: number; readonly number: 'nik' | 'nib'; readonly takenBy: PartyId }
    | { readonly type: 'RecordUncheckable'; readonly round: number; readonly reason: UncheckableReason }
  )

type CaseCommand = At & { readonly round: number; readonly officer: string } & (
    | { readonly type: 'AcceptCase'; readonly evidenceRef: string }
    /** `reasonRef`: the officer's words, sealed, because they are about a person. */
    | { readonly type: 'RejectCase'; readonly reasonRef: string }
    | { readonly type: 'RecheckCase' }
  )

/** `as` is who asks: a manager of this organisation, or the operator who helps one that has lost its people. */
type RoleCommand = At & {
  readonly person: PartyId
  readonly role: Role
  readonly by: PartyId
  readonly as: 'manager' | 'operator'
} & ({ readonly type: 'GrantRole' } | { readonly type: 'RevokeRole' })

/** `RecordNumbersReleased`: after their claims went; the procedure of a withdrawal does that. */
type WithdrawingCommand = At &
  ({ readonly type: 'WithdrawParty'; readonly by: string } | { readonly type: 'RecordNumbersReleased' })

export type PartyCommand =
  RegisteringCommand | CheckingCommand | CaseCommand | RoleCommand | DelegationCommand | WithdrawingCommand

export function decide(state: Party, command: PartyCommand): readonly PartyEvent[] {
  switch (command.type) {
    case 'RegisterPerson':
    case 'RegisterOrganisation':
      if (state.status !== 'none') throw refuse('party/already-registered')
      return register(command)
    case 'CorrectPerson':
      return correctPerson(person(state), command)
    case 'CorrectOrganisation':
      return correctOrganisation(organisation(state), command)
    case 'DeclareBusinessFacts':
      return declareBusinessFacts(organisation(state), command)
    case 'RequestVerification':
      return requestVerification(registered(state))
    case 'RecordVerified':
    case 'RecordMismatch':
    case 'RecordDuplicate':
    case 'RecordUncheckable':
      return recordOutcome(registered(state), command)
    case 'AcceptCase':
    case 'RejectCase':
    case 'RecheckCase':
      return decideCase(registered(state), command)
    case 'GrantRole':
      return grantRole(organisation(state), command)
    case 'RevokeRole':
      return revokeRole(organisation(state), command)
    case 'DelegateRole':
      return delegateRole(organisation(state), command)
    case 'EndDelegation':
      return endDelegation(organisation(state), command)
    case 'WithdrawParty':
      return [{ type: 'PartyWithdrawn', kind: kindOf(registered(state)), by: command.by, at: command.now }]
    case 'RecordNumbersReleased':
      return recordNumbersReleased(state, command.now)
    default:
      return never(command)
  }
}

export const party = { initial, decide, evolve }

function registered(state: Party): Person | Organisation {
  if (state.status === 'none') throw refuse('party/not-registered')
  if (state.status === 'withdrawn') throw refuse('party/withdrawn', { since: state.since })
  return state
}

function recordNumbersReleased(state: Party, at: Instant): readonly PartyEvent[] {
  if (state.status !== 'withdrawn') throw refuse('party/not-withdrawn')
  return state.numbersReleased ? [] : [{ type: 'NumbersReleased', at }]
}

function person(state: Party): Person {
  const found = registered(state)
  if (found.status !== 'person') throw refuse('party/not-a-person')
  return found
}

function organisation(state: Party): Organisation {
  const found = registered(state)
  if (found.status !== 'organisation') throw refuse('party/not-an-organisation')
  return found
}

type Command<Type extends PartyCommand['type']> = Extract<PartyCommand, { type: Type }>

function register(command: Command<'RegisterPerson' | 'RegisterOrganisation'>): readonly PartyEvent[] {
  if (command.type === 'RegisterPerson') {
    const { region, sealed, now } = command
    requireIdentity(sealed)
    return [{ type: 'PersonRegistered', region, ...npwpOf(sealed), at: now, sealed }]
  }
  const { kind, manager, by, sealed, now } = command
  requireNoPersonalNpwp(kind, command)
  return [
    { type: 'OrganisationRegistered', kind, ...factsOf(command), at: now, ...(sealed ? { sealed } : {}) },
    { type: 'RoleGranted', person: manager, role: ROLES_OF[kind][0], grantedBy: by },
  ]
}

function correctPerson(state: Person, command: Command<'CorrectPerson'>): readonly PartyEvent[] {
  const { region, changed, sealed } = command
  if (changed.length === 0 && region === state.region) return [] // the same words sealed anew are no correction
  requireIdentity(sealed)
  return [{ type: 'PersonCorrected', region, ...npwpOf(sealed), changed, sealed }, ...lapse(state, changed)]
}

/** That there is one is no personal datum; which it is stays sealed. */
const npwpOf = ({ fields }: Sealed) => (fields.includes('npwp') ? ({ hasNpwp: true } as const) : {})

function correctOrganisation(state: Organisation, command: Command<'CorrectOrganisation'>): readonly PartyEvent[] {
  requireNoPersonalNpwp(state.kind, command)
  const { sealed } = command
  const now = factsOf(command)
  const names = ['name', 'region', 'nib', 'npwp'] as const
  const changed = [...names.filter((field) => now[field] !== state.facts[field]), ...command.changed]
  if (changed.length === 0) return []
  return [{ type: 'OrganisationCorrected', ...now, changed, ...(sealed ? { sealed } : {}) }, ...lapse(state, changed)]
}

/** A verification says that these very words were checked. It does not outlive them; neither does a check under way or a case. */
function lapse(state: Person | Organisation, changed: readonly string[]): readonly PartyEvent[] {
  const identifying = state.status === 'person' ? IDENTITY_FIELDS : ['name', 'nib']
  const touched = changed.filter((field) => identifying.includes(field))
  if (touched.length === 0 || state.verification.status === 'unverified') return []
  return [{ type: 'VerificationLapsed', round: state.round, changed: touched }]
}

function declareBusinessFacts(state: Organisation, command: Command<'DeclareBusinessFacts'>): readonly PartyEvent[] {
  const { businessStartedOn, sector } = command
  const today = dayInWib(command.now)
  if (businessStartedOn > today)
    throw refuse('party/started-in-the-future', { field: 'businessStartedOn', businessStartedOn, today })
  const declared = state.business
  if (
    declared?.startedOn === businessStartedOn &&
    declared.sector.code === sector.code &&
    declared.sector.version === sector.version
  ) {
    return []
  }
  return [{ type: 'BusinessFactsDeclared', kind: state.kind, businessStartedOn, sector }]
}

function requestVerification(state: Person | Organisation): readonly PartyEvent[] {
  const { status } = state.verification
  switch (status) {
    case 'checking':
      throw refuse('party/being-checked')
    case 'verified':
      throw refuse('party/already-verified')
    case 'mismatch':
    case 'duplicate':
    case 'manual':
      throw refuse('party/case-is-open', { status })
    case 'unverified':
    case 'rejected':
      if (state.round >= CHECKS_MAX) throw refuse('party/too-many-checks', { max: CHECKS_MAX })
      return [nextRound(state)]
    default:
      return never(status)
  }
}

const nextRound = (state: Person | Organisation): PartyEvent => ({
  type: 'VerificationRequested',
  round: state.round + 1,
  kind: kindOf(state),
})

type Outcome = Command<'RecordVerified' | 'RecordMismatch' | 'RecordDuplicate' | 'RecordUncheckable'>

function recordOutcome(state: Person | Organisation, command: Outcome): readonly PartyEvent[] {
  const { round } = command
  const { verification } = state
  if (round !== state.round || verification.status !== 'checking') {
    throw refuse('party/check-is-over', { round, current: state.round, status: verification.status })
  }
  switch (command.type) {
    case 'RecordVerified':
      if (command.by === 'officer' && verification.acceptedBy === undefined) throw refuse('party/not-accepted-by-officer')
      return [{ type: 'PartyVerified', round, kind: kindOf(state), by: command.by, at: command.now }]
    case 'RecordMismatch':
      return [{ type: 'MismatchFound', round, fields: command.fields, evidenceRef: command.evidenceRef }]
    case 'RecordDuplicate':
      return [{ type: 'DuplicateFound', round, number: command.number, takenBy: command.takenBy }]
    case 'RecordUncheckable':
      return [{ type: 'ManualCheckNeeded', round, reason: command.reason }]
    default:
      return never(command)
  }
}

function decideCase(state: Person | Organisation, command: CaseCommand): readonly PartyEvent[] {
  const { round, officer } = command
  const { verification } = state
  if (round !== state.round) {
    throw refuse('party/check-is-over', { round, current: state.round, status: verification.status })
  }
  const open = verification.status === 'mismatch' || verification.status === 'manual' || verification.status === 'duplicate'
  if (!open) throw refuse('party/no-open-case', { status: verification.status })
  switch (command.type) {
    case 'AcceptCase':
      // One verified party a number: an officer may judge who someone is, but cannot make a number belong to two.
      if (verification.status === 'duplicate') {
        throw refuse('party/duplicate-cannot-be-accepted', { takenBy: verification.takenBy })
      }
      return [{ type: 'CaseAccepted', round, officer, evidenceRef: command.evidenceRef }]
    case 'RejectCase':
      return [{ type: 'CaseRejected', round, officer, reasonRef: command.reasonRef }]
    case 'RecheckCase':
      return [{ type: 'RecheckOrdered', round, officer }, nextRound(state)]
    default:
      return never(command)
  }
}

function grantRole(state: Organisation, command: Command<'GrantRole'>): readonly PartyEvent[] {
  requireManager(state, command)
  const allowed: readonly Role[] = ROLES_OF[state.kind]
  const { role, by } = command
  if (!allowed.includes(role)) throw refuse('party/role-does-not-fit', { role, kind: state.kind, allowed: allowed.join(', ') })
  if (holds(state, command.person, role)) return []
  const isNew = !Object.hasOwn(state.roles, command.person)
  if (isNew && Object.keys(state.roles).length >= MEMBERS_MAX) throw refuse('party/too-many-members', { max: MEMBERS_MAX })
  return [{ type: 'RoleGranted', person: command.person, role, grantedBy: by }]
}

function revokeRole(state: Organisation, command: Command<'RevokeRole'>): readonly PartyEvent[] {
  requireManager(state, command)
  const { role, by } = command
  if (!holds(state, command.person, role)) throw refuse('party/role-not-held', { role })
  const revoked: PartyEvent = { type: 'RoleRevoked', person: command.person, role, revokedBy: by }
  const after = evolve(state, revoked) as Organisation
  if (!Object.keys(after.roles).some((member) => isManager(after, member))) throw refuse('party/last-manager')
  return [revoked]
}

function requireManager(state: Organisation, command: RoleCommand): void {
  if (command.as === 'manager' && !isManager(state, command.by)) throw refuse('party/not-a-manager')
}

function requireIdentity(sealed: Sealed): void {
  const missing = PERSON_FIELDS_REQUIRED.filter((field) => !sealed.fields.includes(field))
  if (missing.length > 0) throw refuse('party/personal-data-incomplete', { missing: missing.join(', ') })
}

/** A warung is its owner (usaha perorangan): since 2024 its NPWP is the owner's NIK (PMK 112/2022), which never begins with 0. */
function requireNoPersonalNpwp(kind: OrganisationKind, { npwp }: OrganisationFacts): void {
  if (npwp !== undefined && (kind === 'warung' || !npwp.startsWith('0'))) throw refuse('party/npwp-is-personal')
}
