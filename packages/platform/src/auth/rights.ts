// Rights of this second. A token may be an hour old; what binds money or a decision asks whoever keeps the rights, and takes no old answer.
// Guarantees: fails closed: no answer, no command; what comes back is never more than the token says.
// Does not guarantee: that a right is not withdrawn between this answer and the write, which follows at once.
import { refuse } from '../http/refusals.ts'
import type { Actor, Role } from './actor.ts'

export type Rights =
  | {
      readonly kind: 'held'
      /** In the actor's organisation, now. */
      readonly roles: readonly Role[]
      /** People on whose behalf they act there: the nearest first. */
      readonly actsFor: readonly string[]
    }
  | { readonly kind: 'unreachable' }

export type AskRights = (actor: Actor) => Promise<Rights>

/** The actor as their rights are now; refused when none of the route's roles is left, or when nobody could be asked. */
export async function confirmed(actor: Actor, roles: readonly Role[], ask: AskRights): Promise<Actor> {
  const rights = await ask(actor)
  if (rights.kind === 'unreachable') throw refuse('http/rights-unconfirmed')
  const held = actor.roles.filter((role) => rights.roles.includes(role))
  if (!held.some((role) => roles.includes(role))) throw refuse('http/right-withdrawn')
  return { ...actor, roles: held, actsFor: rights.actsFor }
}
