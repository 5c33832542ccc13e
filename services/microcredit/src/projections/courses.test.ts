// How an application went, against the application itself.
import type { Instant } from '@simpul/kernel'
import { Refusal } from '@simpul/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, type ApplicationCommand } from '../application/decide.ts'
import { evolve, type ApplicationEvent } from '../application/events.ts'
import { fileOf, initial, type Application } from '../application/application.ts'
import { commands as c, npl, told, ways } from '../application/example.ts'
import { courses, type CourseRow } from './courses.ts'

const begun = Date.parse('2026-11-20T02:00:00.000Z')
/** Each event six hours after the one before; the first on a Friday morning in Jakarta. */
const at = (n: number): Instant => new Date(begun + n * 6 * 3_600_000).toISOString()
const after = (events: readonly ApplicationEvent[]) =>
  events.reduce<CourseRow | null>((row, event, n) => courses.fold(row, event, { time: at(n) } as never) as CourseRow | null, null)

const histories = fc.tuple(
  fc.constantFrom(...Object.values(ways)),
  fc.array(fc.constantFrom(...Object.values(c)), { maxLength: 25 }),
)

test('its status is the application’s own, after every event of every history', () =>
  fc.assert(
    fc.property(histories, ([way, more]) => {
      let state: Application = initial
      let row: CourseRow | null = null
      for (const command of [...way, ...more] as ApplicationCommand[]) {
        let events: readonly ApplicationEvent[] = []
        try {
          events = decide(state, command)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
        for (const event of events) {
          state = evolve(state, event)
          row = courses.fold(row, event, { time: at(0) } as never) as CourseRow
          expect([event.type, row.status, row.lender]).toEqual([event.type, state.status, fileOf(state)?.lender ?? row.lender])
          expect(row.reasons).toEqual('reasons' in state ? state.reasons : [])
          expect(row.approvedAt !== null || !('approval' in state)).toBe(true)
        }
      }
    }),
    { numRuns: 300 },
  ))

test('a step takes from its first event to that of the next, on the clock and on working days', () => {
  const events = told(ways.analysing)
  const nth = (type: ApplicationEvent['type']) => events.findIndex((event) => event.type === type)
  const row = after(events)
  const hours = (nth('ChecksPassed') - nth('ApplicationSubmitted')) * 6
  expect(row?.spent.checks?.calendarMs).toBe(hours * 3_600_000)
  // Sent on Friday at 21:00 in Jakarta: three hours are Friday's, then comes the weekend.
  expect([at(nth('ApplicationSubmitted')), at(nth('ChecksPassed'))]).toEqual([
    '2026-11-20T14:00:00.000Z',
    '2026-11-21T14:00:00.000Z',
  ])
  expect(row?.spent.checks?.workingMs).toBe(3 * 3_600_000)
  expect(row?.since).toBe(at(nth('SurveyRecorded')))
  expect(Object.keys(row?.spent ?? {})).toEqual(['checks', 'survey'])
})

test('a question to the applicant is a step of its own, and what was asked for goes on after it', () => {
  const events = told([...ways.surveying, c.RequestInfo, c.AnswerInfo])
  const row = after(events)
  expect([row?.status, row?.back, row?.spent.info?.calendarMs]).toEqual(['surveying', null, 6 * 3_600_000])
  expect(row?.spent.survey?.calendarMs).toBeGreaterThan(0)
})

test('a draft is the lender’s that it names last; a refusal keeps its reasons until it is taken up again', () => {
  expect(after(told(ways.draft))).toMatchObject({ status: 'draft', lender: 'org-bank-desa', submittedAt: null })
  expect(after(told(ways.rejected))?.reasons).toEqual([npl])
  expect(after(told([...ways.rejected, c.ReopenApplication]))?.reasons).toEqual([])
})

test('quota that did not reach stays on record as the lender’s side', () => {
  const refused = [...ways['awaiting-quota'], c.RecordQuotaRefusal]
  expect(after(told(refused))).toMatchObject({ status: 'proposed', lackedQuota: true, approvedAt: null })
})
