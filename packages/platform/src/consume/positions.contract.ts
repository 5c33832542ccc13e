// What every PositionStore must do. Run on memory (reactor.test.ts) and on MongoDB (mongo/mongoPositions.int.test.ts).
import { expect, test } from 'vitest'
import type { PositionStore } from './positions.ts'

export function positionsContract(name: string, make: () => Promise<PositionStore>) {
  test(`${name}: a position grows only from what was loaded`, async () => {
    const positions = await make()
    expect(await positions.sequences(['a'])).toEqual(new Map())
    expect(await positions.advance('a', 0, 3)).toBe(true)
    expect(await positions.advance('a', 0, 2)).toBe(false)
    expect(await positions.advance('a', 3, 4)).toBe(true)
    expect(await positions.sequences(['a', 'b'])).toEqual(new Map([['a', 4]]))
  })

  test(`${name}: of 20 consumers that advance at once, one does`, async () => {
    const positions = await make()
    const done = await Promise.all(Array.from({ length: 20 }, () => positions.advance('a', 0, 1)))
    expect(done.filter(Boolean)).toHaveLength(1)
  })
}
