// Five growers on real engines: formed, one who may not receive KUR told apart before sending, sent in one write, each to the money.
import { randomUUID } from 'node:crypto'
import { systemClock } from '@simpul/platform'
import { Refusal } from '@simpul/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands as example, survey } from '../application/example.ts'
import { calm, hostApproval, today } from '../approval/hostedApproval.ts'
import { loan } from '../loan/aggregate.ts'
import { quota } from '../quota/aggregate.ts'
import { kurRules } from '../rules/kurRules.ts'
import { group } from './aggregate.ts'
import type { GroupCommand } from './decide.ts'
import { accepts, agrees, agreementOf, ani, budi, citra, dedi, eka, invites, now, people, plan, SHARES } from './example.ts'
import type { Group, Member } from './group.ts'
import { groupNow } from './groupNow.ts'
import { seat } from './seat.ts'

const WAIT_MS = 40_000
const fajar = 'p-fajar'
const quotaId = `org-bank-desa.KHUSUS.${today().slice(0, 4)}.pusat`
const groupId = randomUUID()
let here: Awaited<ReturnType<typeof hostApproval>>
beforeAll(async () => {
  here = await hostApproval(calm())
  const open = {
    type: 'OpenQuota',
    lender: 'org-bank-desa',
    scheme: 'KHUSUS',
    year: Number(today().slice(0, 4)),
    unit: 'pusat',
  } as const
  const meta = { commandId: 'open-khusus', actor: 'p-manager', creates: true }
  await here.commands().send(quota, quotaId, { ...open, limitIdr: 100_000_000, by: 'p-manager' }, meta)
})
afterAll(() => here.stop())

/** Twice under one id, as by an impatient finger. */
async function say(command: GroupCommand): Promise<void> {
  const meta = { commandId: randomUUID(), actor: 'test', creates: command.type === 'StartGroup' }
  await here.commands().send(group, groupId, command, meta)
  await here.commands().send(group, groupId, command, meta)
}
const refusalOf = (command: GroupCommand) =>
  say(command).then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? [error.code, error.facts] : error),
  )
const groupIn = async () => (await here.commands().state(group, groupId))?.state as Exclude<Group, { status: 'none' }>
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WAIT_MS
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited ${WAIT_MS} ms for: ${what}; it is ${JSON.stringify(await groupIn())}`)
    await systemClock.sleep(50)
  }
}
const members = (holds: (member: Member) => boolean) => async () => (await groupIn()).members.every(holds)
const sends = { type: 'SubmitGroup', by: ani, book: kurRules, barred: [], now } as const
const applicationIds = Object.fromEntries([...people, fajar].map((person) => [person, randomUUID()]))
const joins = (person: string, changed: Parameters<typeof agreementOf>[1] = {}) =>
  ({ ...agrees(person, changed), applicationId: applicationIds[person] as string }) as const

test(
  'from five agreements to five loans: the quota holds exactly the plafon, one who may not is out before anything was sent',
  { timeout: 120_000 },
  async () => {
    await say({ type: 'StartGroup', groupId, chair: ani, now })
    await say({ type: 'SavePlan', changes: plan, now })
    for (const person of [budi, citra, dedi, eka, fajar]) await say(invites(person))
    for (const person of people) await say(joins(person))
    const { business } = agreementOf(fajar)
    await say(joins(fajar, { plafonIdr: 5_000_000, business: { ...business, yearlyTurnoverIdr: 5_100_000_000 } }))
    await until(
      'a seat for each',
      members(({ seat: has }) => has === 'held'),
    )
    await say({ type: 'SavePlan', changes: { plafonIdr: 105_000_000 }, now })
    expect(await refusalOf(sends)).toEqual(['group/members-not-ready', { members: [fajar] }])
    await say({ type: 'LeaveGroup', person: fajar, by: ani, now })
    await say({ type: 'SavePlan', changes: { plafonIdr: 100_000_000 }, now })
    for (const person of people) await say(accepts(person, people, 100_000_000))
    await say(sends)
    await Promise.all(people.map((person) => toTheAkad(applicationIds[person] as string, SHARES[person] as number)))
    expect((await here.commands().state(quota, quotaId))?.state).toMatchObject({ pool: { held: 0, confirmed: 100_000_000 } })
    await until(
      'the group to hear of each akad',
      members(({ standing }) => standing === 'akad'),
    )
    for (const person of people)
      await here.say(applicationIds[person] as string, { ...example.DisburseApplication, disbursedOn: today() })
    await until('the group to be done', async () => (await groupIn()).status === 'done')
    const loans = await Promise.all(people.map(async (person) => loanOf(applicationIds[person] as string)))
    expect(loans.map(({ plafonIdr, scheme }) => [scheme, plafonIdr])).toEqual(people.map((person) => ['KHUSUS', SHARES[person]]))
    expect(loans.reduce((sum, { schedule }) => sum + schedule.principalIdr, 0)).toBe(100_000_000)
    expect((await here.commands().state(quota, quotaId))?.state).toMatchObject({
      pool: { held: 0, confirmed: 0, consumed: 100_000_000 },
    })
    await until('every seat to be free', async () =>
      (await Promise.all([...people, fajar].map((person) => here.commands().state(seat, person)))).every(
        (each) => each?.state.status === 'free',
      ),
    )
    expect(await here.commands().state(group, applicationIds[fajar] as string)).toBeNull()
  },
)

async function toTheAkad(id: string, plafonIdr: number): Promise<void> {
  await until(`${id} to be begun`, async () => (await here.types(id)).length > 0)
  await here.verdictAt(id, 'surveying')
  await here.say(id, { ...example.RecordSurvey, survey: { ...survey, surveyedOn: today() } })
  await here.verdictAt(id, 'analysing')
  const terms = { plafonIdr, tenorMonths: 36, ratePpm: 60_000 }
  await here.say(id, { ...example.ProposeApproval, terms })
  await here.say(id, example.ApproveApplication)
  await here.at(id, 'approved')
  const signed = { ...example.SignAkad, signedOn: today(), terms, signers: [...people] }
  await here.say(id, { ...signed, ...(await groupNow({ commands: here.commands() }, id)) })
  await here.at(id, 'registered')
}

async function loanOf(id: string) {
  await until(`the loan of ${id}`, async () => (await here.commands().state(loan, id)) !== null)
  const state = (await here.commands().state(loan, id))?.state
  if (state?.status !== 'active') throw new Error('a loan that was opened is active')
  return state
}
