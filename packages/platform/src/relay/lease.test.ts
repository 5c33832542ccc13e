import { describe, expect, test } from 'vitest'
import { leaseContract } from './lease.contract.ts'
import { LeaseKeeper, leaseLimits, MemoryLeases } from './lease.ts'

leaseContract('memory', async () => new MemoryLeases())

function setUp() {
  const store = new MemoryLeases()
  const time = { a: 0, b: 1_000_000 } // two machines whose clocks have nothing in common
  const keeper = (holder: 'a' | 'b') =>
    new LeaseKeeper({ store, name: 'relay', holder, clock: { now: () => 0, monotonic: () => time[holder], sleep: async () => undefined } }) // prettier-ignore
  return { store, time, a: keeper('a'), b: keeper('b') }
}

describe('a lease', () => {
  test('goes to the first; a challenger waits while the beat changes', async () => {
    const { a, b, time } = setUp()
    expect(await a.beat()).toBe(true)
    for (let n = 0; n < 20; n += 1) {
      time.b += leaseLimits.ttlMs - 1
      expect(await b.beat()).toBe(false)
      await a.beat()
    }
    expect([a.mine, b.mine]).toEqual([true, false])
  })

  test('whose beat stands still is taken over after the TTL on the challenger’s clock; the old holder notices at its next beat', async () => {
    const { a, b, time } = setUp()
    await a.beat()
    await b.beat()
    time.b += leaseLimits.ttlMs - 1
    expect(await b.beat()).toBe(false)
    time.b += 1
    expect(await b.beat()).toBe(true)
    expect([a.mine, b.mine]).toEqual([true, true])
    await a.beat()
    expect([a.mine, b.mine]).toEqual([false, true])
  })

  test('that was given up is taken at the next look', async () => {
    const { a, b } = setUp()
    await a.beat()
    await b.beat()
    await a.release()
    expect(await b.beat()).toBe(true)
  })
})
