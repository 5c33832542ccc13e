// What somebody may do for their cooperative this second, asked of partners, which keeps roles and delegations.
// Guarantees: asked anew each time; no answer in time is `unreachable`, which is no right; only a koperasi has rights here.
// Does not guarantee: that the koperasi is verified: an unverified one may prepare, what the public sees asks for more.
import { isRole, type AskRights } from '@simpul/platform'
import { outside, type OutsideOptions } from '@simpul/platform/outside'
import { Type } from 'typebox'
import { personOf, sellerOf } from '../rights.ts'

const Answer = Type.Object({
  kind: Type.Union([Type.Null(), Type.String()]),
  roles: Type.Array(Type.String()),
  actsFor: Type.Array(Type.String()),
})

/** Somebody waits for it with a thumb on a button. */
const BOUNDS = { timeoutMs: 2_000, attempts: 2, breaker: { failures: 10, openForMs: 1_000 } } as const

export function rights(options: Pick<OutsideOptions, 'baseUrl' | 'headers'> & Partial<OutsideOptions>): AskRights {
  const ask = outside({ ...BOUNDS, ...options, name: 'partners' }).question({
    operation: 'rights',
    answers: { 200: Answer },
    request: ({ organisation, person }: { organisation: string; person: string }) => ({
      method: 'GET',
      path: `/internal/organisations/${encodeURIComponent(organisation)}/rights/${encodeURIComponent(person)}`,
    }),
  })
  return async (actor) => {
    const answer = await ask({ organisation: sellerOf(actor), person: personOf(actor) })
    if (answer.kind === 'down') return { kind: 'unreachable' }
    const { kind, roles, actsFor } = answer.value.body
    return { kind: 'held', roles: kind === 'koperasi' ? roles.filter(isRole) : [], actsFor }
  }
}
