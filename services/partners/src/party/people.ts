// The people of a request: who asks, and whom they name.
// Guarantees: a token without a person acts for nobody; an organisation is never taken for a person.
import type { Actor } from '@simpul/platform'
import { refuse } from '../refusals.ts'
import { party } from './aggregate.ts'
import type { PartyId } from './role.ts'
import type { Context } from './personalData.ts'

export function ownPerson({ person }: Actor): PartyId {
  if (person === undefined) throw refuse('party/no-person')
  return person
}

/** Whoever is given something here must be there to take it. */
export async function requirePerson({ commands }: Context, id: PartyId): Promise<void> {
  const state = (await commands.state(party, id))?.state
  if (state?.status === 'organisation') throw refuse('party/not-a-person')
  if (state?.status !== 'person') throw refuse('party/not-registered')
}
