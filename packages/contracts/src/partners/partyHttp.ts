// What is asked of partners by HTTP about parties, and what it answers.
// Guarantees: closed objects. A number that people type (NIK, NPWP, NIB) is only bounded here: the service reads it and says in a
// sentence what is wrong with it. Personal fields come back masked.
import { Type, type TProperties } from 'typebox'

const closed = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })

const optional = Type.Optional
/** Does not begin or end with a space, and is one line. */
const line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^\\S(.*\\S)?$' })
const typed = Type.String({ minLength: 1, maxLength: 40 })
const uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
const round = Type.Integer({ minimum: 1, maximum: 10_000 })
const count = Type.Integer({ minimum: 0 })

const organisationKinds = ['warung', 'koperasi', 'penyalur', 'company', 'dinas'] as const
const kind = Type.Enum(['person', ...organisationKinds])
const role = Type.Enum(['owner', 'manager', 'officer', 'approver', 'lender-manager'])
const status = Type.Enum(['unverified', 'checking', 'verified', 'mismatch', 'duplicate', 'manual', 'rejected'])
const region = Type.String({ pattern: '^\\d{2}(\\.\\d{2}(\\.\\d{2}(\\.[123]\\d{3})?)?)?$', maxLength: 13 })
const regionOfPerson = Type.String({ pattern: '^\\d{2}(\\.\\d{2}(\\.\\d{2})?)?$', maxLength: 8 })
const contact = {
  phone: optional(Type.String({ pattern: '^\\+?\\d{8,15}$' })),
  email: optional(Type.String({ format: 'email', maxLength: 200 })),
  address: optional(line(500)),
}

export const RegisterPersonBody = closed({
  name: line(200),
  nik: typed,
  birthDate: typed,
  npwp: optional(typed),
  region: regionOfPerson,
  ...contact,
})

export const RegisterOrganisationBody = closed({
  kind: Type.Enum([...organisationKinds]),
  name: line(200),
  region,
  nib: optional(typed),
  npwp: optional(typed),
  ...contact,
})

/** Whole, as it shall stand from now on. */
export const CorrectOrganisationBody = closed({
  name: line(200),
  region,
  nib: optional(typed),
  npwp: optional(typed),
  ...contact,
})

export const BusinessFactsBody = closed({
  businessStartedOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  sector: closed({ code: Type.String({ pattern: '^\\d{5}$' }), version: Type.Enum(['2020', '2025']) }),
})

/** Which check is decided, so that an officer who looks at an old page decides nothing. */
export const RoundBody = closed({ round })
export const AcceptCaseBody = closed({ round, evidenceRef: uuid })
/** The officer's words about a person are a file, sealed; here is only its reference. */
export const RejectCaseBody = closed({ round, reasonRef: uuid })
export const RoleBody = closed({ person: uuid, role })
const instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' })
/** `startsAt` left out is now. */
export const DelegationBody = closed({ from: uuid, to: uuid, role, startsAt: optional(instant), endsAt: instant })
export const NothingBody = closed({})

/** Each masked, or absent. */
const personal = closed({
  name: optional(Type.String()),
  nik: optional(Type.String()),
  birthDate: optional(Type.String()),
  npwp: optional(Type.String()),
  phone: optional(Type.String()),
  email: optional(Type.String()),
  address: optional(Type.String()),
})
const member = closed({ person: Type.String(), roles: Type.Array(role) })
const delegation = closed({
  n: count,
  from: Type.String(),
  to: Type.String(),
  role,
  startsAt: Type.String(),
  endsAt: Type.String(),
})

export const PartyView = closed({
  id: Type.String(),
  version: count,
  kind,
  region: Type.String(),
  since: Type.String(),
  verification: closed({ status, round: count }),
  /** Public facts of an organisation. */
  name: optional(Type.String()),
  nib: optional(Type.String()),
  npwp: optional(Type.String()),
  /** For the party itself and for officers of partners. */
  members: optional(Type.Array(member)),
  delegations: optional(Type.Array(delegation)),
  personal: optional(personal),
  /** Instead of `personal`, once it was erased. */
  erased: optional(Type.Literal(true)),
})

export const DirectoryQuery = closed({
  kind: optional(kind),
  region: optional(region),
  status: optional(status),
  /** Those that the caller acts for. */
  member: optional(Type.Literal('me')),
})

export const DirectoryItem = closed({
  id: Type.String(),
  kind,
  name: Type.Union([Type.String(), Type.Null()]),
  region: Type.String(),
  status,
  /** The caller's own. */
  roles: Type.Array(role),
  since: Type.String(),
})

export const PartyHistory = closed({
  /** Where the next page begins (`?from=`). */
  nextFrom: Type.Union([count, Type.Null()]),
  entries: Type.Array(
    closed({
      sequence: count,
      type: Type.String(),
      at: Type.String(),
      actor: Type.String(),
      data: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
})
