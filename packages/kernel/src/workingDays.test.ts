// Working days in WIB, on the real table of 2025–2027 and on a table that ends.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addWorkingDays,
  dayInWib,
  indonesianHolidays as table,
  indonesianHolidaySources,
  workingDaysBetween,
  workingMsBetween,
} from './index.ts'
import { WORKING_DAYS_MAX } from './workingDays.ts'

const at = (text: string) => new Date(text).toISOString()
const due = (from: string, count: number) => {
  const result = addWorkingDays(at(from), count, table)
  return result.kind === 'known' ? result.at : result
}

test('half past midnight in Jakarta is already the next day', () => {
  expect(dayInWib('2026-05-10T17:30:00.000Z')).toBe('2026-05-11')
  expect(dayInWib('2026-05-10T16:59:59.999Z')).toBe('2026-05-10')
})
test('Friday plus one is Monday, at the same time of day; plus zero is the instant itself', () => {
  expect(due('2026-11-20T16:00:00+07:00', 1)).toBe(at('2026-11-23T16:00:00+07:00'))
  expect(due('2026-11-21T16:00:00+07:00', 1)).toBe(at('2026-11-23T16:00:00+07:00'))
  expect(due('2026-11-21T16:00:00+07:00', 0)).toBe(at('2026-11-21T16:00:00+07:00'))
})
test('Idulfitri 2026: four working days from Tuesday 17 March end on Monday 30 March', () => {
  // 18 joint leave, 19 Nyepi, 20 joint leave, 21–22 weekend and Idulfitri, 23–24 joint leave; 25, 26, 27, 30, 31 work.
  expect(due('2026-03-17T10:00:00+07:00', 4)).toBe(at('2026-03-30T10:00:00+07:00'))
  expect(workingDaysBetween(at('2026-03-17T10:00:00+07:00'), at('2026-03-31T08:00:00+07:00'), table)).toMatchObject({ days: 5 })
})
test('18 August 2025, which was added late, is no working day', () => {
  expect(due('2025-08-15T09:00:00+07:00', 1)).toBe(at('2025-08-19T09:00:00+07:00'))
})
test('time on working days: Friday 16:00 to Monday 10:00 is 18 hours, a Saturday is none, and each whole working day is 24', () => {
  const hours = (from: string, to: string) => {
    const result = workingMsBetween(at(from), at(to), table)
    return result.kind === 'known' ? result.ms / 3_600_000 : result
  }
  expect(hours('2026-11-20T16:00:00+07:00', '2026-11-23T10:00:00+07:00')).toBe(18)
  expect(hours('2026-11-21T00:00:00+07:00', '2026-11-23T00:00:00+07:00')).toBe(0)
  expect(hours('2026-11-23T00:00:00+07:00', '2026-11-28T00:00:00+07:00')).toBe(5 * 24)
  expect(hours('2026-11-23T10:00:00+07:00', '2026-11-23T09:00:00+07:00')).toBe(0)
  expect(hours('2027-12-31T10:00:00+07:00', '2028-01-02T00:00:00+07:00')).toMatchObject({ kind: 'table-ends', day: '2028-01-01' })
})
test('beyond the table there is no answer, and no guess', () => {
  expect(due('2027-12-30T09:00:00+07:00', 1)).toBe(at('2027-12-31T09:00:00+07:00'))
  expect(due('2027-12-30T09:00:00+07:00', 2)).toEqual({ kind: 'table-ends', day: '2028-01-01', version: table.version })
  expect(due('2024-12-30T09:00:00+07:00', 1)).toEqual({ kind: 'table-ends', day: '2024-12-31', version: table.version })
  expect(workingDaysBetween(at('2027-12-30T00:00:00Z'), at('2028-01-05T00:00:00Z'), table).kind).toBe('table-ends')
})
test('more working days than a table can hold, a part of one, or fewer than none are a mistake of ours', () => {
  expect(due('2026-11-20T09:00:00+07:00', WORKING_DAYS_MAX)).toMatchObject({ kind: 'table-ends' })
  for (const bad of [WORKING_DAYS_MAX + 1, 0.5, -1]) expect(() => due('2026-11-20T09:00:00+07:00', bad)).toThrow(RangeError)
})
test('adding and counting agree', () => {
  const starts = fc.date({ min: new Date('2025-01-02T00:00:00Z'), max: new Date('2027-06-01T00:00:00Z'), noInvalidDate: true })
  fc.assert(
    fc.property(starts, fc.integer({ min: 0, max: 60 }), (start, count) => {
      const from = start.toISOString()
      const result = addWorkingDays(from, count, table)
      if (result.kind !== 'known') throw new Error(`the table ended at ${result.day}`)
      expect(workingDaysBetween(from, result.at, table)).toMatchObject({ kind: 'known', days: count })
    }),
  )
})
test('the table is in order, names no day twice, and each of its years names its source', () => {
  const dates = table.days.map(({ date }) => date)
  expect(dates).toEqual([...new Set(dates)].sort())
  for (const year of new Set(dates.map((date) => Number(date.slice(0, 4)))))
    expect(indonesianHolidaySources.filter((source) => source.year === year)).toHaveLength(1)
})
