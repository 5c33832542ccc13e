// The steps of the approval, each run as Temporal may run it: again after a kill, again from the log, late, with clocks that differ.
import { indonesianHolidays } from '@simpul/kernel'
import { expect, test } from 'vitest'
import { fileOf } from '../application/application.ts'
import { application } from '../application/aggregate.ts'
import type { ApplicationCommand } from '../application/decide.ts'
import { commands as example, ways } from '../application/example.ts'
import { approvalSteps } from './activities.ts'
import { applicationInMemory, metaOf, slikAway } from './applicationInMemory.ts'
import { standardPolicy } from './policy.ts'

const askSlik = metaOf('approval/a/1:check:3:3')
const manual = { outcome: 'manual', passed: true, evidenceRef: 'blob-9', by: 'p-officer', facts: {} } as const

test('started again from the log, a check that found nobody there is asked anew, and its answer counts', async () => {
  const { id, world, context, state } = await applicationInMemory(ways.checking)
  world.slik = async () => slikAway
  expect(await approvalSteps(context).check(askSlik, id, 'slik')).toBe('2025-03-10T03:15:00.000Z')
  world.slik = async () => ({ kind: 'not-found', asOf: '2025-03-10T00:00:00.000Z', confidence: 'firm' })
  expect(await approvalSteps(context).check(askSlik, id, 'slik')).toBeNull()
  expect(fileOf(await state())?.checks.slik).toMatchObject({ outcome: 'ok' })
})

test('a late workflow of the first round asks nobody and sets nothing in the second', async () => {
  const { id, world, context, types } = await applicationInMemory([...ways.rejected, example.ReopenApplication])
  const before = await types()
  let asked = 0
  world.slik = async () => {
    asked += 1
    return slikAway
  }
  const late = approvalSteps(context)
  const otherRound = { code: 'application/other-round' }
  await expect(late.check(askSlik, id, 'slik', 1)).rejects.toMatchObject(otherRound)
  await expect(late.clock(metaOf('approval/a/1:clock:3:1'), id, 'checks', 1)).rejects.toMatchObject(otherRound)
  await expect(late.giveVerdict(metaOf('approval/a/1:giveVerdict:3:1'), id, 1)).rejects.toMatchObject(otherRound)
  expect([asked, await types()]).toEqual([0, before])
  await approvalSteps(context).check(metaOf('approval/a/2:check:3:1'), id, 'slik', 2)
  expect(asked).toBe(1)
})

test('nobody there for days is one event, not one a quarter of an hour', async () => {
  const { id, world, context, types } = await applicationInMemory(ways.checking)
  world.slik = async () => slikAway
  for (let n = 3; n < 100; n += 1)
    expect(await approvalSteps(context).check(metaOf(`approval/a/1:check:3:${n}`), id, 'slik')).not.toBeNull()
  expect((await types()).filter((type) => type === 'CheckRecorded')).toHaveLength(1)
})

test('an answer that comes after the officer checked by hand does not overrule the officer', async () => {
  const { id, world, context, say, state } = await applicationInMemory(ways.checking)
  world.slik = async () => {
    await say({ ...example.RecordCheck, check: 'slik', result: manual })
    return slikAway
  }
  await expect(approvalSteps(context).check(askSlik, id, 'slik')).rejects.toMatchObject({ code: 'application/checked-by-hand' })
  expect(fileOf(await state())?.checks.slik).toEqual(manual)
})

test('an escalation that our clock finds too early is tried again, not given up', async () => {
  const { id, world, context, types } = await applicationInMemory(ways.surveying)
  const { dueAt } = await approvalSteps(context).clock(metaOf('c1'), id, 'survey')
  const escalate = () => approvalSteps(context).escalate(metaOf('e1'), id, 'survey', dueAt)
  world.nowMs = Date.parse(dueAt) - 1
  await expect(escalate()).rejects.toMatchObject({ status: 503 })
  world.nowMs = Date.parse(dueAt)
  await escalate()
  expect(await types()).toContain('ClockEscalated')
})

test('a holiday table that ends stops no procedure: there is no deadline, and whoever runs Simpul is told', async () => {
  const { id, world, context } = await applicationInMemory(ways.surveying)
  world.holidays = { ...indonesianHolidays, to: '2025-03-12' }
  await expect(approvalSteps(context).clock(metaOf('c1'), id, 'survey')).rejects.toMatchObject({
    code: 'application/holidays-end',
  })
  expect(world.logged).toEqual([{ applicationId: id, step: 'survey', tableVersion: indonesianHolidays.version }])
})

test('a lender that has days of its own has them, and another one the standard', async () => {
  const { id, context } = await applicationInMemory(ways.surveying)
  const dueFor = async (lender: string) => {
    const policy = { ...standardPolicy, workingDaysOfLender: { [lender]: { survey: 1 } } }
    return (await approvalSteps({ ...context, outside: { ...context.outside, policy } }).clock(metaOf('c'), id, 'survey')).dueAt
  }
  expect(await dueFor('org-bank-desa')).toBe('2025-03-11T03:00:00.000Z')
  expect(await dueFor('org-lain')).toBe('2025-03-17T03:00:00.000Z')
})

test('the days that the lender’s adopted policy sets are the ones that count', async () => {
  const { id, context } = await applicationInMemory(ways.surveying)
  const kept = { status: 'kept', inForce: { version: 1, workingDays: { survey: 2 } } }
  const commands = {
    ...context.commands,
    state: async (of: { contract: { source: string } }, target: string) =>
      of.contract.source === 'microcredit.policy' ? { state: kept, version: 1 } : context.commands.state(application, target),
  } as typeof context.commands
  expect((await approvalSteps({ ...context, commands }).clock(metaOf('c'), id, 'survey')).dueAt).toBe('2025-03-12T03:00:00.000Z')
})

const pmi = (way: readonly ApplicationCommand[]) =>
  way.map((command) =>
    command.type === 'SaveDraft' ? { ...command, changes: { ...command.changes, scheme: 'PMI' as const } } : command,
  )

test('KUR for migrant workers: five working days from the receipt, whatever the lender sets, and a new holiday moves them', async () => {
  const { id, world, context, say, state } = await applicationInMemory(pmi(ways.checking))
  const clock = async (step: 'checks' | 'survey' | 'info', of = 'c1') =>
    (await approvalSteps(context).clock(metaOf(of), id, step)).dueAt
  expect(await clock('checks')).toBe('2025-03-12T03:00:00.000Z') // the lender's two days are earlier
  expect(fileOf(await state())?.clock).not.toHaveProperty('statutory')
  world.nowMs = Date.parse('2025-03-13T03:00:00.000Z')
  for (const check of ['identity', 'sikp', 'slik'] as const) await say({ ...example.RecordCheck, check })
  expect(await clock('survey')).toBe('2025-03-17T03:00:00.000Z') // five days of its own would be the 20th
  expect(fileOf(await state())?.clock).toMatchObject({ step: 'survey', statutory: 'PermenP2MI 18/2025 Ps.14' })
  world.holidays = { ...indonesianHolidays, version: 'declared', days: [{ date: '2025-03-17', name: 'x' }] }
  expect(await clock('survey')).toBe('2025-03-18T03:00:00.000Z')
  await say(example.RequestInfo)
  expect(await clock('info')).toBe('2025-03-28T03:00:00.000Z') // the applicant's time is not the lender's
})

test('started again from the log with another holiday table, the deadline that people see is the new one', async () => {
  const { id, world, context, state } = await applicationInMemory(ways.surveying)
  const first = await approvalSteps(context).clock(metaOf('c1'), id, 'survey')
  world.holidays = { ...indonesianHolidays, version: 'later', days: [{ date: '2025-03-11', name: 'x' }] }
  const second = await approvalSteps(context).clock(metaOf('c1'), id, 'survey')
  expect(second.dueAt > first.dueAt).toBe(true)
  expect(fileOf(await state())?.clock).toMatchObject({ dueAt: second.dueAt, tableVersion: 'later' })
})
