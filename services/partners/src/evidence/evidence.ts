// A file that supports a decision about a party: the papers of a check by hand, the photographs of a survey.
// Guarantees: stored once and never changed; the file is encrypted under the key of whom it is about, so erasing them erases it. Until a
// virus scanner has found nothing in it, it is in quarantine: nobody opens it and nothing rests on it. Kept until its day, then removed.
// Does not guarantee: that the file is true, or harmless to open.
import { never, type Decider, type Instant, type Sealed } from '@simpul/kernel'
import type { PartyId } from '../party/role.ts'
import { refuse } from '../refusals.ts'
import { keepUntil } from './retention.ts'

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

export type Removal = 'infected' | 'expired'
/** What the scanner found; null: nothing. */
export type Screening = { readonly signature: string | null; readonly keepUntil: Instant | null }
/** `sealed`: latitude and longitude. */
export type Placed = { readonly takenAt: Instant; readonly accuracyM: number; readonly sealed: Sealed }

export type EvidenceEvent =
  | ({ readonly type: 'EvidenceStored'; readonly at: Instant } & Described)
  | ({ readonly type: 'EvidenceScreened'; readonly at: Instant } & Screening)
  | ({ readonly type: 'EvidencePlaced'; readonly by: string; readonly at: Instant } & Placed)
  | { readonly type: 'EvidenceRemoved'; readonly why: Removal; readonly at: Instant }

/** As other services and procedures hear it. */
export type PublicEvidenceEvent = EvidenceEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'sealed'>
    : never
  : never

export type EvidenceCommand = { readonly now: Instant } & (
  | ({ readonly type: 'StoreEvidence' } & Described)
  | { readonly type: 'RecordScreening'; readonly signature: string | null }
  | ({ readonly type: 'PlaceEvidence'; readonly by: string } & Placed)
  | { readonly type: 'RecordRemoval'; readonly why: Removal }
)

export type Evidence =
  | { readonly status: 'none' }
  | ({
      readonly status: 'stored'
      readonly since: Instant
      readonly screening: Screening | null
      readonly placed: Placed | null
    } & Described)
  | ({ readonly status: 'removed'; readonly since: Instant; readonly why: Removal } & Omit<Described, 'ref'>)

export type Stored = Extract<Evidence, { status: 'stored' }>

const initial: Evidence = { status: 'none' }

function decide(state: Evidence, command: EvidenceCommand): readonly EvidenceEvent[] {
  switch (command.type) {
    case 'StoreEvidence': {
      if (state.status !== 'none') throw refuse('evidence/already-stored')
      const { type: _, now, ...described } = command
      return [{ ...described, type: 'EvidenceStored', at: now }]
    }
    case 'RecordScreening': {
      const { signature, now } = command
      const stored = storedIn(state)
      if (stored.screening) return [] // asked again after a crash: the first answer counts
      const until = signature === null ? keepUntil(stored.lender === null ? 'check' : 'survey', stored.since) : null
      return [{ type: 'EvidenceScreened', signature, keepUntil: until, at: now }]
    }
    case 'PlaceEvidence': {
      const { by, takenAt, accuracyM, sealed, now } = command
      const stored = storedIn(state)
      if (!isPhoto(stored)) throw refuse('evidence/not-a-photograph')
      if (stored.placed) throw refuse('evidence/already-placed')
      return [{ type: 'EvidencePlaced', takenAt, accuracyM, sealed, by, at: now }]
    }
    case 'RecordRemoval': {
      if (state.status === 'removed') return [] // the file is gone, and why stands there
      const { screening } = storedIn(state)
      const { why, now } = command
      const until = screening?.keepUntil ?? null
      const due = why === 'infected' ? hasVirus(screening) : until !== null && now >= until
      if (!due) throw refuse('evidence/still-kept')
      return [{ type: 'EvidenceRemoved', why, at: now }]
    }
    default:
      return never(command)
  }
}

function evolve(state: Evidence, event: EvidenceEvent): Evidence {
  if (event.type === 'EvidenceStored') {
    const { type: _, at, ...described } = event
    return { status: 'stored', since: at, screening: null, placed: null, ...described }
  }
  if (state.status !== 'stored') return state
  switch (event.type) {
    case 'EvidenceScreened':
      return { ...state, screening: { signature: event.signature, keepUntil: event.keepUntil } }
    case 'EvidencePlaced':
      return { ...state, placed: { takenAt: event.takenAt, accuracyM: event.accuracyM, sealed: event.sealed } }
    case 'EvidenceRemoved': {
      const { ref: _, screening: _s, placed: _p, ...described } = state
      return { ...described, status: 'removed', since: event.at, why: event.why }
    }
    default:
      return never(event)
  }
}

export const evidenceDecider: Decider<Evidence, EvidenceCommand, EvidenceEvent> = { initial, decide, evolve }

export const isPhoto = ({ contentType }: Pick<Stored, 'contentType'>) => contentType !== 'application/pdf'
export const isClean = ({ screening }: Stored) => screening !== null && screening.signature === null
export const hasVirus = (screening: Screening | null) => screening !== null && screening.signature !== null

function storedIn(state: Evidence): Stored {
  if (state.status === 'stored') return state
  throw refuse(state.status === 'none' ? 'evidence/unknown' : 'evidence/removed')
}
