// What every PositionStore must do. Run on memory (reactor.test.ts) and on MongoDB (mongo/mongoPositions.int.test.ts).
import { expect, test } from 'vitest'
import type { PositionStore } from './positions.ts'

export function positionsContract(name: string, make: () => Promise<PositionStore>) {
  test(`${name}: a position only grows`, async () => {
    const positions = await make()
    expect(await positions.sequences(['a'])).toEqual(new Map())
    await positions.advance('a', 3)
    await positions.advance('a', 2)
    expect(await positions.sequences(['a', 'b'])).toEqual(new Map([['a', 3]]))
    await positions.advance('a', 4)
    expect(await positions.sequences(['a', 'b'])).toEqual(new Map([['a', 4]]))
  })

  test(`${name}: of consumers that advance at once the farthest counts, and no key waits for another's`, async () => {
    const positions = await make()
    await positions.advance('old', 1)
    const moves = ['a', 'b', 'c'].flatMap((key) => [4, 5, 3].map((to) => positions.advance(key, to)))
    await Promise.all([...moves, positions.advance('old', 2)])
    expect(await positions.sequences(['a', 'b', 'c', 'old'])).toEqual(new Map([['a', 5], ['b', 5], ['c', 5], ['old', 2]])) // prettier-ignore
  })
}
