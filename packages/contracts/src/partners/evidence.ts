// What is told of a file that supports a check or a survey: whose it is about, who brought it, and what the file is. Never what is in it.
import { Type } from 'typebox'
import { closed, id, instant } from '../microcredit/shapes.ts'

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const contentType = Type.Enum(['application/pdf', 'image/jpeg', 'image/png', 'image/webp'])

export const evidenceContract = {
  source: 'partners.evidence',
  types: {
    EvidenceStored: closed({
      about: id,
      by: id,
      /** The lender on whose behalf it was brought; null for an officer of partners. */
      lender: orNull(id),
      branch: orNull(id),
      ref: id,
      sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      bytes: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
      contentType,
      at: instant,
    }),
    /** By the virus scanner; `signature` null: it found none, and the file may be opened until `keepUntil`. */
    EvidenceScreened: closed({ signature: orNull(Type.String({ maxLength: 200 })), keepUntil: orNull(instant), at: instant }),
    /** Where and when a photograph was taken; the place itself is sealed. */
    EvidencePlaced: closed({ takenAt: instant, accuracyM: Type.Integer({ minimum: 0, maximum: 1_000 }), by: id, at: instant }),
    EvidenceRemoved: closed({ why: Type.Enum(['infected', 'expired']), at: instant }),
  },
}

/** For other services of the installation: whether a reference is evidence about this party, brought for this lender. */
export const EvidenceAnswer = closed({
  about: Type.String(),
  lender: orNull(Type.String()),
  /** `waiting`: not scanned yet, nobody opens it. */
  standing: Type.Enum(['waiting', 'clean', 'removed']),
  isPhoto: Type.Boolean(),
  isPlaced: Type.Boolean(),
})
