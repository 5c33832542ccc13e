// Working days in WIB (UTC+7, no daylight saving) on a dated holiday table that the caller passes in.
// Guarantees: Saturday, Sunday and the table's days are not counted; a day outside the table is `table-ends`, never a guess.
// Does not guarantee: office hours, other time zones (WITA, WIT), or leave of one office.
import type { Day, Instant } from './decider.ts'

export interface Holiday {
  readonly date: Day
  readonly name: string
}

export interface HolidayTable {
  /** Recorded with whatever was computed from it, e.g. `2026-11-24`. */
  readonly version: string
  /** First and last day that the table speaks for, both inclusive. */
  readonly from: Day
  readonly to: Day
  readonly days: readonly Holiday[]
}

export interface TableEnds {
  readonly kind: 'table-ends'
  /** The first day asked for that the table does not cover. */
  readonly day: Day
  readonly version: string
}

export type DueAt = { readonly kind: 'known'; readonly at: Instant; readonly version: string } | TableEnds
export type DayCount = { readonly kind: 'known'; readonly days: number; readonly version: string } | TableEnds

export type WorkingTime = { readonly kind: 'known'; readonly ms: number; readonly version: string } | TableEnds

const DAY_MS = 86_400_000
const WIB_MS = 7 * 3_600_000
/** Twenty years of working days; above it somebody mistook the unit. */
export const WORKING_DAYS_MAX = 5_000

/** The calendar day in WIB. 2026-05-10T17:30Z is already 11 May in Jakarta. */
export function dayInWib(instant: Instant): Day {
  return dayOfMs(msOf(instant))
}

/**
 * The same time of day, `count` working days later. The day it starts on is not counted, working or not:
 * Friday 16:00 plus one is Monday 16:00, and so is Saturday 16:00 plus one. Plus zero is the instant itself.
 */
export function addWorkingDays(instant: Instant, count: number, table: HolidayTable): DueAt {
  if (!Number.isInteger(count) || count < 0 || count > WORKING_DAYS_MAX)
    throw new RangeError(`working days are a whole number from 0 to ${WORKING_DAYS_MAX}, not ${count}`)
  const holidays = holidaysOf(table)
  let ms = msOf(instant)
  for (let left = count; left > 0;) {
    ms += DAY_MS
    const day = dayOfMs(ms)
    if (!covers(table, day)) return { kind: 'table-ends', day, version: table.version }
    if (isWorking(day, holidays)) left--
  }
  return { kind: 'known', at: new Date(ms).toISOString(), version: table.version }
}

/** Working days after the day of `from` up to and with the day of `to`; 0 when `to` is not on a later day. */
export function workingDaysBetween(from: Instant, to: Instant, table: HolidayTable): DayCount {
  const holidays = holidaysOf(table)
  const last = dayInWib(to)
  let days = 0
  for (let ms = msOf(from) + DAY_MS; dayOfMs(ms) <= last; ms += DAY_MS) {
    const day = dayOfMs(ms)
    if (!covers(table, day)) return { kind: 'table-ends', day, version: table.version }
    if (isWorking(day, holidays)) days++
  }
  return { kind: 'known', days, version: table.version }
}

/**
 * How much of the time from `from` to `to` lies on working days, in milliseconds: all 24 hours of such a day, because no office says here
 * when it opens. From Friday 16:00 to Monday 10:00 it is 18 hours. 0 when `to` is not later.
 */
export function workingMsBetween(from: Instant, to: Instant, table: HolidayTable): WorkingTime {
  const holidays = holidaysOf(table)
  const end = msOf(to)
  let ms = 0
  for (let at = msOf(from); at < end;) {
    const day = dayOfMs(at)
    if (!covers(table, day)) return { kind: 'table-ends', day, version: table.version }
    const next = Math.min(end, Date.parse(`${day}T00:00:00Z`) - WIB_MS + DAY_MS)
    if (isWorking(day, holidays)) ms += next - at
    at = next
  }
  return { kind: 'known', ms, version: table.version }
}

const holidaysOf = (table: HolidayTable): ReadonlySet<Day> => new Set(table.days.map((holiday) => holiday.date))
const covers = (table: HolidayTable, day: Day): boolean => table.from <= day && day <= table.to

function isWorking(day: Day, holidays: ReadonlySet<Day>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidays.has(day)
}

const dayOfMs = (ms: number): Day => new Date(ms + WIB_MS).toISOString().slice(0, 10)

function msOf(instant: Instant): number {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant}`)
  return ms
}
