// One application with the real command path in memory, and the world around it as a test wants it: for the tests of steps.
// Guarantees: command ids count here as they do in the database. Does not: react to events; nobody answers for the quota.
import { indonesianHolidays, type HolidayTable } from '@simpul/kernel'
import { executor, systemClock, type Commands, type ServiceContext, type StepMeta } from '@simpul/platform'
import { MemoryLog, MemoryStore } from '@simpul/platform/memory'
import { application } from '../application/aggregate.ts'
import type { Application } from '../application/application.ts'
import type { ApplicationCommand } from '../application/decide.ts'
import { applicationId as id } from '../application/example.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { kurBooks } from '../rules/kurRules.ts'
import type { SlikAnswer } from '../outside/slik.ts'
import { standardPolicy } from './policy.ts'

const DEADLINE_MS = 10_000
const dated = { asOf: '2025-03-10T00:00:00.000Z', confidence: 'firm' } as const
export const slikAway: SlikAnswer = {
  kind: 'down',
  system: 'slik',
  operation: 'credits',
  reason: 'timeout',
  detail: 'x',
  attempts: 2,
}
export const slikKnowsNothing: SlikAnswer = { kind: 'not-found', ...dated }
export const siti = { kind: 'known', verified: true, nik: '3171011708900001' } as const

/** What a test changes while it runs. */
export interface World {
  nowMs: number
  holidays: HolidayTable
  slik(): Promise<SlikAnswer>
  readonly logged: object[]
}

export async function applicationInMemory(way: readonly ApplicationCommand[]) {
  const store = new MemoryStore()
  const log = new MemoryLog()
  const world: World = {
    nowMs: Date.parse('2025-03-10T03:00:00.000Z'),
    holidays: indonesianHolidays,
    slik: async () => slikKnowsNothing,
    logged: [],
  }
  const clock = { ...systemClock, now: () => world.nowMs }
  const execute = executor(application, { store, log, clock, wake: () => undefined, random: Math.random })
  const commands = {
    send: (_application: unknown, target: string, command: ApplicationCommand, meta: StepMeta & { creates?: boolean }) =>
      execute({ ...meta, target, command, fingerprint: meta.commandId, deadline: world.nowMs + DEADLINE_MS, caller: 'process' }),
    state: async (_application: unknown, of: string) => store.load(of),
  } as unknown as Commands
  let said = 0
  const say = (command: ApplicationCommand) => {
    said += 1
    return commands.send(application, id, command, { ...metaOf(`hand:${said}`), creates: command.type === 'StartDraft' })
  }
  for (const command of way) await say(command)
  const history = async () => (await store.load(id))?.outbox ?? []
  const context = { commands, history, outside: outsideOf(world) } as unknown as ServiceContext<MicrocreditOutside>
  return {
    id,
    world,
    context,
    say,
    state: async () => (await store.load(id))?.state as Application,
    types: async () => (await history()).map(({ type }) => type),
  }
}

export const metaOf = (commandId: string): StepMeta => ({
  commandId,
  actor: 'process:approval',
  correlationId: 'c',
  causationId: 'c',
})

const outsideOf = (world: World): MicrocreditOutside => ({
  people: { identityOf: async () => siti, namesOf: async () => new Map(), addressOf: async () => ({ kind: 'unknown' }) as const },
  channels: {},
  rights: async () => ({ kind: 'unreachable' }),
  evidence: { of: async () => ({ kind: 'unknown' }) },
  sikp: { history: async () => ({ kind: 'not-found', ...dated }) } as unknown as MicrocreditOutside['sikp'],
  slik: { credits: () => world.slik() },
  get holidays() {
    return world.holidays
  },
  books: kurBooks,
  policy: standardPolicy,
  clock: { now: () => world.nowMs },
  log: { error: (about) => void world.logged.push(about) },
})
