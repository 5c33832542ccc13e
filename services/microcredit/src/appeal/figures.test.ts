// A lender's appeals in figures: by what was contested, and how long they took.
import { applicationContract } from '@simpul/contracts'
import { toEnvelopes } from '@simpul/platform'
import { expect, it, test } from 'vitest'
import { commands as c, hand, now, siti, told, ways } from '../application/example.ts'
import type { ApplicationEvent } from '../application/events.ts'
import { appeals, type AppealsRow } from '../projections/appeals.ts'
import type { Contested } from './appeal.ts'
import { figuresOf } from './figures.ts'

const DAY_MS = 86_400_000
const later = (days: number) => new Date(Date.parse(now) + days * DAY_MS).toISOString()
const by = { commandId: 'c', fingerprint: 'c', actor: 'p', correlationId: 'c', causationId: 'c' }
type Timed = readonly [ApplicationEvent, number]

/** Each event so many days later. */
function rowOf(...timed: readonly Timed[]): AppealsRow | null {
  return timed.reduce<AppealsRow | null>((row, [event, days], index) => {
    const [envelope] = toEnvelopes(applicationContract, 'a', index, [event], later(days), by)
    return envelope ? (appeals.fold(row, event, envelope) as AppealsRow | null) : row
  }, null)
}

const ground: Contested = { kind: 'rule', name: 'R-ACCESS' }
const fact: Contested = { kind: 'fact', name: 'kur.MIKRO', says: 1 }
const filed = (round: number, days: number, ...contested: readonly Contested[]): Timed => [
  { type: 'AppealFiled', round, lender: 'org-bank-desa', unit: 'pusat', contested, textRef: null, by: siti, at: later(days) },
  days,
]
const upheld = (days: number): Timed => [{ type: 'AppealUpheld', reasons: c.UpholdAppeal.reasons, hand: hand('p-r') }, days]
const withdrawn = (days: number): Timed => [{ type: 'AppealWithdrawn', by: siti }, days]
const overturned = (days: number, ...granted: readonly Contested[]): Timed => [
  {
    type: 'AppealOverturned',
    round: 2,
    granted: granted.map(({ kind, name }) => ({ kind, name })),
    reasons: c.OverturnAppeal.reasons,
    corrections: [],
    resumesAt: 'analysing',
    survey: c.OverturnAppeal.survey,
    on: '2025-03-20',
    hand: hand('p-r'),
  },
  days,
]
const figures = (...rows: (AppealsRow | null)[]) =>
  figuresOf(
    rows.flatMap((row) => row?.appeals ?? []),
    now,
    later(365),
  )

it('counts each appeal and each thing contested; right in one point is upheld in the others', () =>
  expect(
    figures(
      rowOf(filed(1, 0, ground, fact), overturned(3, fact), filed(2, 10, ground), upheld(15)),
      rowOf(filed(1, 1, ground), withdrawn(2)),
      rowOf(filed(1, 2, fact)),
    ),
  ).toEqual({
    filed: 4,
    open: 1,
    upheld: 1,
    overturned: 1,
    withdrawn: 1,
    medianDays: 4,
    contested: [
      { kind: 'rule', name: 'R-ACCESS', filed: 3, open: 0, upheld: 2, overturned: 0, withdrawn: 1 },
      { kind: 'fact', name: 'kur.MIKRO', filed: 2, open: 1, upheld: 0, overturned: 1, withdrawn: 0 },
    ],
  }))

test('the median is of those that were decided, to a tenth of a day; of none there is none', () => {
  expect(figures(rowOf(filed(1, 0, ground), upheld(2.26))).medianDays).toBe(2.3)
  expect(figures(rowOf(filed(1, 0, ground), withdrawn(9))).medianDays).toBeNull()
  expect(figures().medianDays).toBeNull()
})

test('an appeal counts in the time in which it was filed', () => {
  const cases = rowOf(filed(1, 0, ground), upheld(9))?.appeals ?? []
  expect(figuresOf(cases, now, later(1)).filed).toBe(1)
  expect(figuresOf(cases, later(1), later(9)).filed).toBe(0)
  expect(figuresOf(cases, '', now).filed).toBe(0)
})

test('no row where there was no appeal, and no person in any', () => {
  expect(rowOf(...told(ways.rejected).map((event): Timed => [event, 0]))).toBeNull()
  const row = rowOf(...told([...ways.appealed, c.OverturnAppeal]).map((event): Timed => [event, 0]))
  expect(row).toMatchObject({ lender: 'org-bank-desa', unit: 'pusat', appeals: [{ outcome: 'overturned' }] })
  expect(JSON.stringify(row)).not.toMatch(/p-/)
})
