// Dukcapil, the population register: do this NIK, this name and this birthday belong together?
// Guarantees: the answer says how current it is; a system that is down is `down`, never a mismatch; NIK, name and birthday are in
// the request body alone, in no path, failure or cache key.
// Does not guarantee: the real interface, known only to those who have signed with Dukcapil: this file is where it will differ.
import { Type } from 'typebox'
import type { Instant } from '@simpul/kernel'
import { confidenceOf, outside, type Confidence, type Down, type OutsideOptions } from '@simpul/platform/outside'

export interface Person {
  readonly nik: string
  readonly name: string
  /** `YYYY-MM-DD`. */
  readonly birthDate: string
}

export type DukcapilField = 'name' | 'birthDate'

interface Dated {
  readonly asOf: Instant
  readonly confidence: Confidence
}

export type DukcapilAnswer =
  | ({ readonly kind: 'match' } & Dated)
  | ({ readonly kind: 'mismatch'; readonly fields: readonly DukcapilField[] } & Dated)
  | ({ readonly kind: 'not-found' } & Dated)
  | Down

/** What the verification needs of Dukcapil; an officer's manual check stands in when it is down. */
export interface Dukcapil {
  verify(person: Person): Promise<DukcapilAnswer>
}

const DAY_MS = 86_400_000
export const FIRM_FOR_MS = 30 * DAY_MS // ours: names and districts change by marriage and move; older than a month is no proof
export const CACHE = { freshMs: 10 * 60_000, staleMs: DAY_MS } // a form that is sent twice does not ask twice

const Verified = Type.Object({
  found: Type.Literal(true),
  fields: Type.Object({ name: Type.Boolean(), birthDate: Type.Boolean() }),
  asOf: Type.String({ maxLength: 40 }),
})
const Unknown = Type.Object({ found: Type.Literal(false) })

export const DUKCAPIL_BOUNDS = { timeoutMs: 5_000, attempts: 3, breaker: { failures: 5, openForMs: 30_000 } } as const

export function dukcapil(options: Pick<OutsideOptions, 'baseUrl'> & Partial<OutsideOptions>): Dukcapil {
  const clock = options.clock ?? Date
  const verify = outside({ ...DUKCAPIL_BOUNDS, ...options, name: 'dukcapil' }).question({
    operation: 'verify',
    answers: { 200: Verified, 404: Unknown },
    request: ({ nik, name, birthDate }: Person) => ({ method: 'POST', path: '/verify', body: { nik, name, birthDate } }),
    asOf: (value) => (value.status === 200 ? value.body.asOf : undefined),
    cacheFor: CACHE,
  })

  return {
    async verify(person) {
      const answer = await verify(person)
      if (answer.kind === 'down') return answer
      const dated = { asOf: answer.asOf, confidence: confidenceOf(answer, FIRM_FOR_MS, clock.now()) }
      if (answer.value.status === 404) return { kind: 'not-found', ...dated }
      const { fields } = answer.value.body
      const differing = (['name', 'birthDate'] as const).filter((field) => !fields[field])
      return differing.length === 0 ? { kind: 'match', ...dated } : { kind: 'mismatch', fields: differing, ...dated }
    },
  }
}
