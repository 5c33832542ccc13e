// The months of a harvest.
import { expect, it, test } from 'vitest'
import { harvestMonths, monthsOf } from './harvest.ts'

test.each([
  [2, 5, [2, 3, 4, 5]],
  [11, 2, [11, 12, 1, 2]], // Nov–Feb wraps the year (market.md §7)
  [4, 4, [4]],
  [12, 1, [12, 1]],
  [1, 12, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  [5, 4, [5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4]],
])('from month %s to %s', (fromMonth, toMonth, months) => expect(monthsOf({ fromMonth, toMonth })).toEqual(months))

it('of several windows each month is told once', () =>
  expect(
    harvestMonths([
      { fromMonth: 11, toMonth: 1, expected: '1' },
      { fromMonth: 1, toMonth: 2, expected: '1' },
    ]),
  ).toEqual([1, 2, 11, 12]))
