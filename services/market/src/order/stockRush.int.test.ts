// The last kilograms of an offer under real load: orders, stock and the reaction between them, on real engines.
import { randomUUID } from 'node:crypto'
import { systemClock, type Commands } from '@simpul/platform'
import { connectMongo, hostService, type Engines, type Hosted } from '@simpul/platform/host'
import { enginesOfTests } from '@simpul/testkit/engines'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stock } from '../stock/aggregate.ts'
import { order } from './aggregate.ts'
import { cancel, fillStock, KILOGRAM, orderOne, service, statusOf } from './stockRush.ts'

const ORDERS = 50
const LAST_KILOGRAMS = 10

const epoch = `t${randomUUID().slice(0, 8)}`
let db: Engines['db']
let hosted: Hosted
let commands: Commands
beforeAll(async () => {
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${epoch}`)
  hosted = await hostService(
    service,
    ['relay', 'process'],
    enginesOfTests({ db, epoch, clock: systemClock, log: pino({ level: 'silent' }) }),
  )
  commands = hosted.runtime.commands(systemClock)
})
afterAll(async () => {
  await hosted.stop()
  await db.dropDatabase()
  await db.close()
})

const pool = async (id: string) => {
  const state = (await commands.state(stock, id))?.state
  return state?.status === 'kept' ? state.pool : null
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 45_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited 45 s for: ${what}`)
    await systemClock.sleep(50)
  }
}

test(`${ORDERS} orders of a kilogram at once on the last ${LAST_KILOGRAMS}: ten stand, the others are told why; what is cancelled is free again`, async () => {
  const offer = 'kop.GAYO'
  await fillStock(commands, offer, LAST_KILOGRAMS)
  const ids = Array.from({ length: ORDERS }, () => randomUUID())
  // Each is sent twice, as by an impatient finger with one key.
  await Promise.all(ids.flatMap((id) => [orderOne(commands, id, offer), orderOne(commands, id, offer)]))
  const statuses = () => Promise.all(ids.map((id) => statusOf(commands, id)))
  await until('an answer for each', async () => !(await statuses()).includes('awaiting-stock'))
  await until('each hold confirmed', async () => (await pool(offer))?.held === 0)
  expect(await pool(offer)).toMatchObject({ limit: LAST_KILOGRAMS * KILOGRAM, confirmed: LAST_KILOGRAMS * KILOGRAM, consumed: 0 })
  const placed = (await statuses()).flatMap((status, n) => (status === 'placed' ? [ids[n] ?? ''] : []))
  expect(placed).toHaveLength(LAST_KILOGRAMS)
  const refused = (await Promise.all(ids.map((id) => commands.state(order, id)))).filter(
    (each) => each?.state.status === 'refused',
  )
  expect(refused).toHaveLength(ORDERS - LAST_KILOGRAMS)
  for (const each of refused) expect(each?.state).toMatchObject({ why: 'reservation/not-enough' })

  await cancel(commands, placed[0] ?? '')
  await until('a kilogram free again', async () => (await pool(offer))?.confirmed === (LAST_KILOGRAMS - 1) * KILOGRAM)
  const late = randomUUID()
  await orderOne(commands, late, offer)
  await until('the late order', async () => (await statusOf(commands, late)) === 'placed')
})

test('an order of what nobody counted is refused', async () => {
  const id = randomUUID()
  await orderOne(commands, id, 'kop.UNKNOWN')
  await until('its answer', async () => (await statusOf(commands, id)) === 'refused')
  expect((await commands.state(order, id))?.state).toMatchObject({ why: 'stock/not-kept' })
})
