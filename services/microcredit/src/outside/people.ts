// Who a person is, asked of partners at the moment it is needed and kept nowhere here.
// Guarantees: the NIK is in the answer alone, never in an address, a cache or a log. Does not guarantee: that they are verified;
// the answer says whether partners has verified them.
import { outside, type Down, type OutsideOptions } from '@simpul/platform/outside'
import { Type } from 'typebox'

const Person = Type.Object({
  id: Type.String(),
  verified: Type.Boolean(),
  name: Type.String(),
  nik: Type.String(),
  birthDate: Type.String(),
})
const Problem = Type.Object({ code: Type.String() })

export type PersonAnswer =
  | {
      readonly kind: 'known'
      readonly verified: boolean
      readonly name: string
      readonly nik: string
      readonly birthDate: string
    }
  /** Not registered, or erased. */
  | { readonly kind: 'unknown' }
  | Down

export interface People {
  identityOf(person: string, purpose: 'kur-checks' | 'kur-akad'): Promise<PersonAnswer>
}

export const PEOPLE_BOUNDS = { timeoutMs: 3_000, attempts: 3, breaker: { failures: 10, openForMs: 5_000 } } as const

export function people(options: Pick<OutsideOptions, 'baseUrl' | 'headers'> & Partial<OutsideOptions>): People {
  const ask = outside({ ...PEOPLE_BOUNDS, ...options, name: 'partners' }).question({
    operation: 'person',
    answers: { 200: Person, 404: Problem },
    request: ({ person, purpose }: { person: string; purpose: string }) => ({
      method: 'GET',
      path: `/internal/people/${encodeURIComponent(person)}?by=microcredit&purpose=${purpose}`,
    }),
  })
  return {
    async identityOf(person, purpose) {
      const answer = await ask({ person, purpose })
      if (answer.kind === 'down') return answer
      if (answer.value.status === 404) return { kind: 'unknown' }
      const { verified, name, nik, birthDate } = answer.value.body
      return { kind: 'known', verified, name, nik, birthDate }
    },
  }
}
