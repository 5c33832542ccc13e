// What somebody may do for their lender this second, asked of partners, which keeps roles and delegations.
// Guarantees: asked anew each time, never cached; no answer in time is `unreachable`, which is no right; only a
// verified penyalur has rights here.
import { isRole, type AskRights } from '@simpul/platform'
import { outside, type OutsideOptions } from '@simpul/platform/outside'
import { Type } from 'typebox'
import { lenderOf, personOf } from '../rights.ts'

const Answer = Type.Object({
  kind: Type.Union([Type.Null(), Type.String()]),
  verified: Type.Boolean(),
  roles: Type.Array(Type.String()),
  actsFor: Type.Array(Type.String()),
})

/** Somebody waits for it with a thumb on a button: two attempts of two seconds. A rush on a quota is many thumbs in one second. */
export const RIGHTS_BOUNDS = {
  timeoutMs: 2_000,
  attempts: 2,
  inFlightMax: 256,
  breaker: { failures: 10, openForMs: 1_000 },
} as const

export function rights(options: Pick<OutsideOptions, 'baseUrl' | 'headers'> & Partial<OutsideOptions>): AskRights {
  const ask = outside({ ...RIGHTS_BOUNDS, ...options, name: 'partners' }).question({
    operation: 'rights',
    answers: { 200: Answer },
    request: ({ organisation, person }: { organisation: string; person: string }) => ({
      method: 'GET',
      path: `/internal/organisations/${encodeURIComponent(organisation)}/rights/${encodeURIComponent(person)}`,
    }),
  })
  return async (actor) => {
    const answer = await ask({ organisation: lenderOf(actor), person: personOf(actor) })
    if (answer.kind === 'down') return { kind: 'unreachable' }
    const { kind, verified, roles, actsFor } = answer.value.body
    return { kind: 'held', roles: kind === 'penyalur' && verified ? roles.filter(isRole) : [], actsFor }
  }
}
