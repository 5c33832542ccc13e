// A lender's quota under real load: applications, quota and the reaction between them, on real engines.
import { randomUUID } from 'node:crypto'
import { Refusal } from '@simpul/kernel'
import { systemClock, type Clock, type Commands } from '@simpul/platform'
import { connectMongo, hostService, kafkaClient, type Engines, type Hosted } from '@simpul/platform/host'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loan } from '../loan/aggregate.ts'
import { quota } from '../quota/aggregate.ts'
import { application } from './aggregate.ts'
import { commands as example, quotaId, ways } from './example.ts'
import { reserveQuota } from './reserveQuota.ts'

const APPLICATIONS = 100
const PLACES = 40
const PLAFON_IDR = 40_000_000

// The story is told in March 2025; only the wall clock is moved there.
const offsetMs = Date.parse('2025-03-10T03:00:00.000Z') - Date.now()
const clock: Clock = { ...systemClock, now: () => Date.now() + offsetMs }
const log = pino({ level: 'silent' })
const epoch = `t${randomUUID().slice(0, 8)}`
let db: Engines['db']
let hosted: Hosted
let commands: Commands

beforeAll(async () => {
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
  const kafka = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log })
  const feedOf = (source: string): never => {
    throw new Error(`nobody serves ${source} here`)
  }
  const service = { name: 'microcredit', aggregates: [application, quota, loan], projections: [], reactions: [reserveQuota] }
  hosted = await hostService(service, ['relay', 'process'], { db, kafka, epoch, clock, log, feedOf, onCrash: () => undefined })
  commands = hosted.runtime.commands(clock)
})
afterAll(async () => {
  await hosted.stop()
  await db.dropDatabase()
  await db.close()
})

async function openQuota(id: string, places: number): Promise<void> {
  const [lender = '', scheme, year, unit = ''] = id.split('.')
  const command = {
    type: 'OpenQuota',
    lender,
    scheme: scheme as 'MIKRO',
    year: Number(year),
    unit,
    limitIdr: places * PLAFON_IDR,
    by: 'p-manager',
  } as const
  await commands.send(quota, id, command, { commandId: `open:${id}`, actor: 'p-manager', creates: true })
}

/** Brings an application up to the approver's desk. */
async function propose(id: string, unit: string): Promise<void> {
  for (const [step, command] of ways.proposed.entries()) {
    const own =
      command.type === 'StartDraft'
        ? { ...command, applicationId: id }
        : command.type === 'SaveDraft'
          ? { ...command, changes: { ...command.changes, unit } }
          : command
    await commands.send(application, id, own, {
      commandId: `${id}:${step}`,
      actor: 'test',
      creates: command.type === 'StartDraft',
    })
  }
}

const approve = (id: string) =>
  commands.send(application, id, example.ApproveApplication, { commandId: `${id}:approve`, actor: 'p-approver' })

const statusOf = async (id: string) => (await commands.state(application, id))?.state

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 45_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited 45 s for: ${what}`)
    await systemClock.sleep(50)
  }
}

describe('quota of a lender', () => {
  test(`${APPLICATIONS} approvals at once on a quota for ${PLACES}: ${PLACES} are approved, the others are told why, the sums are exact`, async () => {
    await openQuota(quotaId, PLACES)
    const ids = Array.from({ length: APPLICATIONS }, () => randomUUID())
    await Promise.all(ids.map((id) => propose(id, 'pusat')))
    // Each approval is sent twice, as by an impatient finger with one key.
    await Promise.all(ids.flatMap((id) => [approve(id), approve(id)]))
    await until('an answer for each', async () =>
      (await Promise.all(ids.map(statusOf))).every((state) => state?.status !== 'awaiting-quota'),
    )
    const states = await Promise.all(ids.map(statusOf))
    expect(states.filter((state) => state?.status === 'approved')).toHaveLength(PLACES)
    const back = states.filter((state) => state?.status === 'proposed')
    expect(back).toHaveLength(APPLICATIONS - PLACES)
    for (const state of back) expect(state).toMatchObject({ setback: { code: 'reservation/not-enough' } })
    const settled = async () => (await commands.state(quota, quotaId))?.state
    await until('each hold confirmed', async () => {
      const state = await settled()
      return state?.status === 'open' && state.pool.held === 0
    })
    expect(await settled()).toMatchObject({
      pool: { limit: PLACES * PLAFON_IDR, held: 0, confirmed: PLACES * PLAFON_IDR, consumed: 0 },
    })
  })

  test('a Reserve that arrives after its Release holds nothing', async () => {
    const id = 'org-bank-desa.MIKRO.2025.cabang'
    await openQuota(id, 1)
    const rid = `${randomUUID()}:1`
    const validUntil = new Date(clock.now() + 3_600_000).toISOString()
    const meta = { actor: 'test' }
    await commands.send(quota, id, { type: 'Release', rid, validUntil }, { ...meta, commandId: `release:${rid}` })
    const late = commands.send(
      quota,
      id,
      { type: 'Reserve', rid, amount: PLAFON_IDR, validUntil },
      { ...meta, commandId: `reserve:${rid}` },
    )
    await expect(late).rejects.toBeInstanceOf(Refusal)
    expect((await commands.state(quota, id))?.state).toMatchObject({ pool: { held: 0, confirmed: 0 } })
  })
})
