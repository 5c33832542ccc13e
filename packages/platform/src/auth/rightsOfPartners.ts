// Rights of this second as partners keeps them (roles and delegations), for every service that asks.
// Guarantees: asked anew each time, never cached; no answer in time is `unreachable`, which is no right; an organisation that does not count
// for the service gives none. Shown by partners.test.ts and rights.test.ts.
import { Type } from 'typebox'
import { outside, type OutsideOptions } from '../outside/outside.ts'
import { isRole, type Actor } from './actor.ts'
import type { AskRights } from './rights.ts'

const Answer = Type.Object({
  kind: Type.Union([Type.Null(), Type.String()]),
  verified: Type.Boolean(),
  roles: Type.Array(Type.String()),
  actsFor: Type.Array(Type.String()),
})

/** Somebody waits for it with a thumb on a button: two attempts of two seconds. A rush is many thumbs in one second. */
export const RIGHTS_BOUNDS = {
  timeoutMs: 2_000,
  attempts: 2,
  inFlightMax: 256,
  breaker: { failures: 10, openForMs: 1_000 },
} as const

export type RightsOptions = Pick<OutsideOptions, 'baseUrl' | 'headers'> & Partial<OutsideOptions>

export interface WhoseRights {
  organisationOf(actor: Actor): string
  personOf(actor: Actor): string
  /** Whether an organisation of this kind gives rights in the service at all. */
  counts(organisation: { readonly kind: string | null; readonly verified: boolean }): boolean
}

export function rightsOfPartners({ organisationOf, personOf, counts }: WhoseRights, options: RightsOptions): AskRights {
  const ask = outside({ ...RIGHTS_BOUNDS, ...options, name: 'partners' }).question({
    operation: 'rights',
    answers: { 200: Answer },
    request: ({ organisation, person }: { organisation: string; person: string }) => ({
      method: 'GET',
      path: `/internal/organisations/${encodeURIComponent(organisation)}/rights/${encodeURIComponent(person)}`,
    }),
  })
  return async (actor) => {
    const answer = await ask({ organisation: organisationOf(actor), person: personOf(actor) })
    if (answer.kind === 'down') return { kind: 'unreachable' }
    const { kind, verified, roles, actsFor } = answer.value.body
    return { kind: 'held', roles: counts({ kind, verified }) ? roles.filter(isRole) : [], actsFor }
  }
}
