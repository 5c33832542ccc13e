// Many applications that want one quota at the same moment: the story that the quota's tests tell, in one process or killed in between.
// Guarantees: the same command ids at every telling, so that telling it again after a crash is what a careful client would do.
import { systemClock, type Clock, type Commands } from '@simpul/platform'
import { loan } from '../loan/aggregate.ts'
import { quota } from '../quota/aggregate.ts'
import { application } from './aggregate.ts'
import { commands as example, ways } from './example.ts'
import { reserveQuota } from './reserveQuota.ts'

export const PLAFON_IDR = 40_000_000
export const service = {
  name: 'microcredit',
  aggregates: [application, quota, loan],
  projections: [],
  reactions: [reserveQuota],
  processes: [],
}

// The example is told in March 2025; only the wall clock is moved there.
const offsetMs = Date.parse('2025-03-10T03:00:00.000Z') - Date.now()
export const storyClock: Clock = { ...systemClock, now: () => Date.now() + offsetMs }

export async function openQuota(commands: Commands, id: string, places: number): Promise<void> {
  const [lender = '', , year, unit = ''] = id.split('.')
  const key = { lender, scheme: 'MIKRO', year: Number(year), unit } as const
  const command = { type: 'OpenQuota', ...key, limitIdr: places * PLAFON_IDR, by: 'p-manager' } as const
  await commands.send(quota, id, command, { commandId: `open:${id}`, actor: 'p-manager', creates: true })
}

/** Brings an application up to the approver's desk. */
export async function propose(commands: Commands, id: string): Promise<void> {
  for (const [step, command] of ways.proposed.entries()) {
    const own = command.type === 'StartDraft' ? { ...command, applicationId: id } : command
    const meta = { commandId: `${id}:${step}`, actor: 'test', creates: command.type === 'StartDraft' }
    await commands.send(application, id, own, meta)
  }
}

export const approve = (commands: Commands, id: string) =>
  commands.send(application, id, example.ApproveApplication, { commandId: `${id}:approve`, actor: 'p-approver' })

/** Pays out what was approved, to the last event. */
export async function disburse(commands: Commands, id: string): Promise<void> {
  for (const command of [example.SignAkad, example.RegisterAkad, example.DisburseApplication])
    await commands.send(application, id, command, { commandId: `${id}:${command.type}`, actor: 'p-officer' })
}

export const withdraw = (commands: Commands, id: string) =>
  commands.send(application, id, example.WithdrawApplication, { commandId: `${id}:withdraw`, actor: 'p-siti' })

export const statusOf = async (commands: Commands, id: string) => (await commands.state(application, id))?.state.status
