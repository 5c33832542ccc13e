// The approval on real engines, each way that it can go.
import { dayInWib } from '@simpul/kernel'
import { systemClock } from '@simpul/platform'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fileOf } from '../application/application.ts'
import { commands as example, hand, terms } from '../application/example.ts'
import { holderOf } from '../application/turn.ts'
import { loan } from '../loan/aggregate.ts'
import { quota } from '../quota/aggregate.ts'
import { siti } from './applicationInMemory.ts'
import { dueOf } from './clocks.ts'
import { calm, down, hostApproval, noHolidays, noKur, quotaId, today } from './hostedApproval.ts'

const world = calm()
let here: Awaited<ReturnType<typeof hostApproval>>
beforeAll(async () => {
  here = await hostApproval(world)
  await here.openQuota(400_000_000)
})
afterAll(() => here.stop())
beforeEach(() => void Object.assign(world, calm()))

const manual = { outcome: 'manual', passed: true, evidenceRef: 'blob-9', by: 'p-officer', facts: {} } as const
const clockIs = (id: string, step: string) =>
  here.reaches(id, `the clock of ${step}`, (state) => 'file' in state && state.file?.clock?.step === step)
const DAY_MS = 86_400_000
const dayOf = (ms: number) => dayInWib(new Date(ms).toISOString())
/** When a step of so many working days must have begun to be reminded so soon. Three, where a weekend leaves no other beginning. */
function remindedIn(ms: number): { workingDays: number; sinceMs: number } {
  const wanted = Date.now() + ms
  for (const workingDays of [1, 2, 3])
    for (let sinceMs = wanted; sinceMs > wanted - 5 * DAY_MS; sinceMs -= 60_000) {
      const due = dueOf(workingDays, new Date(sinceMs).toISOString(), noHolidays)
      const early = wanted - Date.parse(due?.remindAt ?? '')
      if (Math.abs(early) < 60_000) return { workingDays, sinceMs: sinceMs + early }
    }
  throw new Error('no beginning is reminded then')
}
const slikIs = (id: string, outcome: string) =>
  here.reaches(id, `SLIK ${outcome}`, (state) => 'file' in state && state.file?.checks.slik?.outcome === outcome)

describe('the approval', () => {
  test('goes from the checks to the money, and the loan is opened; no word about the person in event log or Temporal', async () => {
    const id = await here.proposed()
    await here.say(id, example.ApproveApplication)
    await here.at(id, 'approved')
    await here.say(id, { ...example.SignAkad, signedOn: today() })
    expect(await here.at(id, 'registered')).toMatchObject({ sikpRef: `SIKP-akad:${id}` })
    await here.say(id, { ...example.DisburseApplication, disbursedOn: today() })
    const deadline = Date.now() + 20_000
    while ((await here.commands().state(loan, id)) === null && Date.now() < deadline) await systemClock.sleep(50)
    expect((await here.commands().state(loan, id))?.state).toMatchObject({
      status: 'active',
      schedule: { instalments: 36, instalmentIdr: 1_216_877, principalIdr: terms.plafonIdr },
    })
    const happened = await here.types(id)
    for (const type of ['CheckRecorded', 'VerdictGiven', 'ClockSet', 'QuotaWanted', 'AkadRegistered'])
      expect(happened).toContain(type)
    const history = await here.opened(`approval/${id}/1`)
    expect(history).toContain(`akad`) // it can be read
    expect(history).not.toContain(siti.nik)
    await here.keep(`approval/${id}/1`, 'disbursed')
  })

  test('a question to the applicant stops the clock, and the procedure goes on after the answer', async () => {
    const id = await here.submit()
    await here.verdictAt(id, 'surveying')
    await here.say(id, example.RequestInfo)
    await clockIs(id, 'info')
    await here.say(id, example.AnswerInfo)
    await clockIs(id, 'survey')
    await here.keep(`approval/${id}/1`, 'need-info')
  })

  test('a register that is away is no no: an officer checks by hand and it goes on', async () => {
    world.slik = down
    const id = await here.submit()
    expect((await slikIs(id, 'unreachable')).status).toBe('checking')
    await here.say(id, { ...example.RecordCheck, check: 'slik', result: manual })
    await here.verdictAt(id, 'surveying')
    await here.keep(`approval/${id}/1`, 'manual')
  })

  test('a register that is away is asked again, and the procedure goes on by itself', async () => {
    world.policy = { ...world.policy, unreachableAgainMs: 200 }
    world.slik = down
    const id = await here.submit()
    await slikIs(id, 'unreachable')
    await systemClock.sleep(600) // asked a few times more
    expect((await here.types(id)).filter((type) => type === 'CheckRecorded')).toHaveLength(3)
    world.slik = noKur
    await here.verdictAt(id, 'surveying')
  })

  test('a check that failed is an officer’s turn; what the applicant mended is asked again after their answer', async () => {
    world.slik = { kind: 'credits', credits: [], worst: 2, asOf: '2026-01-05T00:00:00.000Z', confidence: 'firm' }
    const id = await here.submit()
    expect(holderOf(await slikIs(id, 'failed'))).toBe('officer')
    world.slik = noKur
    await here.say(id, example.RequestInfo)
    await clockIs(id, 'info')
    await here.say(id, example.AnswerInfo)
    await here.verdictAt(id, 'surveying')
    await here.keep(`approval/${id}/1`, 'failed-and-mended')
  })

  test('SIKP that has not taken in a payoff is asked again on its day', async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    const history = { accesses: {}, active: [], kur: [], priorCommercial: [] }
    world.sikp = { kind: 'stale', history, recheckOn: yesterday, asOf: '2026-01-05T00:00:00.000Z', confidence: 'aged' }
    const id = await here.submit()
    await here.reaches(
      id,
      'SIKP to be stale',
      (state) => 'file' in state && state.file?.checks.sikp?.outcome === 'stale' && state.status === 'checking',
    )
    world.sikp = noKur
    await here.verdictAt(id, 'surveying')
    await here.keep(`approval/${id}/1`, 'stale')
  })

  test('sent back, it is analysed and proposed again', async () => {
    const id = await here.proposed()
    await here.say(id, example.SendBackProposal)
    await clockIs(id, 'analysis')
    await here.say(id, example.ProposeApproval)
    await here.say(id, example.ApproveApplication)
    await here.at(id, 'approved')
    await here.keep(`approval/${id}/1`, 'sent-back')
  })

  test('an akad that SIKP does not take is undone, its quota given back; decided and signed anew, it is another akad to SIKP', async () => {
    const id = await here.proposed()
    await here.say(id, example.ApproveApplication)
    await here.at(id, 'approved')
    world.sikpTakesReports = false
    await here.say(id, { ...example.SignAkad, signedOn: today() })
    await clockIs(id, 'disbursement')
    await here.say(id, example.ProposeUndo)
    await here.say(id, example.UndoApproval)
    await clockIs(id, 'analysis')
    const givenBack = async () => {
      const pool = (await here.commands().state(quota, quotaId))?.state
      return pool?.status === 'open' && pool.pool.entries[`${id}:1`]?.status === 'reversed'
    }
    for (const deadline = Date.now() + 20_000; !(await givenBack()) && Date.now() < deadline;) await systemClock.sleep(50)
    expect(await givenBack()).toBe(true)
    world.sikpTakesReports = true
    await here.say(id, example.ProposeApproval)
    await here.say(id, example.ApproveApplication)
    await here.at(id, 'approved')
    await here.say(id, { ...example.SignAkad, signedOn: today() })
    expect(await here.at(id, 'registered')).toMatchObject({ sikpRef: `SIKP-akad:${id}:2`, approval: { rid: `${id}:2` } })
    expect(await here.types(id)).not.toContain('ApplicationRejected')
    await here.keep(`approval/${id}/1`, 'undone')
  })

  test('rejected with reasons and taken up again, a second round begins at the checks', async () => {
    const id = await here.analysed()
    await here.say(id, example.ProposeRejection)
    await here.say(id, { ...example.RejectApplication, hand: hand('p-approver') })
    expect(await here.at(id, 'rejected')).toMatchObject({ reasons: [{ code: 'lender/npl-gate', side: 'lender' }] })
    await here.say(id, example.ReopenApplication)
    expect(await here.verdictAt(id, 'surveying')).toMatchObject({ file: { round: 2 } })
    await here.keep(`approval/${id}/1`, 'rejected')
    await here.keep(`approval/${id}/2`, 'reopened')
  })

  test('withdrawn while it is checked, nothing more happens to it', async () => {
    world.slik = down
    const id = await here.submit()
    await slikIs(id, 'unreachable')
    await here.say(id, example.WithdrawApplication)
    const before = await here.types(id)
    await systemClock.sleep(1_000)
    expect(await here.types(id)).toEqual(before)
    await here.keep(`approval/${id}/1`, 'withdrawn')
  })

  test('quota that is refused leaves the proposal to the approver, who asks again when there is some', async () => {
    const setLimit = async (limitIdr: number) =>
      here
        .commands()
        .send(
          quota,
          quotaId,
          { type: 'SetQuotaLimit', limitIdr, by: 'p-manager' },
          { commandId: `limit:${limitIdr}:${Date.now()}`, actor: 'p' },
        )
    const state = (await here.commands().state(quota, quotaId))?.state
    const used = state?.status === 'open' ? state.pool.confirmed + state.pool.consumed + state.pool.held : 0
    await setLimit(used)
    const id = await here.proposed()
    await here.say(id, example.ApproveApplication)
    await here.reaches(
      id,
      'the refusal of the quota',
      (now) => now.status === 'proposed' && now.setback?.code === 'reservation/not-enough',
    )
    await setLimit(400_000_000)
    await here.say(id, example.ApproveApplication)
    expect(await here.at(id, 'approved')).toMatchObject({ approval: { rid: `${id}:2` } })
    await here.keep(`approval/${id}/1`, 'quota-refused')
  })
})

describe('silence', () => {
  test('is reminded at half time and escalated at the deadline, and approves nothing', async () => {
    world.behindMs = 4 * 86_400_000 // of five working days, which are seven days
    const id = await here.submit()
    await here.at(id, 'surveying')
    world.behindMs = 0
    await here.reaches(id, 'the reminder', (state) => 'file' in state && state.file?.clock?.reminded === true)
    expect(await here.types(id)).not.toContain('ClockEscalated')
    world.policy = { ...world.policy, workingDays: { ...world.policy.workingDays, analysis: 0 } }
    await here.verdictAt(id, 'surveying')
    await here.say(id, { ...example.RecordSurvey, survey: { ...example.RecordSurvey.survey, surveyedOn: today() } })
    const escalated = await here.reaches(
      id,
      'the escalation',
      (state) => 'file' in state && state.file?.clock?.step === 'analysis' && state.file.clock.escalated,
    )
    expect(escalated.status).toBe('analysing')
    await here.keep(`approval/${id}/1`, 'overdue')
  })

  test('before a holiday that is declared while the clock runs: the deadline moves, and nobody is reminded of the old one', async () => {
    const { workingDays, sinceMs } = remindedIn(4_000)
    world.policy = { ...world.policy, workingDays: { ...world.policy.workingDays, checks: workingDays } }
    world.slik = down
    world.behindMs = Date.now() - sinceMs
    const id = await here.submit()
    world.behindMs = 0
    const first = fileOf(await clockIs(id, 'checks'))?.clock
    const week = Array.from({ length: 7 }, (_, n) => ({ date: dayOf(sinceMs + n * DAY_MS), name: 'cuti bersama' }))
    world.holidays = { ...noHolidays, version: 'declared', days: week }
    const moved = await here.reaches(
      id,
      'the new deadline',
      (state) => 'file' in state && state.file?.clock?.tableVersion === 'declared',
    )
    const second = fileOf(moved)?.clock
    expect(second).toMatchObject({ step: 'checks', reminded: false, escalated: false })
    expect(Date.parse(second?.dueAt ?? '')).toBeGreaterThan(Date.parse(first?.dueAt ?? ''))
    expect(await here.types(id)).not.toContain('ClockReminded')
  })

  test('of SIKP after the akad does not stop the clock that the applicant sees; when it answers, the akad is registered', async () => {
    const id = await here.proposed()
    await here.say(id, example.ApproveApplication)
    await here.at(id, 'approved')
    world.sikpTakesReports = false
    await here.say(id, { ...example.SignAkad, signedOn: today() })
    expect((await clockIs(id, 'disbursement')).status).toBe('akad')
    world.sikpTakesReports = true
    await here.at(id, 'registered')
  })
})
