// What a list of work can be narrowed by, wherever it is asked, recorded or copied. No word about a person among it: who looks for somebody's
// file asks for it by its id.
import type { Day } from '@simpul/kernel'
import type { Holder } from './application/turn.ts'
import type { PersonId } from './parties.ts'
import type { Scheme } from './scheme.ts'

export type WorklistFilters = {
  readonly status?: string
  /** Who handles it, or was asked to by delegation. */
  readonly officer?: PersonId
  /** What I handle; goes before `officer`. */
  readonly mine?: boolean
  readonly holder?: Holder
  /** What should be done by now comes to light. */
  readonly overdue?: boolean
  readonly scheme?: Scheme
  /** A branch; staff of a branch see theirs alone. */
  readonly unit?: string
  readonly plafonFromIdr?: number
  readonly plafonToIdr?: number
  /** Days in WIB: from the first, before the last. */
  readonly submittedFrom?: Day
  readonly submittedBefore?: Day
  readonly dueBefore?: Day
}
