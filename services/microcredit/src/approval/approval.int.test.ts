// The approval on real engines: relay, process and worker in this process; partners, SIKP and SLIK as this test wants them.
import { randomUUID } from 'node:crypto'
import { dayInWib, indonesianHolidays } from '@simpul/kernel'
import { systemClock, type Commands } from '@simpul/platform'
import { connectMongo, hostService, kafkaClient, type Engines, type Hosted } from '@simpul/platform/host'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { application } from '../application/aggregate.ts'
import type { Application } from '../application/application.ts'
import type { ApplicationCommand } from '../application/decide.ts'
import { commands as example, hand, survey, terms, ways } from '../application/example.ts'
import { loan } from '../loan/aggregate.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { quota } from '../quota/aggregate.ts'
import { microcredit } from '../service.ts'

const epoch = `t${randomUUID().slice(0, 8)}`
const today = () => dayInWib(new Date().toISOString())
const quotaId = `org-bank-desa.MIKRO.${today().slice(0, 4)}.pusat`
const dated = { asOf: '2026-01-05T00:00:00.000Z', confidence: 'firm' } as const
const away = { kind: 'down', system: 'slik', operation: 'x', reason: 'timeout', detail: 'x', attempts: 1 } as const
const world = { slikIsAway: false }

const outside: MicrocreditOutside = {
  people: {
    identityOf: async () => ({ kind: 'known', verified: true, name: 'Siti', nik: '3171011708900001', birthDate: '1990-08-17' }),
  },
  sikp: {
    history: async () => ({ kind: 'not-found', ...dated }),
    reportAkad: async ({ key }: { key: string }) => ({
      kind: 'registered',
      number: `SIKP-${key}`,
      registeredAt: dated.asOf,
      via: 'send',
    }),
  } as unknown as MicrocreditOutside['sikp'], // the three other calls are not made
  slik: { credits: async () => (world.slikIsAway ? away : { kind: 'not-found', ...dated }) },
  holidays: indonesianHolidays,
  clock: systemClock,
}

let db: Engines['db']
let hosted: Hosted
let commands: Commands
beforeAll(async () => {
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
  const log = pino({ level: 'error' })
  const engines: Engines = {
    db,
    kafka: kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log }),
    epoch,
    clock: systemClock,
    log,
    temporal: { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: `simpul-${epoch}` },
    feedOf: (source) => {
      throw new Error(`nobody serves ${source} here`)
    },
    onCrash: () => undefined,
  }
  hosted = await hostService(microcredit, ['relay', 'process', 'worker'], engines, outside)
  commands = hosted.runtime.commands(systemClock)
  const open = {
    type: 'OpenQuota',
    lender: 'org-bank-desa',
    scheme: 'MIKRO',
    year: Number(today().slice(0, 4)),
    unit: 'pusat',
  } as const
  await commands.send(
    quota,
    quotaId,
    { ...open, limitIdr: 400_000_000, by: 'p-manager' },
    { commandId: 'open', actor: 'p', creates: true },
  )
})
afterAll(async () => {
  await hosted.stop()
  await db.dropDatabase()
  await db.close()
})
beforeEach(() => {
  world.slikIsAway = false
})

const say = (id: string, command: ApplicationCommand) =>
  commands.send(application, id, command, { commandId: randomUUID(), actor: 'test', creates: command.type === 'StartDraft' })

async function submit(): Promise<string> {
  const id = randomUUID()
  for (const command of ways.checking) await say(id, command.type === 'StartDraft' ? { ...command, applicationId: id } : command)
  return id
}

async function reaches(id: string, what: string, fits: (state: Application) => boolean): Promise<Application> {
  const deadline = Date.now() + 40_000
  for (;;) {
    const state = (await commands.state(application, id))?.state
    if (state && fits(state)) return state
    if (Date.now() > deadline) throw new Error(`waited 40 s for ${what}; it is ${state?.status}`)
    await systemClock.sleep(50)
  }
}
const at = (id: string, status: Application['status']) => reaches(id, status, (state) => state.status === status)
const verdictAt = (id: string, status: Application['status']) =>
  reaches(
    id,
    `${status} with a verdict`,
    (state) => state.status === status && 'file' in state && (state.file?.verdict ?? null) !== null,
  )
const surveyed = () => ({ ...example.RecordSurvey, survey: { ...survey, surveyedOn: today() } })
const types = async (id: string) => (await hosted.context.history(application, id)).map(({ type }) => type)

async function propose(): Promise<string> {
  const id = await submit()
  await verdictAt(id, 'surveying')
  await say(id, surveyed())
  await at(id, 'analysing')
  await say(id, example.ProposeApproval)
  return id
}

describe('the approval', () => {
  test('goes from the checks to the money, and the loan is opened', async () => {
    const id = await propose()
    await say(id, example.ApproveApplication)
    await at(id, 'approved')
    await say(id, { ...example.SignAkad, signedOn: today() })
    expect(await at(id, 'registered')).toMatchObject({ sikpRef: `SIKP-akad:${id}` })
    await say(id, { ...example.DisburseApplication, disbursedOn: today() })
    const deadline = Date.now() + 20_000
    while ((await commands.state(loan, id)) === null && Date.now() < deadline) await systemClock.sleep(50)
    expect((await commands.state(loan, id))?.state).toMatchObject({
      status: 'active',
      schedule: { instalments: 36, instalmentIdr: 1_216_877, principalIdr: terms.plafonIdr },
    })
    const happened = await types(id)
    for (const type of ['CheckRecorded', 'VerdictGiven', 'ClockSet', 'QuotaWanted', 'AkadRegistered'])
      expect(happened).toContain(type)
    expect(JSON.stringify(await hosted.context.history(application, id))).not.toContain('3171011708900001')
  })

  test('a question to the applicant stops the clock, and the procedure goes on after the answer', async () => {
    const id = await submit()
    await verdictAt(id, 'surveying')
    await say(id, example.RequestInfo)
    await reaches(id, 'the clock of the question', (state) => state.status === 'need-info' && state.file.clock?.step === 'info')
    await say(id, example.AnswerInfo)
    await reaches(id, 'the clock of the survey', (state) => state.status === 'surveying' && state.file.clock?.step === 'survey')
    await say(id, surveyed())
    await at(id, 'analysing')
  })

  test('a register that is away is no no: an officer checks by hand and it goes on', async () => {
    world.slikIsAway = true
    const id = await submit()
    const waiting = await reaches(
      id,
      'the answer that there is none',
      (state) => 'file' in state && state.file?.checks.slik?.outcome === 'unreachable',
    )
    expect(waiting.status).toBe('checking')
    const result = { outcome: 'manual', passed: true, evidenceRef: 'blob-9', by: 'p-officer', facts: {} } as const
    await say(id, { type: 'RecordCheck', check: 'slik', result, now: example.RecordCheck.now })
    await verdictAt(id, 'surveying')
  })

  test('sent back, it is analysed and proposed again', async () => {
    const id = await propose()
    await say(id, example.SendBackProposal)
    await reaches(
      id,
      'the clock of the analysis',
      (state) => state.status === 'analysing' && state.file.clock?.step === 'analysis',
    )
    await say(id, example.ProposeApproval)
    await say(id, example.ApproveApplication)
    await at(id, 'approved')
  })

  test('rejected with reasons and taken up again, a second round begins at the checks', async () => {
    const id = await submit()
    await verdictAt(id, 'surveying')
    await say(id, surveyed())
    await say(id, example.ProposeRejection)
    await say(id, { ...example.RejectApplication, hand: hand('p-approver') })
    await at(id, 'rejected')
    await say(id, example.ReopenApplication)
    expect(await verdictAt(id, 'surveying')).toMatchObject({ file: { round: 2 } })
  })

  test('withdrawn while it is checked, nothing more happens to it', async () => {
    world.slikIsAway = true
    const id = await submit()
    await reaches(id, 'a first answer', (state) => 'file' in state && state.file?.checks.slik?.outcome === 'unreachable')
    await say(id, example.WithdrawApplication)
    const before = await types(id)
    await systemClock.sleep(1_000)
    expect(await types(id)).toEqual(before)
  })
})
