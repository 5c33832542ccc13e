// Ids that the compiler keeps apart. They are UUIDs; making one needs randomness or a hash, so it happens in packages/platform.
// Guarantees: an ApplicationId is not accepted where a PersonId is wanted.
// Does not guarantee: that the thing exists.

export type Id<Of extends string> = string & { readonly __brand?: Of }

export type PersonId = Id<'PersonId'>
export type OrganisationId = Id<'OrganisationId'>
/** A person or an organisation: whoever can apply, lend, sell or buy. */
export type PartyId = PersonId | OrganisationId
export type ApplicationId = Id<'ApplicationId'>
export type LoanId = Id<'LoanId'>
export type QuotaId = Id<'QuotaId'>

/** RFC 9562 text form in lower case, any version; the nil UUID is not an id. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)
}
