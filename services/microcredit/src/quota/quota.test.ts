// The lender's quota: who changes the limit, and what applications take from it. The pool's own rules are tested in the kernel.
import { Refusal, available, committed } from '@simpul/kernel'
import { behaviour, scenario } from '@simpul/testkit'
import { expect, it } from 'vitest'
import { decide, quotaDecider } from './decide.ts'
import { evolve, initial, quotaId, type Quota } from './quota.ts'

const now = '2025-03-10T03:00:00.000Z'
const validUntil = '2025-03-10T04:00:00.000Z'
const key = { lender: 'org-bank-desa', scheme: 'MIKRO', year: 2025, unit: 'pusat' } as const
const opened = { type: 'QuotaOpened', ...key, limitIdr: 100_000_000, by: 'p-manager' } as const
const held = { type: 'ReservationHeld', rid: 'a:1', amount: 40_000_000, validUntil, at: now } as const
const confirmed = { type: 'ReservationConfirmed', rid: 'a:1', amount: 40_000_000, at: now } as const
const set = (limitIdr: number) => ({ type: 'SetQuotaLimit', limitIdr, by: 'p-manager', now }) as const
const reserve = { type: 'Reserve', rid: 'a:1', amount: 40_000_000, validUntil, now } as const

behaviour('quota', quotaDecider, [
  scenario('is opened once')
    .when({ type: 'OpenQuota', ...key, limitIdr: 100_000_000, by: 'p-manager', now })
    .then(opened),
  scenario('is not opened again')
    .given(opened)
    .when({ type: 'OpenQuota', ...key, limitIdr: 1, by: 'p-manager', now })
    .refused('quota/already-open', { scheme: 'MIKRO', year: 2025, unit: 'pusat' }),
  scenario('is in whole rupiah')
    .when({ type: 'OpenQuota', ...key, limitIdr: 0.5, by: 'p-manager', now })
    .refused('quota/limit-invalid'),
  scenario('is not negative').given(opened).when(set(-1)).refused('quota/limit-invalid'),
  scenario('has an upper bound').given(opened).when(set(1_000_000_000_000_001)).refused('quota/limit-invalid'),
  scenario('is raised').given(opened).when(set(120_000_000)).then({
    type: 'QuotaRaised',
    limitIdr: 120_000_000,
    fromIdr: 100_000_000,
    by: 'p-manager',
  }),
  scenario('is lowered down to what is committed').given(opened, held, confirmed).when(set(40_000_000)).then({
    type: 'QuotaLowered',
    limitIdr: 40_000_000,
    fromIdr: 100_000_000,
    by: 'p-manager',
  }),
  scenario('is not lowered below it, and says what is committed')
    .given(opened, held, confirmed)
    .when(set(39_999_999))
    .refused('quota/below-committed', {
      limitIdr: 39_999_999,
      committedIdr: 40_000_000,
      heldIdr: 0,
      promisedIdr: 40_000_000,
      disbursedIdr: 0,
    }),
  scenario('the same limit again changes nothing').given(opened).when(set(100_000_000)).then(),
  scenario('what was never opened cannot be changed').when(set(1)).refused('quota/not-open'),
  scenario('holds what an application asks for').given(opened).when(reserve).then(held),
  scenario('holds nothing before it is opened').when(reserve).refused('quota/not-open'),
  scenario('has nothing to release before it is opened').when({ type: 'Release', rid: 'a:1', validUntil, now }).then(),
  scenario('a Reserve after its Release holds nothing')
    .given(opened, { type: 'ReservationReleased', rid: 'a:1', amount: 0, rememberUntil: '2025-03-10T06:00:00.000Z', at: now })
    .when(reserve)
    .refused('reservation/ended', { rid: 'a:1', status: 'released' }),
])

it('the id of a quota is what it is for', () => expect(quotaId(key)).toBe('org-bank-desa.MIKRO.2025.pusat'))

it('of a hundred approvals with quota for forty, forty are held and sixty are told why', () => {
  let quota: Quota = evolve(initial, { ...opened, limitIdr: 40 * 25_000_000 })
  const refusals: unknown[] = []
  for (let n = 1; n <= 100; n += 1) {
    try {
      quota = decide(quota, { ...reserve, rid: `application-${n}:1`, amount: 25_000_000 }).reduce(evolve, quota)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refusals.push([error.code, error.facts['wanted'], error.facts['available']])
    }
  }
  expect(refusals).toEqual(Array.from({ length: 60 }, () => ['reservation/not-enough', 25_000_000, 0]))
  if (quota.status !== 'open') throw new Error('the quota is open')
  expect([committed(quota.pool), available(quota.pool), Object.keys(quota.pool.entries).length]).toEqual([1_000_000_000, 0, 40])
})
