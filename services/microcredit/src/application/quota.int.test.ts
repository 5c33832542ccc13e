// A lender's quota under real load: applications, quota and the reaction between them, on real engines.
import { randomUUID } from 'node:crypto'
import { Refusal } from '@simpul/kernel'
import { systemClock, type Commands } from '@simpul/platform'
import { connectMongo, hostService, type Engines, type Hosted } from '@simpul/platform/host'
import { enginesOfTests } from '@simpul/testkit/engines'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { quota } from '../quota/aggregate.ts'
import { application } from './aggregate.ts'
import { quotaId } from './example.ts'
import { approve, openQuota, PLAFON_IDR, propose, service, storyClock } from './quotaRush.ts'

const APPLICATIONS = 100
const PLACES = 40

const log = pino({ level: 'silent' })
const epoch = `t${randomUUID().slice(0, 8)}`
let db: Engines['db']
let hosted: Hosted
let commands: Commands

beforeAll(async () => {
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
  hosted = await hostService(service, ['relay', 'process'], enginesOfTests({ db, epoch, clock: storyClock, log }))
  commands = hosted.runtime.commands(storyClock)
})
afterAll(async () => {
  await hosted.stop()
  await db.dropDatabase()
  await db.close()
})

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
    await openQuota(commands, quotaId, PLACES)
    const ids = Array.from({ length: APPLICATIONS }, () => randomUUID())
    await Promise.all(ids.map((id) => propose(commands, id)))
    // Each approval is sent twice, as by an impatient finger with one key.
    await Promise.all(ids.flatMap((id) => [approve(commands, id), approve(commands, id)]))
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
    await openQuota(commands, id, 1)
    const rid = `${randomUUID()}:1`
    const validUntil = new Date(storyClock.now() + 3_600_000).toISOString()
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
