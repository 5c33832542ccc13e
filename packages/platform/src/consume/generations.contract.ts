// What every GenerationStore must do. Run on memory (generations.test.ts) and on MongoDB (mongo/mongoGenerations.int.test.ts).
import { expect, test } from 'vitest'
import type { GenerationStore } from './generations.ts'

export function generationsContract(name: string, make: () => Promise<GenerationStore>) {
  test(`${name}: a projection that was never rebuilt serves its first generation`, async () => {
    const generations = await make()
    expect(await generations.of('sums')).toEqual({ serving: 1, building: null, retired: [] })
    expect(await generations.flip('sums', 1)).toBe(false)
  })

  test(`${name}: built, flipped, forgotten; the next has a new number`, async () => {
    const generations = await make()
    expect(await generations.begin('sums')).toBe(2)
    expect(await generations.of('sums')).toEqual({ serving: 1, building: 2, retired: [] })
    expect(await generations.flip('sums', 2)).toBe(true)
    expect(await generations.flip('sums', 2)).toBe(false)
    expect(await generations.of('sums')).toEqual({ serving: 2, building: null, retired: [1] })
    expect(await generations.begin('sums')).toBe(3)
    expect(await generations.flip('sums', 2)).toBe(false)
    expect(await generations.flip('sums', 3)).toBe(true)
    await generations.forget('sums', 1)
    expect(await generations.of('sums')).toEqual({ serving: 3, building: null, retired: [2] })
    expect(await generations.of('others')).toEqual({ serving: 1, building: null, retired: [] })
  })

  test(`${name}: of 20 that begin or flip at once, all build the same and one flips`, async () => {
    const generations = await make()
    const twenty = <T>(act: () => Promise<T>) => Promise.all(Array.from({ length: 20 }, act))
    expect(new Set(await twenty(() => generations.begin('sums')))).toEqual(new Set([2]))
    expect((await twenty(() => generations.flip('sums', 2))).filter(Boolean)).toHaveLength(1)
    expect(new Set(await twenty(() => generations.begin('sums')))).toEqual(new Set([3]))
    expect(await generations.of('sums')).toEqual({ serving: 2, building: 3, retired: [1] })
  })
}
