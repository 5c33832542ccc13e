// The rules of a party as sentences that an officer could confirm or deny.
import { fold, type Sealed } from '@simpul/kernel'
import { at, behaviour, scenario } from '@simpul/testkit'
import { describe, expect, it } from 'vitest'
import { decide, party } from './decide.ts'
import { CHECKS_MAX, MEMBERS_MAX, evolve, holds, initial, type PartyEvent } from './party.ts'

const now = at('2026-05-10T10:00+07:00')
const later = at('2026-05-11T10:00+07:00')
const siti = 'b1c1ad6e-0000-5000-8000-000000000001'
const budi = 'b1c1ad6e-0000-5000-8000-000000000002'
const officer = 'officer-dewi'

const sealed: Sealed = { v: 1, person: siti, fields: ['birthDate', 'name', 'nik', 'phone'], iv: 'aXY', ct: 'Y3Q', tag: 'dGFn' }
const resealed: Sealed = { ...sealed, ct: 'bmV3' }
const nameless: Sealed = { ...sealed, fields: ['nik', 'phone'] }

const registered = { type: 'PersonRegistered', region: '73.08', at: now, sealed } as const
const asked = { type: 'VerificationRequested', round: 1, kind: 'person' } as const
const verified = { type: 'PartyVerified', round: 1, kind: 'person', by: 'dukcapil', at: now } as const
const mismatch = { type: 'MismatchFound', round: 1, fields: ['name'], evidenceRef: 'blob-1' } as const
const manual = { type: 'ManualCheckNeeded', round: 1, reason: 'unavailable' } as const
const duplicate = { type: 'DuplicateFound', round: 1, number: 'nik', takenBy: budi } as const
const accepted = { type: 'CaseAccepted', round: 1, officer, evidenceRef: 'blob-2' } as const
const rejected = { type: 'CaseRejected', round: 1, officer, reasonRef: 'text-1' } as const
const lapsed = { type: 'VerificationLapsed', round: 1, changed: ['nik'] } as const

const shop = { name: 'Warung Sumber Rejeki', region: '73.08.11', nib: '1234567890123' } as const
const warung = { type: 'OrganisationRegistered', kind: 'warung', ...shop, at: now } as const
const bank = { type: 'OrganisationRegistered', kind: 'penyalur', name: 'Bank Nusa', region: '73', at: now } as const
const owner = { type: 'RoleGranted', person: siti, role: 'owner', grantedBy: 'subject-siti' } as const
const lead = { type: 'RoleGranted', person: siti, role: 'lender-manager', grantedBy: 'subject-siti' } as const

behaviour('registering', party, [
  scenario('a person registers with sealed personal data and a region')
    .when({ type: 'RegisterPerson', region: '73.08', sealed, now })
    .then(registered),
  scenario('a person without name and birth date cannot be checked later, so is refused now')
    .when({ type: 'RegisterPerson', region: '73.08', sealed: nameless, now })
    .refused('party/personal-data-incomplete', { missing: 'birthDate, name' }),
  scenario('a party registers once')
    .given(registered)
    .when({ type: 'RegisterPerson', region: '73.08', sealed, now })
    .refused('party/already-registered'),
  scenario('who registers a warung is its owner')
    .when({ type: 'RegisterOrganisation', kind: 'warung', ...shop, manager: siti, by: 'subject-siti', now })
    .then(warung, owner),
  scenario('the first person of a penyalur manages its quota and people')
    .when({
      type: 'RegisterOrganisation',
      kind: 'penyalur',
      name: 'Bank Nusa',
      region: '73',
      manager: siti,
      by: 'subject-siti',
      now,
    })
    .then(bank, lead),
  scenario("a warung's NPWP is its owner's, thus personal and not to be public")
    .when({
      type: 'RegisterOrganisation',
      kind: 'warung',
      ...shop,
      npwp: '0123456782123000',
      manager: siti,
      by: 'subject-siti',
      now,
    })
    .refused('party/npwp-is-personal'),
  scenario('a NIK given as the NPWP of a company is a person’s')
    .when({
      type: 'RegisterOrganisation',
      kind: 'company',
      name: 'PT Maju Jaya',
      region: '31.71',
      npwp: '3171014108900001',
      manager: siti,
      by: 'subject-siti',
      now,
    })
    .refused('party/npwp-is-personal'),
  scenario('an organisation cannot be registered over another')
    .given(bank, lead)
    .when({ type: 'RegisterOrganisation', kind: 'warung', ...shop, manager: siti, by: 'subject-siti', now })
    .refused('party/already-registered'),
])

behaviour('correcting', party, [
  scenario('a new phone number leaves a verification as it is')
    .given(registered, asked, verified)
    .when({ type: 'CorrectPerson', region: '73.08', changed: ['phone'], sealed: resealed, now })
    .then({ type: 'PersonCorrected', region: '73.08', changed: ['phone'], sealed: resealed }),
  scenario('another NIK ends the verification')
    .given(registered, asked, verified)
    .when({ type: 'CorrectPerson', region: '73.08', changed: ['nik', 'phone'], sealed: resealed, now })
    .then({ type: 'PersonCorrected', region: '73.08', changed: ['nik', 'phone'], sealed: resealed }, lapsed),
  scenario('another NIK ends a check under way, which is about the old one')
    .given(registered, asked)
    .when({ type: 'CorrectPerson', region: '73.08', changed: ['nik'], sealed: resealed, now })
    .then({ type: 'PersonCorrected', region: '73.08', changed: ['nik'], sealed: resealed }, lapsed),
  scenario('who was never checked has nothing that could lapse')
    .given(registered)
    .when({ type: 'CorrectPerson', region: '73.08', changed: ['nik'], sealed: resealed, now })
    .then({ type: 'PersonCorrected', region: '73.08', changed: ['nik'], sealed: resealed }),
  scenario('the same words sealed anew are no correction')
    .given(registered)
    .when({ type: 'CorrectPerson', region: '73.08', changed: [], sealed: resealed, now })
    .then(),
  scenario('moving to another district is a correction')
    .given(registered)
    .when({ type: 'CorrectPerson', region: '73.09', changed: [], sealed: resealed, now })
    .then({ type: 'PersonCorrected', region: '73.09', changed: [], sealed: resealed }),
  scenario('a correction cannot take the name away')
    .given(registered)
    .when({ type: 'CorrectPerson', region: '73.08', changed: ['name'], sealed: nameless, now })
    .refused('party/personal-data-incomplete', { missing: 'birthDate, name' }),
  scenario('nobody is there to correct')
    .when({ type: 'CorrectPerson', region: '73.08', changed: ['name'], sealed, now })
    .refused('party/not-registered'),
  scenario('an organisation has no birth date to correct')
    .given(warung, owner)
    .when({ type: 'CorrectPerson', region: '73.08', changed: ['name'], sealed, now })
    .refused('party/not-a-person'),
  scenario('another NIB ends the verification of an organisation')
    .given(warung, owner, { ...asked, kind: 'warung' }, { ...verified, kind: 'warung', by: 'oss' })
    .when({ type: 'CorrectOrganisation', ...shop, nib: '3210987654321', changed: [], now })
    .then({ type: 'OrganisationCorrected', ...shop, nib: '3210987654321', changed: ['nib'] }, { ...lapsed, changed: ['nib'] }),
  scenario('moving the warung leaves its verification')
    .given(warung, owner, { ...asked, kind: 'warung' }, { ...verified, kind: 'warung', by: 'oss' })
    .when({ type: 'CorrectOrganisation', ...shop, region: '73.08.12', changed: [], now })
    .then({ type: 'OrganisationCorrected', ...shop, region: '73.08.12', changed: ['region'] }),
  scenario('an organisation corrected to what it is already')
    .given(warung, owner)
    .when({ type: 'CorrectOrganisation', ...shop, changed: [], now })
    .then(),
  scenario('a correction cannot give a warung a public NPWP')
    .given(warung, owner)
    .when({ type: 'CorrectOrganisation', ...shop, npwp: '0123456782123000', changed: [], now })
    .refused('party/npwp-is-personal'),
])

const sector = { code: '47112', version: '2020' } as const
const declared = { type: 'BusinessFactsDeclared', kind: 'warung', businessStartedOn: '2025-01-10', sector } as const

behaviour('business facts', party, [
  scenario('a warung says since when it trades and in what')
    .given(warung, owner)
    .when({ type: 'DeclareBusinessFacts', businessStartedOn: '2025-01-10', sector, now })
    .then(declared),
  scenario('a business that starts today in WIB has started, though UTC is a day behind')
    .given(warung, owner)
    .when({ type: 'DeclareBusinessFacts', businessStartedOn: '2026-05-10', sector, now: at('2026-05-10T00:30+07:00') })
    .then({ ...declared, businessStartedOn: '2026-05-10' }),
  scenario('a business that starts tomorrow has not started')
    .given(warung, owner)
    .when({ type: 'DeclareBusinessFacts', businessStartedOn: '2026-05-11', sector, now })
    .refused('party/started-in-the-future', { field: 'businessStartedOn', businessStartedOn: '2026-05-11', today: '2026-05-10' }),
  scenario('the same facts again')
    .given(warung, owner, declared)
    .when({ type: 'DeclareBusinessFacts', businessStartedOn: '2025-01-10', sector, now })
    .then(),
  scenario('the same number in another edition of KBLI is another sector')
    .given(warung, owner, declared)
    .when({ type: 'DeclareBusinessFacts', businessStartedOn: '2025-01-10', sector: { code: '47112', version: '2025' }, now })
    .then({ ...declared, sector: { code: '47112', version: '2025' } }),
  scenario('a person declares for the business, not for themselves')
    .given(registered)
    .when({ type: 'DeclareBusinessFacts', businessStartedOn: '2025-01-10', sector, now })
    .refused('party/not-an-organisation'),
])

behaviour('checking', party, [
  scenario('the first check').given(registered).when({ type: 'RequestVerification', now }).then(asked),
  scenario('one check at a time')
    .given(registered, asked)
    .when({ type: 'RequestVerification', now })
    .refused('party/being-checked'),
  scenario('who is verified needs no check')
    .given(registered, asked, verified)
    .when({ type: 'RequestVerification', now })
    .refused('party/already-verified'),
  scenario('a case is decided by an officer, not by asking again')
    .given(registered, asked, mismatch)
    .when({ type: 'RequestVerification', now })
    .refused('party/case-is-open', { status: 'mismatch' }),
  scenario('after a rejection a party may ask again')
    .given(registered, asked, mismatch, rejected)
    .when({ type: 'RequestVerification', now })
    .then({ ...asked, round: 2 }),
  scenario('a party cannot have itself checked without end')
    .given(registered, { ...asked, round: CHECKS_MAX }, { ...lapsed, round: CHECKS_MAX })
    .when({ type: 'RequestVerification', now })
    .refused('party/too-many-checks', { max: CHECKS_MAX }),
  scenario('the registry confirms')
    .given(registered, asked)
    .when({ type: 'RecordVerified', round: 1, by: 'dukcapil', now: later })
    .then({ ...verified, at: later }),
  scenario('the registry knows another name')
    .given(registered, asked)
    .when({ type: 'RecordMismatch', round: 1, fields: ['name'], evidenceRef: 'blob-1', now })
    .then(mismatch),
  scenario('another verified party holds the NIK')
    .given(registered, asked)
    .when({ type: 'RecordDuplicate', round: 1, number: 'nik', takenBy: budi, now })
    .then(duplicate),
  scenario('the registry does not answer')
    .given(registered, asked)
    .when({ type: 'RecordUncheckable', round: 1, reason: 'unavailable', now })
    .then(manual),
  scenario('the answer to a check whose question was corrected meanwhile counts for nothing')
    .given(registered, asked, lapsed)
    .when({ type: 'RecordVerified', round: 1, by: 'dukcapil', now })
    .refused('party/check-is-over', { round: 1, current: 1, status: 'unverified' }),
  scenario('the answer to an earlier check counts for nothing')
    .given(registered, asked, lapsed, { ...asked, round: 2 })
    .when({ type: 'RecordVerified', round: 1, by: 'dukcapil', now })
    .refused('party/check-is-over', { round: 1, current: 2, status: 'checking' }),
  scenario('no officer has accepted, so the procedure cannot say that one has')
    .given(registered, asked)
    .when({ type: 'RecordVerified', round: 1, by: 'officer', now })
    .refused('party/not-accepted-by-officer'),
])

behaviour('cases', party, [
  scenario('an officer accepts a mismatch with evidence; the number still has to be claimed')
    .given(registered, asked, mismatch)
    .when({ type: 'AcceptCase', round: 1, officer, evidenceRef: 'blob-2', now })
    .then(accepted),
  scenario('accepted and claimed is verified')
    .given(registered, asked, manual, accepted)
    .when({ type: 'RecordVerified', round: 1, by: 'officer', now })
    .then({ ...verified, by: 'officer' }),
  scenario('accepted, but the number is taken')
    .given(registered, asked, manual, accepted)
    .when({ type: 'RecordDuplicate', round: 1, number: 'nik', takenBy: budi, now })
    .then(duplicate),
  scenario('an officer cannot make one NIK belong to two people')
    .given(registered, asked, duplicate)
    .when({ type: 'AcceptCase', round: 1, officer, evidenceRef: 'blob-2', now })
    .refused('party/duplicate-cannot-be-accepted', { takenBy: budi }),
  scenario('an officer rejects with a reason')
    .given(registered, asked, duplicate)
    .when({ type: 'RejectCase', round: 1, officer, reasonRef: 'text-1', now })
    .then(rejected),
  scenario('after the other party gave the number back, an officer has it checked again')
    .given(registered, asked, duplicate)
    .when({ type: 'RecheckCase', round: 1, officer, now })
    .then({ type: 'RecheckOrdered', round: 1, officer }, { ...asked, round: 2 }),
  scenario('an officer may have it checked beyond what a party may by itself')
    .given(registered, { ...asked, round: CHECKS_MAX }, { ...manual, round: CHECKS_MAX })
    .when({ type: 'RecheckCase', round: CHECKS_MAX, officer, now })
    .then({ type: 'RecheckOrdered', round: CHECKS_MAX, officer }, { ...asked, round: CHECKS_MAX + 1 }),
  scenario('there is no case to decide')
    .given(registered, asked, verified)
    .when({ type: 'RejectCase', round: 1, officer, reasonRef: 'text-1', now })
    .refused('party/no-open-case', { status: 'verified' }),
  scenario('an officer who looks at an old page decides nothing')
    .given(registered, asked, lapsed, { ...asked, round: 2 }, { ...manual, round: 2 })
    .when({ type: 'AcceptCase', round: 1, officer, evidenceRef: 'blob-2', now })
    .refused('party/check-is-over', { round: 1, current: 2, status: 'manual' }),
])

const member = (n: number): PartyEvent => ({ type: 'RoleGranted', person: `person-${n}`, role: 'officer', grantedBy: siti })

behaviour('roles', party, [
  scenario('a manager appoints an officer')
    .given(bank, lead)
    .when({ type: 'GrantRole', person: budi, role: 'officer', by: siti, as: 'manager', now })
    .then({ type: 'RoleGranted', person: budi, role: 'officer', grantedBy: siti }),
  scenario('an officer appoints nobody')
    .given(bank, lead, { type: 'RoleGranted', person: budi, role: 'officer', grantedBy: siti })
    .when({ type: 'GrantRole', person: budi, role: 'approver', by: budi, as: 'manager', now })
    .refused('party/not-a-manager'),
  scenario('an officer dismisses nobody')
    .given(bank, lead, { type: 'RoleGranted', person: budi, role: 'officer', grantedBy: siti })
    .when({ type: 'RevokeRole', person: siti, role: 'lender-manager', by: budi, as: 'manager', now })
    .refused('party/not-a-manager'),
  scenario('the operator helps an organisation that lost its people')
    .given(bank, lead)
    .when({ type: 'GrantRole', person: budi, role: 'lender-manager', by: 'subject-operator', as: 'operator', now })
    .then({ type: 'RoleGranted', person: budi, role: 'lender-manager', grantedBy: 'subject-operator' }),
  scenario('a warung approves no loans')
    .given(warung, owner)
    .when({ type: 'GrantRole', person: budi, role: 'approver', by: siti, as: 'manager', now })
    .refused('party/role-does-not-fit', { role: 'approver', kind: 'warung', allowed: 'owner, manager' }),
  scenario('a role that is held already')
    .given(bank, lead)
    .when({ type: 'GrantRole', person: siti, role: 'lender-manager', by: siti, as: 'manager', now })
    .then(),
  scenario('an organisation that is full takes no new member')
    .given(bank, lead, ...Array.from({ length: MEMBERS_MAX - 1 }, (_, n) => member(n)))
    .when({ type: 'GrantRole', person: budi, role: 'officer', by: siti, as: 'manager', now })
    .refused('party/too-many-members', { max: MEMBERS_MAX }),
  scenario('an organisation that is full gives a member another role')
    .given(bank, lead, ...Array.from({ length: MEMBERS_MAX - 1 }, (_, n) => member(n)))
    .when({ type: 'GrantRole', person: 'person-0', role: 'approver', by: siti, as: 'manager', now })
    .then({ type: 'RoleGranted', person: 'person-0', role: 'approver', grantedBy: siti }),
  scenario('the last manager cannot be removed, not even by the operator')
    .given(bank, lead, { type: 'RoleGranted', person: budi, role: 'officer', grantedBy: siti })
    .when({ type: 'RevokeRole', person: siti, role: 'lender-manager', by: 'subject-operator', as: 'operator', now })
    .refused('party/last-manager'),
  scenario('a manager goes when another stays')
    .given(bank, lead, { ...lead, person: budi })
    .when({ type: 'RevokeRole', person: siti, role: 'lender-manager', by: siti, as: 'manager', now })
    .then({ type: 'RoleRevoked', person: siti, role: 'lender-manager', revokedBy: siti }),
  scenario('the last manager may give up a role that does not manage')
    .given(bank, lead, { ...lead, role: 'officer' })
    .when({ type: 'RevokeRole', person: siti, role: 'officer', by: siti, as: 'manager', now })
    .then({ type: 'RoleRevoked', person: siti, role: 'officer', revokedBy: siti }),
  scenario('a role that nobody holds cannot be taken away')
    .given(bank, lead)
    .when({ type: 'RevokeRole', person: budi, role: 'officer', by: siti, as: 'manager', now })
    .refused('party/role-not-held', { role: 'officer' }),
  scenario('a person has no roles to give')
    .given(registered)
    .when({ type: 'GrantRole', person: budi, role: 'officer', by: siti, as: 'operator', now })
    .refused('party/not-an-organisation'),
])

const gone = { type: 'PartyWithdrawn', kind: 'person', by: 'subject-siti', at: later } as const

behaviour('withdrawing', party, [
  scenario('a person takes part no more')
    .given(registered, asked)
    .when({ type: 'WithdrawParty', by: 'subject-siti', now: later })
    .then(gone),
  scenario('an organisation closes')
    .given(warung, owner)
    .when({ type: 'WithdrawParty', by: 'subject-siti', now: later })
    .then({ ...gone, kind: 'warung' }),
  scenario('a check that ends after the withdrawal verifies nobody')
    .given(registered, asked, gone)
    .when({ type: 'RecordVerified', round: 1, by: 'dukcapil', now: later })
    .refused('party/withdrawn', { since: later }),
  scenario('who withdrew does not come back over the old registration')
    .given(registered, gone)
    .when({ type: 'RegisterPerson', region: '73.08', sealed, now: later })
    .refused('party/already-registered'),
])

describe('holds', () => {
  const state = fold(party, [
    bank,
    lead,
    { ...lead, role: 'officer' },
    { type: 'RoleRevoked', person: siti, role: 'officer', revokedBy: siti },
  ])
  it('a role granted', () => expect(holds(state, siti, 'lender-manager')).toBe(true))
  it('not a role revoked', () => expect(holds(state, siti, 'officer')).toBe(false))
  it('not a stranger, and not a name that every object has', () => {
    expect(holds(state, budi, 'officer')).toBe(false)
    expect(holds(state, 'constructor', 'officer')).toBe(false)
  })
  it('not a person', () => expect(holds(fold(party, [registered]), siti, 'owner')).toBe(false))
})

describe('what goes to others', () => {
  it('says that a person has an NPWP, not which; and no more once it is taken away', () => {
    const withNpwp: Sealed = { ...sealed, fields: [...sealed.fields, 'npwp'] }
    const [told] = decide(initial, { type: 'RegisterPerson', region: '73.08', sealed: withNpwp, now })
    expect(told).toEqual({ ...registered, sealed: withNpwp, hasNpwp: true })
    const corrected = { type: 'CorrectPerson', region: '73.08', changed: ['npwp'], now } as const
    const state = fold(party, [registered])
    expect(decide(state, { ...corrected, sealed: withNpwp })[0]).toMatchObject({ hasNpwp: true })
    expect(decide(state, { ...corrected, sealed })[0]).not.toHaveProperty('hasNpwp')
  })
  it('has no field of a person outside `sealed`', () => {
    const events = decide(initial, { type: 'RegisterPerson', region: '73.08', sealed, now })
    expect(events.map((event) => Object.keys(event).toSorted())).toEqual([['at', 'region', 'sealed', 'type']])
  })
  it('who withdrew leaves nothing sealed in the state', () =>
    expect(fold(party, [registered, asked, gone])).toEqual({
      status: 'withdrawn',
      kind: 'person',
      since: later,
      numbersReleased: false,
    }))
  it('a member without roles leaves no trace in the state', () => {
    const revoked: PartyEvent = { type: 'RoleRevoked', person: siti, role: 'owner', revokedBy: siti }
    expect(evolve(fold(party, [warung, owner]), revoked)).toMatchObject({ roles: {} })
  })
})
