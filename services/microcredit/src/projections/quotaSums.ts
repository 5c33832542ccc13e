// What each quota has given out: one row a quota, for a lender's figures.
// Guarantees: a pure fold of the amounts in the events, equal to what the pool itself says (quotaSums.test.ts); a row stays small however
// many reservations there are.
import { quotaContract } from '@simpul/contracts'
import { never } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import type { QuotaEvent, QuotaKey } from '../quota/quota.ts'

export type QuotaSums = QuotaKey & {
  readonly limitIdr: number
  /** Held for decisions under way, and promised by approvals. */
  readonly reservedIdr: number
  /** Paid out. */
  readonly usedIdr: number
}

export const quotaSums = projection<QuotaSums, QuotaEvent>({
  name: 'quotaSums',
  from: quotaContract,
  indexes: [{ keys: { lender: 1, year: 1 } }],
  fold(row, event) {
    if (event.type === 'QuotaOpened') {
      const { lender, scheme, year, unit, limitIdr } = event
      return { lender, scheme, year, unit, limitIdr, reservedIdr: 0, usedIdr: 0 }
    }
    if (!row) return row
    switch (event.type) {
      case 'QuotaRaised':
      case 'QuotaLowered':
        return { ...row, limitIdr: event.limitIdr }
      case 'ReservationHeld':
        return { ...row, reservedIdr: row.reservedIdr + event.amount }
      case 'ReservationConfirmed':
        return row // held before, promised now: reserved both times
      case 'ReservationReleased': // of what was never held the amount is 0
      case 'ReservationReversed':
        return { ...row, reservedIdr: row.reservedIdr - event.amount }
      case 'ReservationConsumed':
        return { ...row, reservedIdr: row.reservedIdr - event.amount, usedIdr: row.usedIdr + event.amount }
      default:
        return never(event)
    }
  },
})
