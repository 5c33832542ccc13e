// Whom a file of evidence is about, and whether it may be used, asked of partners, where the files are kept.
// Guarantees: asked at the moment it is referred to, never cached. Does not: fetch the file; who may see it asks partners for it.
import { outside, type Down, type OutsideOptions } from '@simpul/platform/outside'
import { Type } from 'typebox'
import type { OrganisationId } from '../parties.ts'

const Known = Type.Object({
  about: Type.String(),
  lender: Type.Union([Type.Null(), Type.String()]),
  standing: Type.Enum(['waiting', 'clean', 'removed']),
  isPhoto: Type.Boolean(),
  isPlaced: Type.Boolean(),
})
const Problem = Type.Object({ code: Type.String() })

export type EvidenceAnswer =
  | {
      readonly kind: 'known'
      readonly about: string
      readonly lender: OrganisationId | null
      /** `waiting`: the virus scanner has not passed it yet. */
      readonly standing: 'waiting' | 'clean' | 'removed'
      readonly isPhoto: boolean
      /** Where it was taken is known to partners. */
      readonly isPlaced: boolean
    }
  | { readonly kind: 'unknown' }
  | Down

export interface EvidenceFiles {
  of(id: string): Promise<EvidenceAnswer>
}

/** An officer waits for it, with the survey filled in. */
export const EVIDENCE_BOUNDS = { timeoutMs: 2_000, attempts: 2, breaker: { failures: 10, openForMs: 1_000 } } as const

export function evidenceFiles(options: Pick<OutsideOptions, 'baseUrl' | 'headers'> & Partial<OutsideOptions>): EvidenceFiles {
  const ask = outside({ ...EVIDENCE_BOUNDS, ...options, name: 'partners' }).question({
    operation: 'evidence',
    answers: { 200: Known, 400: Problem, 404: Problem },
    request: (id: string) => ({ method: 'GET', path: `/internal/evidence/${encodeURIComponent(id)}` }),
  })
  return {
    async of(id) {
      const answer = await ask(id)
      if (answer.kind === 'down') return answer
      return answer.value.status === 200 ? { kind: 'known', ...answer.value.body } : { kind: 'unknown' }
    },
  }
}
