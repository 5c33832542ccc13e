// OSS, the licensing system: which business is behind this NIB? A NIB has no check digit, so only this lookup proves it.
// Guarantees: the answer says how current it is and whether the name agrees; a system that is down is `down`, never "not found".
// Does not guarantee: that the one who gives a NIB owns it; who signs for the business is the verification's question.
import { Type, type Static } from 'typebox'
import type { Instant } from '@simpul/kernel'
import { confidenceOf, outside, type Confidence, type Down, type OutsideOptions } from '@simpul/platform/outside'

const Business = Type.Object({
  found: Type.Literal(true),
  name: Type.String({ minLength: 1, maxLength: 300 }),
  status: Type.Enum(['aktif', 'dicabut']),
  kbli: Type.Array(Type.Object({ code: Type.String({ pattern: '^\\d{5}$' }), version: Type.Enum(['2020', '2025']) }), {
    maxItems: 200,
  }),
  issuedOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  asOf: Type.String({ maxLength: 40 }),
})
const Unknown = Type.Object({ found: Type.Literal(false) })

export type OssBusiness = Omit<Static<typeof Business>, 'found' | 'asOf'>

interface Dated {
  readonly asOf: Instant
  readonly confidence: Confidence
}

export type OssAnswer =
  /** `nameAgrees`: apart from case, spaces, punctuation and the legal form (PT, CV, UD …). */
  | ({ readonly kind: 'found'; readonly business: OssBusiness; readonly nameAgrees: boolean } & Dated)
  | ({ readonly kind: 'not-found' } & Dated)
  | Down

export interface Oss {
  lookup(claim: { readonly nib: string; readonly name: string }): Promise<OssAnswer>
}

const DAY_MS = 86_400_000
export const FIRM_FOR_MS = 30 * DAY_MS // ours: a licence can be revoked any day; older than a month is no proof
export const CACHE = { freshMs: 60 * 60_000, staleMs: 7 * DAY_MS } // register data, not personal, seldom changed

export const OSS_BOUNDS = { timeoutMs: 5_000, attempts: 3, breaker: { failures: 5, openForMs: 30_000 } } as const

export function oss(options: Pick<OutsideOptions, 'baseUrl'> & Partial<OutsideOptions>): Oss {
  const clock = options.clock ?? Date
  const lookup = outside({ ...OSS_BOUNDS, ...options, name: 'oss' }).question({
    operation: 'lookup',
    answers: { 200: Business, 404: Unknown },
    request: ({ nib, name }: { nib: string; name: string }) => ({
      method: 'POST',
      path: '/businesses/lookup',
      body: { nib, name },
    }),
    asOf: (value) => (value.status === 200 ? value.body.asOf : undefined),
    cacheFor: CACHE,
  })

  return {
    async lookup(claim) {
      const answer = await lookup(claim)
      if (answer.kind === 'down') return answer
      const dated = { asOf: answer.asOf, confidence: confidenceOf(answer, FIRM_FOR_MS, clock.now()) }
      if (answer.value.status === 404) return { kind: 'not-found', ...dated }
      const { name, status, kbli, issuedOn } = answer.value.body
      return { kind: 'found', business: { name, status, kbli, issuedOn }, nameAgrees: isSameName(name, claim.name), ...dated }
    },
  }
}

/** OSS writes "PT. MAJU JAYA", people write "Maju Jaya, PT". */
const LEGAL_FORM = /^(pt|cv|ud|fa|pd|koperasi|yayasan)$/

/** Two names of which nothing is left are not the same: an officer looks. */
function isSameName(one: string, other: string): boolean {
  const name = bare(one)
  return name !== '' && name === bare(other)
}

function bare(name: string): string {
  const words =
    name
      .toLowerCase()
      .normalize('NFKD')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => !LEGAL_FORM.test(word)).join(' ')
}
