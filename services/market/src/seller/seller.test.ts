// Trust and suspension of a cooperative.
import { behaviour, scenario } from '@simpul/testkit'
import { fold } from '@simpul/kernel'
import { expect, it } from 'vitest'
import { sellerDecider } from './decide.ts'
import { isSuspended, isTrusted } from './seller.ts'

const now = '2026-03-10T03:00:00.000Z'
const said = { reason: 'Setahun tanpa keluhan', by: 'p-moderator' }
const trust = (trusted: boolean) => ({ type: 'SetTrust', trusted, ...said, now }) as const
const suspend = (suspended: boolean) => ({ type: 'SetSuspension', suspended, ...said, now }) as const
const told = <Type extends string>(type: Type) => ({ type, ...said, at: now }) as const

behaviour('a cooperative at the market', sellerDecider, [
  scenario('is trusted').when(trust(true)).then(told('SellerTrusted')),
  scenario('is trusted once').given(told('SellerTrusted')).when(trust(true)).then(),
  scenario('is trusted no longer').given(told('SellerTrusted')).when(trust(false)).then(told('TrustEnded')),
  scenario('of which nothing was decided has no trust to lose').when(trust(false)).refused('seller/nothing-decided'),
  scenario('nor a suspension to end').when(suspend(false)).refused('seller/nothing-decided'),
  scenario('that lost its trust loses nothing more').given(told('SellerTrusted'), told('TrustEnded')).when(trust(false)).then(),
  scenario('is suspended').when(suspend(true)).then(told('SellerSuspended')),
  scenario('is suspended once').given(told('SellerSuspended')).when(suspend(true)).then(),
  scenario('is reinstated').given(told('SellerSuspended')).when(suspend(false)).then(told('SellerReinstated')),
  scenario('that was not suspended is not reinstated').given(told('SellerTrusted')).when(suspend(false)).then(),
  scenario('no decision without a reason')
    .when({ ...suspend(true), reason: ' — — ' })
    .refused('moderation/reason-empty', { field: 'reason' }),
])

it('while it is suspended it is not trusted, afterwards as before', () => {
  const after = (...types: Parameters<typeof told>[0][]) => fold(sellerDecider, types.map((type) => told(type)) as never)
  expect(isTrusted(after('SellerTrusted', 'SellerSuspended'))).toBe(false)
  expect(isSuspended(after('SellerTrusted', 'SellerSuspended'))).toBe(true)
  expect(isTrusted(after('SellerTrusted', 'SellerSuspended', 'SellerReinstated'))).toBe(true)
  expect([isTrusted(after()), isSuspended(after())]).toEqual([false, false])
})
