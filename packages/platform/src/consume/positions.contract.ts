// What every PositionStore must do. Run on memory (reactor.test.ts) and on MongoDB (mongo/mongoPositions.int.test.ts).
import { expect, test } from 'vitest'
import type { PositionStore } from './positions.ts'

export function positionsContract(name: string, make: () => Promise<PositionStore>) {
  test(`${name}: a position grows only from what was loaded`, async () => {
    const positions = await make()
    expect(await positions.sequences(['a'])).toEqual(new Map())
    await positions.advance('a', 0, 3)
    await positions.advance('a', 0, 2)
    expect(await positions.sequences(['a'])).toEqual(new Map([['a', 3]]))
    await positions.advance('a', 3, 4)
    await positions.advance('a', 3, 5)
    expect(await positions.sequences(['a', 'b'])).toEqual(new Map([['a', 4]]))
  })

  test(`${name}: of consumers that advance at once one does, and no key waits for another's`, async () => {
    const positions = await make()
    await positions.advance('old', 0, 1)
    const ends = [3, 4, 5]
    const moves = ['a', 'b', 'c'].flatMap((key) => ends.map((to) => positions.advance(key, 0, to)))
    await Promise.all([...moves, positions.advance('old', 1, 2)])
    const found = await positions.sequences(['a', 'b', 'c', 'old'])
    expect(found.get('old')).toBe(2)
    for (const key of ['a', 'b', 'c']) expect(ends).toContain(found.get(key))
  })
}
