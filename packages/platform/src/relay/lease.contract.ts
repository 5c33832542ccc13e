// What every LeaseStore must do. Run on memory (lease.test.ts) and on MongoDB (mongo/mongoLeases.int.test.ts).
import { expect, test } from 'vitest'
import type { LeaseStore } from './lease.ts'

export function leaseContract(name: string, make: () => Promise<LeaseStore>) {
  const of = (holder: string, beat: number) => ({ holder, beat })

  test(`${name}: a lease is taken only over what was read`, async () => {
    const leases = await make()
    expect(await leases.read('relay')).toBeNull()
    expect(await leases.take('relay', null, of('a', 1))).toBe(true)
    expect(await leases.take('relay', null, of('b', 1))).toBe(false)
    expect(await leases.take('relay', of('a', 1), of('a', 2))).toBe(true)
    expect(await leases.take('relay', of('a', 1), of('b', 2))).toBe(false)
    expect(await leases.read('relay')).toEqual(of('a', 2))
    expect(await leases.read('other')).toBeNull()
  })

  test(`${name}: of 20 that take it at once, one has it`, async () => {
    const leases = await make()
    const taken = await Promise.all(Array.from({ length: 20 }, (_, n) => leases.take('relay', null, of(`p${n}`, 1))))
    expect(taken.filter(Boolean)).toHaveLength(1)
  })

  test(`${name}: only the holder gives it up`, async () => {
    const leases = await make()
    await leases.take('relay', null, of('a', 1))
    await leases.release('relay', 'b')
    expect(await leases.read('relay')).toEqual(of('a', 1))
    await leases.release('relay', 'a')
    expect(await leases.read('relay')).toBeNull()
    expect(await leases.take('relay', null, of('b', 1))).toBe(true)
  })
}
