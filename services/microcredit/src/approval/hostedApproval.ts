// Microcredit on real engines inside this process (relay, process, worker), with partners, SIKP and SLIK as a test wants them.
// Guarantees: database, topics and Temporal task queue of its own; `stop` leaves nothing but ended and waiting workflows.
import { kurBooks } from '../rules/kurRules.ts'
import { randomUUID } from 'node:crypto'
import { dayInWib, indonesianHolidays, type HolidayTable } from '@simpul/kernel'
import { systemClock, type AnyReaction, type Commands, type StepMeta } from '@simpul/platform'
import { connectMongo, hostService, type Engines } from '@simpul/platform/host'
import type { Channels } from '@simpul/platform/notify'
import { keepHistory, openedHistory } from '@simpul/platform/replay'
import { enginesOfTests } from '@simpul/testkit/engines'
import { pino } from 'pino'
import { application } from '../application/aggregate.ts'
import type { Application } from '../application/application.ts'
import type { ApplicationCommand } from '../application/decide.ts'
import { commands as example, survey, ways } from '../application/example.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import type { SikpAnswer } from '../outside/sikp.ts'
import type { SlikAnswer } from '../outside/slik.ts'
import { quota } from '../quota/aggregate.ts'
import { microcredit } from '../service.ts'
import { siti } from './applicationInMemory.ts'
import { standardPolicy, type ApprovalPolicy } from './policy.ts'
import { approval } from './process.ts'

/** What a register told this morning; older than its limit it would be asked again. */
const dated = { asOf: new Date().toISOString(), confidence: 'firm' } as const
export const down = { kind: 'down', system: 'x', operation: 'x', reason: 'timeout', detail: 'x', attempts: 1 } as const
/** Neither SIKP nor SLIK knows the person: no credit so far. */
export const noKur = { kind: 'not-found', ...dated } as const
export const today = () => dayInWib(new Date().toISOString())
export const quotaId = `org-bank-desa.MIKRO.${today().slice(0, 4)}.pusat`
const WAIT_MS = 40_000

/** So that no test depends on the week in which it runs. */
export const noHolidays: HolidayTable = { ...indonesianHolidays, version: 'none', to: '2099-12-31', days: [] }

/** Changed by a test while procedures run. */
export interface World {
  sikp: SikpAnswer
  slik: SlikAnswer
  sikpTakesReports: boolean
  /** Commands are stamped so much before the real time. */
  behindMs: number
  policy: ApprovalPolicy
  holidays: HolidayTable
  channels: Channels
}

export const calm = (): World => ({
  sikp: noKur,
  slik: noKur,
  sikpTakesReports: true,
  behindMs: 0,
  policy: standardPolicy,
  holidays: noHolidays,
  channels: {},
})

export async function hostApproval(world: World, reactions: readonly AnyReaction[] = microcredit.reactions) {
  const epoch = `t${randomUUID().slice(0, 8)}`
  const service = { ...microcredit, reactions, name: `microcredit-${epoch}` } // the task queue
  const db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${epoch}`)
  const log = pino({ level: 'fatal' })
  const clock = { ...systemClock, now: () => systemClock.now() - world.behindMs }
  const engines = enginesOfTests({ db, epoch, clock, log })
  const { temporal } = engines
  const start = () => hostService(service, ['relay', 'process', 'worker'], engines, outsideOf(world, clock))
  let hosted = await start()
  const commands = (): Commands => hosted.runtime.commands(clock)
  return {
    temporal,
    commands,
    ...telling(commands),
    opened: (workflowId: string) => openedHistory(temporal, workflowId),
    /** For the replay of histories in CI: `<process>/<id>/<round>`. */
    keep(workflowId: string, name: string): Promise<void> {
      const process = microcredit.processes.find((each) => workflowId.startsWith(`${each.name}/`)) ?? approval
      return keepHistory(temporal, process.workflow, workflowId, name)
    },
    types: async (id: string) => (await hosted.context.history(application, id)).map(({ type }) => type),
    /** The roles of this process come again, as after a new release. The sweep at their start is what finds lost workflows. */
    async restart() {
      await hosted.stop()
      hosted = await start()
    },
    async stop() {
      await hosted.stop()
      await db.dropDatabase()
      await db.close()
    },
  }
}

function telling(commands: () => Commands) {
  const say = (id: string, command: ApplicationCommand) => {
    const meta: StepMeta = { commandId: randomUUID(), actor: 'test', correlationId: 'c', causationId: 'c' }
    return commands().send(application, id, command, { ...meta, creates: command.type === 'StartDraft' })
  }
  async function submit(): Promise<string> {
    const id = randomUUID()
    for (const command of ways.checking)
      await say(id, command.type === 'StartDraft' ? { ...command, applicationId: id } : command)
    return id
  }
  async function reaches(id: string, what: string, fits: (state: Application) => boolean): Promise<Application> {
    const deadline = Date.now() + WAIT_MS
    for (;;) {
      const state = (await commands().state(application, id))?.state
      if (state && fits(state)) return state
      if (Date.now() > deadline) throw new Error(`waited ${WAIT_MS} ms for ${what}; it is ${JSON.stringify(state)}`)
      await systemClock.sleep(50)
    }
  }
  const at = (id: string, status: Application['status']) => reaches(id, status, (state) => state.status === status)
  const verdictAt = (id: string, status: Application['status']) =>
    reaches(id, `${status} with a verdict`, (state) => state.status === status && 'file' in state && Boolean(state.file?.verdict))
  async function analysed(): Promise<string> {
    const id = await submit()
    await verdictAt(id, 'surveying')
    await say(id, { ...example.RecordSurvey, survey: { ...survey, surveyedOn: today() } })
    await verdictAt(id, 'analysing')
    return id
  }
  return {
    say,
    submit,
    reaches,
    at,
    verdictAt,
    analysed,
    async proposed(): Promise<string> {
      const id = await analysed()
      await say(id, example.ProposeApproval)
      return id
    },
    async openQuota(limitIdr: number): Promise<void> {
      const year = Number(today().slice(0, 4))
      const open = { type: 'OpenQuota', lender: 'org-bank-desa', scheme: 'MIKRO', year, unit: 'pusat', limitIdr } as const
      await commands().send(quota, quotaId, { ...open, by: 'p-manager' }, { commandId: 'open', actor: 'p', creates: true })
    },
  }
}

const outsideOf = (world: World, clock: Engines['clock']): MicrocreditOutside => ({
  books: kurBooks,
  people: {
    identityOf: async () => siti,
    namesOf: async () => new Map(),
    addressOf: async () => ({ kind: 'known', to: 'siti@warung.example' }),
  },
  get channels() {
    return world.channels
  },
  rights: async () => ({ kind: 'unreachable' }),
  evidence: { of: async () => ({ kind: 'unknown' }) },
  sikp: {
    history: async () => world.sikp,
    reportAkad: async ({ key }: { key: string }) =>
      world.sikpTakesReports ? { kind: 'registered', number: `SIKP-${key}`, registeredAt: dated.asOf, via: 'send' } : down,
  } as unknown as MicrocreditOutside['sikp'], // the three other calls are not made
  slik: { credits: async () => world.slik },
  get holidays() {
    return world.holidays
  },
  get policy() {
    return world.policy
  },
  clock,
  log: { error: () => undefined },
})
