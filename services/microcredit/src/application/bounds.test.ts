// The figures that a form may hold at all: the largest is taken, the next one is a slip of the finger and refused by its field.
import { Refusal } from '@simpul/kernel'
import { expect, it } from 'vitest'
import { checkCount, checkPlafon, checkTenor, checkTerms } from './bounds.ts'

const refusedOf = (check: () => void) => {
  try {
    check()
    return null
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.facts]
    throw error
  }
}
const terms = { plafonIdr: 40_000_000, tenorMonths: 36, ratePpm: 60_000 }

it.each([
  ['plafonIdr', 1, 5_000_000_000, (value: number) => checkPlafon(value)],
  ['tenorMonths', 1, 120, (value: number) => checkTenor(value)],
  ['ratePpm', 0, 1_000_000, (value: number) => checkTerms({ ...terms, ratePpm: value })],
])('%s is from %i to %i', (field, min, max, check) => {
  expect([refusedOf(() => check(min)), refusedOf(() => check(max))]).toEqual([null, null])
  for (const value of [min - 1, max + 1, max - 0.5])
    expect(refusedOf(() => check(value))).toEqual(['application/figure-invalid', { field, value, min, max }])
})

it('a list is as long as it may be, and not one longer', () => {
  expect(refusedOf(() => checkCount('reasons', [1, 2], 2))).toBeNull()
  expect(refusedOf(() => checkCount('reasons', [1, 2, 3], 2))).toEqual([
    'application/too-many',
    { field: 'reasons', count: 3, max: 2 },
  ])
})
