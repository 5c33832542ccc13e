// What can happen to an appeal. Guarantees: each event carries what follows from it, so that no reader needs another look-up.
// Does not: know its application's other events, of which these are a part.
import type { Day, Instant } from '@simpul/kernel'
import type { Survey } from '../application/application.ts'
import type { Hand, OrganisationId, PersonId } from '../parties.ts'
import type { AppealReason, Contested, Correction, Named, ResumesAt } from './appeal.ts'

export type AppealEvent =
  | ({ type: 'AppealFiled' } & Filed)
  | { type: 'AppealAssigned'; reviewer: PersonId; by: PersonId }
  | { type: 'AppealConflictDeclared'; member: PersonId; code: string }
  | { type: 'AppealWithdrawn'; by: PersonId }
  | { type: 'AppealUpheld'; reasons: readonly AppealReason[]; hand: Hand }
  | ({ type: 'AppealOverturned' } & Overturned)

/** `lender`, `unit`: whose figures it counts in, so that they follow from the appeal's own events. */
export type Filed = {
  readonly round: number
  readonly lender: OrganisationId
  readonly unit: string
  readonly contested: readonly Contested[]
  readonly textRef: string | null
  readonly by: PersonId
  readonly at: Instant
}

/** `round`: the one that begins with it. */
export type Overturned = {
  readonly round: number
  readonly granted: readonly Named[]
  readonly reasons: readonly AppealReason[]
  readonly corrections: readonly Correction[]
  readonly resumesAt: ResumesAt
  /** What the analysis goes on with; null where it does not begin there. */
  readonly survey: Survey | null
  /** When it was decided: the day from which a corrected fact counts as known. */
  readonly on: Day
  readonly hand: Hand
}
