// An appeal on real engines: refused, appealed, overturned, approved and paid; and one that is upheld after a long silence.
import { systemClock } from '@simpul/platform'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { application } from '../application/aggregate.ts'
import { fileOf, type Application } from '../application/application.ts'
import { commands as c, npl } from '../application/example.ts'
import { calm, hostApproval, quotaId, today } from '../approval/hostedApproval.ts'
import { loan } from '../loan/aggregate.ts'
import { quota } from '../quota/aggregate.ts'
import type { Contested } from './appeal.ts'
import { appealReasonsOf } from './reasons.ts'

const world = calm()
let here: Awaited<ReturnType<typeof hostApproval>>
beforeAll(async () => {
  here = await hostApproval(world)
  await here.openQuota(400_000_000)
})
afterAll(() => here.stop())
beforeEach(() => void Object.assign(world, calm()))

const contested: readonly Contested[] = [
  { kind: 'reason', name: npl.code },
  { kind: 'fact', name: 'hasNpwp', says: true },
]
const overturn = {
  ...c.OverturnAppeal,
  granted: contested.map(({ kind, name }) => ({ kind, name })),
  reasons: appealReasonsOf(['fact/corrected'], 'overturned'),
  corrections: [{ fact: 'hasNpwp', value: true, evidenceRef: null }],
} as const

async function refused(): Promise<string> {
  const id = await here.analysed()
  await here.say(id, c.ProposeRejection)
  await here.say(id, c.RejectApplication)
  await here.at(id, 'rejected')
  return id
}
async function filed(): Promise<string> {
  const id = await refused()
  const command = { ...c.FileAppeal, contested }
  // The same message twice, as after an answer that was lost.
  for (const _ of [1, 2]) await here.commands().send(application, id, command, { commandId: `file:${id}`, actor: 'p-siti' })
  return id
}
const clockOf = (id: string, what: string, fits: (state: Application) => boolean) =>
  here.reaches(id, what, (state) => state.status === 'appealed' && fits(state))
const poolOf = async () => {
  const state = (await here.commands().state(quota, quotaId))?.state
  if (state?.status !== 'open') throw new Error('the quota is open')
  const { held, confirmed, consumed } = state.pool
  return { held, confirmed, consumed }
}

test('overturned, it is open again where nothing is in doubt, judged anew, approved and paid out once', async () => {
  const before = await poolOf()
  const id = await filed()
  expect((await here.types(id)).filter((type) => type === 'AppealFiled')).toHaveLength(1)
  await clockOf(id, 'its deadline', (state) => fileOf(state)?.clock?.step === 'appeal')
  await here.restart() // whoever decides comes days later, after a new release
  await here.say(id, c.AssignAppeal)
  await here.say(id, overturn)
  expect(await poolOf()).toEqual(before)
  const again = await here.verdictAt(id, 'analysing')
  expect(again).toMatchObject({ file: { round: 2, business: { hasNpwp: true }, appeals: [{ round: 1, outcome: 'overturned' }] } })
  await here.say(id, c.ProposeApproval)
  await here.say(id, c.ApproveApplication)
  await here.at(id, 'approved')
  await here.say(id, { ...c.SignAkad, signedOn: today() })
  await here.at(id, 'registered')
  await here.say(id, { ...c.DisburseApplication, disbursedOn: today() })
  for (const deadline = Date.now() + 20_000; !(await here.commands().state(loan, id)) && Date.now() < deadline;)
    await systemClock.sleep(50)
  expect((await here.commands().state(loan, id))?.state).toMatchObject({ status: 'active' })
  const types = await here.types(id)
  expect(types.slice(0, types.indexOf('ApplicationRejected'))).toContain('SurveyRecorded') // its history stays
  expect(types.filter((type) => type === 'SurveyRecorded' || type === 'ApplicationDisbursed')).toHaveLength(2)
  await here.keep(`appeal/${id}/1`, 'overturned')
  await here.keep(`approval/${id}/2`, 'overturned')
})

test('past its deadline it is escalated and still waits; upheld, it stays refused and nothing more happens', async () => {
  world.policy = { ...world.policy, workingDays: { ...world.policy.workingDays, appeal: 0 } }
  const id = await filed()
  await clockOf(id, 'the escalation', (state) => fileOf(state)?.clock?.escalated === true)
  await here.say(id, c.AssignAppeal)
  await here.say(id, c.UpholdAppeal)
  expect(await here.at(id, 'rejected')).toMatchObject({ file: { round: 1, clock: null, appeals: [{ outcome: 'upheld' }] } })
  await here.keep(`appeal/${id}/1`, 'upheld')
  const types = await here.types(id)
  await systemClock.sleep(500)
  expect(await here.types(id)).toEqual(types)
  await expect(here.say(id, { ...c.FileAppeal, contested })).rejects.toMatchObject({ code: 'appeal/used' })
})

test('reminded at half time and withdrawn, its procedure ends; a survey that was contested with success is asked for once more', async () => {
  const withdrawn = await refused()
  world.behindMs = 8 * 86_400_000 // of ten working days, which are fourteen days
  await here.say(withdrawn, { ...c.FileAppeal, contested })
  world.behindMs = 0
  await clockOf(withdrawn, 'the reminder', (state) => fileOf(state)?.clock?.reminded === true)
  expect(await here.types(withdrawn)).not.toContain('ClockEscalated')
  await here.say(withdrawn, c.WithdrawAppeal)
  await here.keep(`appeal/${withdrawn}/1`, 'withdrawn')

  const id = await refused()
  const fact = { kind: 'fact', name: 'monthlyCapacityIdr' } as const
  await here.say(id, { ...c.FileAppeal, contested: [{ ...fact, says: 4_000_000 }] })
  await here.say(id, c.AssignAppeal)
  await here.say(id, { ...overturn, granted: [fact], corrections: [] })
  expect(await here.verdictAt(id, 'surveying')).toMatchObject({ file: { round: 2 } })
  await here.say(id, { ...c.RecordSurvey, survey: { ...c.RecordSurvey.survey, surveyedOn: today() } })
  await here.verdictAt(id, 'analysing')
  await here.reaches(id, 'the clock of the analysis', (state) => fileOf(state)?.clock?.step === 'analysis')
  await here.keep(`approval/${id}/2`, 'surveyed-again')
})
