// What a lender's manager may do to a quota, and what the reservations of applications do to it.
// Guarantees: held, confirmed and disbursed together never exceed the limit. Does not: end a hold by itself; the holder's decision does.
import { committed, decideReservation, never, type Instant, type ReservationCommand } from '@simpul/kernel'
import type { PersonId } from '../parties.ts'
import { refuse } from '../refusals.ts'
import { evolve, initial, type Quota, type QuotaEvent, type QuotaKey } from './quota.ts'

/** 1,000 trillion rupiah: three times the national KUR target of 2026, and far inside the safe integers. */
export const LIMIT_IDR_MAX = 1_000_000_000_000_000

export type QuotaCommand =
  | ({ type: 'OpenQuota'; limitIdr: number; by: PersonId; now: Instant } & QuotaKey)
  | { type: 'SetQuotaLimit'; limitIdr: number; by: PersonId; now: Instant }
  | ReservationCommand

export function decide(state: Quota, command: QuotaCommand): readonly QuotaEvent[] {
  switch (command.type) {
    case 'OpenQuota': {
      if (state.status !== 'none')
        throw refuse('quota/already-open', { scheme: state.scheme, year: state.year, unit: state.unit })
      const { lender, scheme, year, unit, limitIdr, by } = command
      checkLimit(limitIdr)
      return [{ type: 'QuotaOpened', lender, scheme, year, unit, limitIdr, by }]
    }
    case 'SetQuotaLimit':
      return setLimit(state, command)
    case 'Reserve':
    case 'Confirm':
    case 'Release':
    case 'Reverse':
    case 'Consume':
      // A Release may well come to a quota that was never opened: its Reserve was refused for the same reason, so nothing is held.
      if (state.status === 'none' && command.type === 'Release') return []
      if (state.status === 'none') throw refuse('quota/not-open')
      return decideReservation(state.pool, command)
    default:
      return never(command)
  }
}

export const quotaDecider = { initial, decide, evolve }

function setLimit(state: Quota, { limitIdr, by }: Extract<QuotaCommand, { type: 'SetQuotaLimit' }>): readonly QuotaEvent[] {
  if (state.status === 'none') throw refuse('quota/not-open')
  checkLimit(limitIdr)
  const { pool } = state
  if (limitIdr === pool.limit) return [] // the limit is absolute, so saying it twice is harmless
  if (limitIdr > pool.limit) return [{ type: 'QuotaRaised', limitIdr, fromIdr: pool.limit, by }]
  if (limitIdr < committed(pool)) {
    const { held: heldIdr, confirmed: promisedIdr, consumed: disbursedIdr } = pool
    throw refuse('quota/below-committed', { limitIdr, committedIdr: committed(pool), heldIdr, promisedIdr, disbursedIdr })
  }
  return [{ type: 'QuotaLowered', limitIdr, fromIdr: pool.limit, by }]
}

function checkLimit(limitIdr: number): void {
  if (!Number.isSafeInteger(limitIdr) || limitIdr < 0 || limitIdr > LIMIT_IDR_MAX) {
    throw refuse('quota/limit-invalid', { limitIdr, maxIdr: LIMIT_IDR_MAX })
  }
}
