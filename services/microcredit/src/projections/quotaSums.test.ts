// The sums of a quota against the pool that decides by them.
import { committed, Refusal } from '@simpul/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, type QuotaCommand } from '../quota/decide.ts'
import { evolve, initial, type Quota } from '../quota/quota.ts'
import { quotaSums, type QuotaSums } from './quotaSums.ts'

const key = { lender: 'org-bank-desa', scheme: 'MIKRO', year: 2025, unit: 'pusat' } as const
const [now, validUntil] = ['2025-03-10T03:00:00.000Z', '2025-03-10T04:00:00.000Z']
const rid = fc.constantFrom('a:1', 'b:1', 'c:1')
const anyCommand: fc.Arbitrary<QuotaCommand> = fc.oneof(
  rid.map((of) => ({ type: 'Reserve', rid: of, amount: 30_000_000, validUntil, now }) as const),
  fc.record({ type: fc.constantFrom('Confirm', 'Reverse', 'Consume'), rid, now: fc.constant(now) }),
  rid.map((of) => ({ type: 'Release', rid: of, validUntil, now }) as const),
  fc.integer({ min: 0, max: 120_000_000 }).map((limitIdr) => ({ type: 'SetQuotaLimit', limitIdr, by: 'p', now }) as const),
)

test('whatever comes in whatever order: reserved is held and promised, used is disbursed, the limit is the limit', () =>
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
      let state: Quota = initial
      let row: QuotaSums | null = null
      for (const command of [{ type: 'OpenQuota', ...key, limitIdr: 80_000_000, by: 'p', now } as const, ...commands]) {
        try {
          for (const event of decide(state, command)) {
            state = evolve(state, event)
            row = quotaSums.fold(row, event, {} as never) as QuotaSums
          }
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
      }
      if (state.status !== 'open') throw new Error('it was opened')
      const { pool } = state
      expect(row).toEqual({ ...key, limitIdr: pool.limit, reservedIdr: pool.held + pool.confirmed, usedIdr: pool.consumed })
      expect((row?.reservedIdr ?? 0) + (row?.usedIdr ?? 0)).toBe(committed(pool))
    }),
  ))
