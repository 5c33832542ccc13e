import { applicationContract } from '@simpul/contracts'
import { indonesianHolidays } from '@simpul/kernel'
import { toEnvelopes, type Envelope } from '@simpul/platform'
import { expect, test } from 'vitest'
import { told, ways } from '../application/example.ts'
import type { ApplicationCommand } from '../application/decide.ts'
import { commands } from '../application/example.ts'
import { dueOf, receivedAt, stepSince } from './clocks.ts'

/** One event a minute from 9:00 WIB on. */
const history = (way: readonly ApplicationCommand[]): Envelope[] =>
  told(way).flatMap((event, n) => {
    const time = new Date(Date.parse('2025-03-10T02:00:00.000Z') + n * 60_000).toISOString()
    const by = { commandId: `${n}`, fingerprint: '', actor: '', correlationId: '', causationId: '' }
    return toEnvelopes(applicationContract, 'a', n, [event], time, by)
  })
const timeOf = (envelopes: readonly Envelope[], type: string) => envelopes.findLast((event) => event.type === type)?.time

test('a step counts from the event that began it, not from what happens within it', () => {
  const checking = history([...ways.checking, { ...commands.RecordCheck, check: 'sikp' }])
  expect(stepSince(checking)).toEqual({ step: 'checks', since: timeOf(checking, 'ApplicationSubmitted') })
  const surveying = history(ways.surveying)
  expect(stepSince(surveying)).toEqual({ step: 'survey', since: timeOf(surveying, 'ChecksPassed') })
})

test('quota that is asked for does not begin the decision anew', () => {
  const awaiting = history(ways['awaiting-quota'])
  expect(stepSince(awaiting)).toEqual({ step: 'decision', since: timeOf(awaiting, 'ApprovalProposed') })
})

test('a question stops the step, its answer begins it anew', () => {
  const asked = history(ways['need-info'])
  expect(stepSince(asked)).toEqual({ step: 'info', since: timeOf(asked, 'InfoRequested') })
  const answered = history([...ways['need-info'], commands.AnswerInfo])
  expect(stepSince(answered)).toEqual({ step: 'checks', since: timeOf(answered, 'InfoAnswered') })
})

test('an appeal counts from its filing, whoever has it meanwhile', () => {
  const appealed = history(ways.appealed)
  expect(stepSince(appealed)).toEqual({ step: 'appeal', since: timeOf(appealed, 'AppealFiled') })
})

test('what the law counts from the receipt is counted anew when a refusal is overturned', () => {
  const again = history([...ways.appealed, commands.OverturnAppeal])
  expect(receivedAt(again)).toBe(timeOf(again, 'AppealOverturned'))
  expect(stepSince(again)).toEqual({ step: 'analysis', since: timeOf(again, 'AppealOverturned') })
})

test('no clock runs before it was sent and after it is over', () => {
  expect(stepSince(history(ways.draft))).toBeNull()
  expect(stepSince(history(ways.rejected))).toBeNull()
})

test('a deadline skips days off, and is half reminded; a table that ends before it gives none', () => {
  // Monday 2025-03-24, 10:00 WIB; Nyepi (29 Mar) and Idulfitri (31 Mar, 1 Apr) follow, joint leave around them counts as days off too.
  const due = dueOf(5, '2025-03-24T03:00:00.000Z', indonesianHolidays)
  expect(due).toMatchObject({ dueAt: expect.stringMatching(/^2025-0[34]-/), tableVersion: indonesianHolidays.version })
  expect(Date.parse(due?.remindAt ?? '') * 2).toBe(Date.parse('2025-03-24T03:00:00.000Z') + Date.parse(due?.dueAt ?? ''))
  const without = dueOf(5, '2025-03-24T03:00:00.000Z', { ...indonesianHolidays, days: [] })
  expect((due?.dueAt ?? '') > (without?.dueAt ?? '')).toBe(true)
  expect(dueOf(5, '2025-03-24T03:00:00.000Z', { ...indonesianHolidays, to: '2025-03-25' })).toBeNull()
})
