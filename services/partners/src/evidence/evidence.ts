// A file that supports a decision about a party: the papers of a check by hand, the photographs of a survey.
// Guarantees: stored once and never changed; the file is encrypted under the key of whom it is about, so erasing them erases it.
// Does not guarantee: that the file is true, or harmless to open.
import { never, type Decider, type Instant } from '@simpul/kernel'
import type { PartyId } from '../party/role.ts'
import { refuse } from '../refusals.ts'

export const EVIDENCE_BYTES_MAX = 10_000_000 // a photograph of a phone is 2 to 6 MB, ten scanned pages about as much
export const EVIDENCE_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const
export type EvidenceType = (typeof EVIDENCE_TYPES)[number]

type Described = {
  readonly about: PartyId
  /** Subject of who brought it. */
  readonly by: string
  /** The lender on whose behalf it was brought; null for an officer of partners. */
  readonly lender: PartyId | null
  readonly branch: string | null
  /** Where the file is. */
  readonly ref: string
  readonly sha256: string
  readonly bytes: number
  readonly contentType: EvidenceType
}

export type EvidenceEvent = { readonly type: 'EvidenceStored'; readonly at: Instant } & Described
export type EvidenceCommand = { readonly type: 'StoreEvidence'; readonly now: Instant } & Described
export type Evidence = { readonly status: 'none' } | ({ readonly status: 'stored'; readonly since: Instant } & Described)

const initial: Evidence = { status: 'none' }

function decide(state: Evidence, { now, ...described }: EvidenceCommand): readonly EvidenceEvent[] {
  if (state.status !== 'none') throw refuse('evidence/already-stored')
  return [{ ...described, type: 'EvidenceStored', at: now }]
}

function evolve(_state: Evidence, event: EvidenceEvent): Evidence {
  switch (event.type) {
    case 'EvidenceStored': {
      const { type: _, at, ...described } = event
      return { status: 'stored', since: at, ...described }
    }
    default:
      return never(event.type)
  }
}

export const evidenceDecider: Decider<Evidence, EvidenceCommand, EvidenceEvent> = { initial, decide, evolve }
