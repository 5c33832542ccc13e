// Until when a refusal can be appealed against, looked up when it is refused.
import { indonesianHolidays, type HolidayTable } from '@simpul/kernel'
import type { ServiceContext } from '@simpul/platform'
import { expect, test } from 'vitest'
import { application } from '../application/aggregate.ts'
import { applicationId, now, stateAfter, ways } from '../application/example.ts'
import { standardPolicy } from '../approval/policy.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { policyText } from '../policy/example.ts'
import type { StepDays } from '../policy/policy.ts'
import { appealWindow } from './window.ts'

const noHolidays: HolidayTable = { ...indonesianHolidays, version: 'none', days: [] }

function windowOf(status: keyof typeof ways, workingDays: StepDays | null, holidays: HolidayTable = noHolidays) {
  const inForce = workingDays && { version: 1, ...policyText, workingDays }
  const policy = { status: 'kept', lender: 'org-bank-desa', versions: 1, inForce, proposed: null }
  const state = async (aggregate: unknown) => ({
    version: 1,
    state: aggregate === application ? stateAfter(ways[status]) : policy,
  })
  const outside = { clock: { now: () => Date.parse(now) }, policy: standardPolicy, holidays }
  return appealWindow({ commands: { state }, outside } as unknown as ServiceContext<MicrocreditOutside>, applicationId)
}

test('twenty working days, where the lender says nothing', async () => {
  expect(await windowOf('proposed', null)).toEqual({ appealUntil: '2025-04-07T03:00:00.000Z' })
  expect(await windowOf('proposed', { appeal: 3 })).toEqual({ appealUntil: '2025-04-07T03:00:00.000Z' })
})

test('as many as the lender’s policy says; a holiday among them makes it later', async () => {
  expect(await windowOf('proposed', { appealFiling: 5 })).toEqual({ appealUntil: '2025-03-17T03:00:00.000Z' })
  const holiday = { ...noHolidays, days: [{ date: '2025-03-12', name: 'cuti' }] } as HolidayTable
  expect(await windowOf('proposed', { appealFiling: 5 }, holiday)).toEqual({ appealUntil: '2025-03-18T03:00:00.000Z' })
})

test('where the table ends before it, there is no deadline, and nobody loses their appeal over that', async () =>
  expect(await windowOf('proposed', null, { ...noHolidays, to: '2025-03-12' })).toEqual({}))

test('what was never sent is refused by nobody', async () => expect(await windowOf('draft', null)).toEqual({}))
