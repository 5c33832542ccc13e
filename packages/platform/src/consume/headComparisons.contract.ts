// What every HeadComparisons must do. Run on memory (headComparisons.test.ts) and on MongoDB (mongo/mongoHeadComparisons.int.test.ts).
import { expect, test } from 'vitest'
import type { HeadComparisons } from './headComparisons.ts'

export function headComparisonsContract(name: string, make: () => Promise<HeadComparisons>) {
  test(`${name}: each night is claimed once a group`, async () => {
    const comparisons = await make()
    const claims = () => Promise.all(Array.from({ length: 10 }, () => comparisons.claim('g', '2026-01-05')))
    expect((await claims()).filter(Boolean)).toHaveLength(1)
    expect((await claims()).filter(Boolean)).toHaveLength(0)
    expect(await comparisons.claim('g', '2026-01-06')).toBe(true)
    expect(await comparisons.claim('other', '2026-01-06')).toBe(true)
  })

  test(`${name}: the last comparison is told, what was repaired is counted for good`, async () => {
    const comparisons = await make()
    expect(await comparisons.of(['g'])).toEqual([])
    await comparisons.claim('g', '2026-01-05')
    expect(await comparisons.of(['g'])).toEqual([])
    await comparisons.note('g', 'start', 1_000, { compared: 9, repaired: 2, applied: 5, ahead: 1 })
    await comparisons.note('g', 'night', 2_000, { compared: 10, repaired: 1, applied: 1, ahead: 0 })
    await comparisons.note('g', 'night', 3_000, { compared: 10, repaired: 4, applied: 9, ahead: 0 })
    expect(await comparisons.of(['g', 'other'])).toEqual([
      { group: 'g', at: 3_000, compared: 10, repaired: 4, applied: 9, ahead: 0, repairedTotal: { start: 2, night: 5 } },
    ])
  })
}
