// Who a party is to others: its id, an organisation's kind, and the roles that a kind gives its people.

/** Ids are UUIDs and say nothing about the person. */
export type PartyId = string

export type OrganisationKind = 'warung' | 'koperasi' | 'penyalur' | 'company' | 'dinas'
export const ORGANISATION_KINDS = ['warung', 'koperasi', 'penyalur', 'company', 'dinas'] as const satisfies OrganisationKind[]

export type Role = 'owner' | 'manager' | 'officer' | 'approver' | 'lender-manager'
/** The first role of a kind is what its first manager gets. */
export const ROLES_OF = {
  warung: ['owner', 'manager'],
  koperasi: ['manager', 'officer'],
  penyalur: ['lender-manager', 'officer', 'approver'],
  company: ['manager', 'owner', 'officer'],
  dinas: ['manager', 'officer'],
} as const satisfies Record<OrganisationKind, readonly [Role, ...Role[]]>
/** Who holds one of these may grant and revoke roles. */
export const MANAGING_ROLES: readonly Role[] = ['owner', 'manager', 'lender-manager']
