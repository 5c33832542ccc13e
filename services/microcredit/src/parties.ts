// Who takes part in a credit: ids only. Names, NIK and addresses stay at partners.
// Guarantees: two decisions of one file are independent only when no person stands behind both, however long the chain of delegation.
import type { Instant, OrganisationId, PersonId } from '@simpul/kernel'

export type { OrganisationId, PersonId }

/** Who acts, and on whose behalf: the nearest delegator first. Looked up by the route from the caller's rights. */
export type Hand = { readonly by: PersonId; readonly actsFor: readonly PersonId[] }

/** A delegation on one file: `to` may act for `from` until then. */
export type Delegation = { readonly from: PersonId; readonly to: PersonId; readonly until: Instant }

export const DELEGATIONS_MAX = 20
export const ACTS_FOR_MAX = 5

/**
 * Everyone whose will a hand may carry out. A delegation that has run out still counts: what one asked the other to do does not
 * become independent by waiting.
 */
export function behind(hand: Hand, delegations: readonly Delegation[]): ReadonlySet<PersonId> {
  const people = new Set<PersonId>([hand.by, ...hand.actsFor])
  // A set grows while it is walked, so delegators of delegators are found too.
  for (const person of people) for (const each of delegations) if (each.to === person) people.add(each.from)
  return people
}

/** The people who stand behind both hands; empty when four eyes looked. */
export function behindBoth(one: Hand, other: Hand, delegations: readonly Delegation[]): readonly PersonId[] {
  const first = behind(one, delegations)
  return [...behind(other, delegations)].filter((person) => first.has(person))
}
