// The appeals of each application that has had one, for a lender's figures: what was contested, when, and what came of it.
// Guarantees: a pure fold; no person in it, neither the applicant nor who decided.
import { applicationContract } from '@simpul/contracts'
import type { Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import { isSame, type AppealOutcome, type Named } from '../appeal/appeal.ts'
import type { ApplicationEvent } from '../application/events.ts'
import type { OrganisationId } from '../parties.ts'

export type AppealCase = {
  readonly round: number
  readonly filedAt: Instant
  /** Null while it is open. */
  readonly settledAt: Instant | null
  readonly outcome: AppealOutcome | 'open'
  readonly contested: readonly (Named & { readonly granted: boolean })[]
}

/** One a round: at most four. */
export type AppealsRow = {
  readonly lender: OrganisationId
  readonly unit: string
  readonly lastFiledAt: Instant
  readonly appeals: readonly AppealCase[]
}

export const appeals = projection<AppealsRow, ApplicationEvent>({
  name: 'appeals',
  from: applicationContract,
  indexes: [{ keys: { lender: 1, lastFiledAt: 1 } }, { keys: { lender: 1, unit: 1, lastFiledAt: 1 } }],
  fold(row, event, { time }) {
    switch (event.type) {
      case 'AppealFiled': {
        const { lender, unit, round, at: filedAt } = event
        const contested = event.contested.map(({ kind, name }) => ({ kind, name, granted: false }))
        const filed = { round, filedAt, settledAt: null, outcome: 'open', contested } as const
        return { lender, unit, lastFiledAt: filedAt, appeals: [...(row?.appeals ?? []), filed] }
      }
      case 'AppealWithdrawn':
        return settled(row, { outcome: 'withdrawn', settledAt: time, granted: [] })
      case 'AppealUpheld':
        return settled(row, { outcome: 'upheld', settledAt: time, granted: [] })
      case 'AppealOverturned':
        return settled(row, { outcome: 'overturned', settledAt: time, granted: event.granted })
      default:
        return row // no other event is about an appeal
    }
  },
})

type Settled = { readonly outcome: AppealOutcome; readonly settledAt: Instant; readonly granted: readonly Named[] }

function settled(row: AppealsRow | null, { outcome, settledAt, granted }: Settled): AppealsRow | null {
  const last = row?.appeals.at(-1)
  if (!row || !last) return row
  const contested = last.contested.map((each) => ({ ...each, granted: granted.some((other) => isSame(each, other)) }))
  return { ...row, appeals: [...row.appeals.slice(0, -1), { ...last, outcome, settledAt, contested }] }
}
