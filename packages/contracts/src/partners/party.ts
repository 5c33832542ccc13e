// What a party, a person or an organisation, says to the world, event by event.
// Guarantees: closed objects with room for ids, codes and an organisation's public facts alone; a NIK does not fit into `npwp`.
// Does not guarantee: that an organisation is not called after its owner: a warung's name is what stands above its door.
import { Type } from 'typebox'
import { closed, day, id, instant } from '../microcredit/shapes.ts'

const oneOf = <const Names extends string[]>(...names: Names) => Type.Enum(names)

const organisationKind = oneOf('warung', 'koperasi', 'penyalur', 'company', 'dinas')
const kind = Type.Union([Type.Literal('person'), organisationKind])
const role = oneOf('owner', 'manager', 'officer', 'approver', 'lender-manager')
/** Kemendagri codes: province, regency, district, village. */
const region = Type.String({ pattern: '^\\d{2}(\\.\\d{2}(\\.\\d{2}(\\.[123]\\d{3})?)?)?$' })
/** A person's is never finer than the district. */
const regionOfPerson = Type.String({ pattern: '^\\d{2}(\\.\\d{2}(\\.\\d{2})?)?$' })
/** Names of fields, never what stands in them. */
const fields = Type.Array(Type.String({ pattern: '^[A-Za-z]{1,40}$' }), { maxItems: 20 })
/** Whether a person has one; which it is stays sealed. Absent: none was given. */
const hasNpwp = Type.Optional(Type.Literal(true))
const round = Type.Integer({ minimum: 1, maximum: 10_000 })
/** The how-many-th of an organisation. */
const count = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const facts = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  region,
  nib: Type.Optional(Type.String({ pattern: '^\\d{13}$' })),
  /** Of the old series, in 16 digits. One that does not begin with 0 is a person's NIK. */
  npwp: Type.Optional(Type.String({ pattern: '^0\\d{15}$' })),
}

export const partyContract = {
  source: 'partners.party',
  types: {
    PersonRegistered: closed({ region: regionOfPerson, at: instant, hasNpwp }),
    OrganisationRegistered: closed({ kind: organisationKind, ...facts, at: instant }),
    PersonCorrected: closed({ region: regionOfPerson, changed: fields, hasNpwp }),
    OrganisationCorrected: closed({ ...facts, changed: fields }),
    BusinessFactsDeclared: closed({
      kind: organisationKind,
      businessStartedOn: day,
      sector: closed({ code: Type.String({ pattern: '^\\d{5}$' }), version: oneOf('2020', '2025') }),
    }),
    VerificationRequested: closed({ round, kind }),
    VerificationLapsed: closed({ round, changed: fields }),
    PartyVerified: closed({ round, kind, by: oneOf('dukcapil', 'oss', 'officer'), at: instant }),
    MismatchFound: closed({ round, fields, evidenceRef: id }),
    DuplicateFound: closed({ round, number: oneOf('nik', 'nib'), takenBy: id }),
    ManualCheckNeeded: closed({ round, reason: oneOf('unavailable', 'stale', 'unreadable', 'no-number') }),
    CaseAccepted: closed({ round, officer: id, evidenceRef: id }),
    CaseRejected: closed({ round, officer: id, reasonRef: id }),
    RecheckOrdered: closed({ round, officer: id }),
    RoleGranted: closed({ person: id, role, grantedBy: id }),
    RoleRevoked: closed({ person: id, role, revokedBy: id }),
    RoleDelegated: closed({ n: count, from: id, to: id, role, startsAt: instant, endsAt: instant, delegatedBy: id, at: instant }),
    DelegationEnded: closed({ n: count, endedBy: id, at: instant }),
    PartyWithdrawn: closed({ kind, by: id, at: instant }),
    NumbersReleased: closed({ at: instant }),
  },
}
