// SLIK, the credit register of OJK: which credits does this person have, and how are they paid (kolektibilitas)?
// Guarantees: the answer says how current it is; a system that is down is `down`, never "no credits"; the NIK is in the request
// body alone. Whoever calls asks partners for the NIK at that moment and keeps it nowhere.
// Does not guarantee: the scales of BPR and cooperatives, which differ, nor the real iDeb format.
import { Type, type Static } from 'typebox'
import type { Instant } from '@simpul/kernel'
import { confidenceOf, outside, type Confidence, type Down, type OutsideOptions } from '@simpul/platform/outside'

const Credit = Type.Object({
  lender: Type.String({ minLength: 1, maxLength: 100 }),
  use: Type.Enum(['produktif', 'konsumtif']),
  kolektibilitas: Type.Integer({ minimum: 1, maximum: 5 }),
  /** Days past due. */
  dpd: Type.Integer({ minimum: 0, maximum: 36_500 }),
  plafonIdr: Type.Integer({ minimum: 0 }),
  outstandingIdr: Type.Integer({ minimum: 0 }),
})
const Credits = Type.Object({
  found: Type.Literal(true),
  identityAgrees: Type.Boolean(),
  credits: Type.Array(Credit, { maxItems: 200 }),
  asOf: Type.String({ maxLength: 40 }),
})
const Unknown = Type.Object({ found: Type.Literal(false) })

export type SlikCredit = Static<typeof Credit>

interface Dated {
  readonly asOf: Instant
  readonly confidence: Confidence
}

export type SlikAnswer =
  /** `worst`: the highest kolektibilitas of all credits, 0 without a credit. */
  | ({ readonly kind: 'credits'; readonly credits: readonly SlikCredit[]; readonly worst: number } & Dated)
  /** SLIK has this NIK under another name: an officer decides whose credits these are. */
  | ({ readonly kind: 'mismatch' } & Dated)
  /** Never had a credit that is reported. */
  | ({ readonly kind: 'not-found' } & Dated)
  | Down

export interface Slik {
  credits(debtor: { readonly nik: string }): Promise<SlikAnswer>
}

const DAY_MS = 86_400_000
// Ours: lenders report a month until the 12th of the next one, so 31 + 12 days is as current as SLIK ever is; 2 days of grace.
export const FIRM_FOR_MS = 45 * DAY_MS
export const CACHE = { freshMs: 6 * 60 * 60_000, staleMs: 7 * DAY_MS }

export const SLIK_BOUNDS = { timeoutMs: 8_000, attempts: 2, breaker: { failures: 5, openForMs: 60_000 } } as const

export function slik(options: Pick<OutsideOptions, 'baseUrl'> & Partial<OutsideOptions>): Slik {
  const clock = options.clock ?? Date
  const credits = outside({ ...SLIK_BOUNDS, ...options, name: 'slik' }).question({
    operation: 'credits',
    answers: { 200: Credits, 404: Unknown },
    request: ({ nik }: { nik: string }) => ({ method: 'POST', path: '/credits', body: { nik, purpose: 'credit-application' } }),
    asOf: (value) => (value.status === 200 ? value.body.asOf : undefined),
    cacheFor: CACHE,
  })

  return {
    async credits(debtor) {
      const answer = await credits(debtor)
      if (answer.kind === 'down') return answer
      const dated = { asOf: answer.asOf, confidence: confidenceOf(answer, FIRM_FOR_MS, clock.now()) }
      if (answer.value.status === 404) return { kind: 'not-found', ...dated }
      const body = answer.value.body
      if (!body.identityAgrees) return { kind: 'mismatch', ...dated }
      const worst = Math.max(0, ...body.credits.map((credit) => credit.kolektibilitas))
      return { kind: 'credits', credits: body.credits, worst, ...dated }
    },
  }
}
