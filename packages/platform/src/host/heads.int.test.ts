// What a consumer lost is found by comparing it with its owner's heads, at night and at a start, repaired through the feed, and counted.
import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { counter, counterEvents, type CounterEvent } from '../aggregate/sample.ts'
import { systemClock, type Clock } from '../clock.ts'
import { projection } from '../consume/projection.ts'
import { kafkaClient } from '../kafka/kafkaClient.ts'
import { connectMongo, dbOf } from '../mongo/driver.ts'
import { hostService, type Engines, type Hosted } from './host.ts'

const lines: string[] = []
const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) })
const epoch = `t${randomUUID().slice(0, 8)}`
const DAY_MS = 86_400_000
let db: Engines['db']
let days = 0
/** Today, or as many days later. */
const clock: Clock = { ...systemClock, now: () => Date.now() + days * DAY_MS }
const hosted: Hosted[] = []

const sums = projection<{ sum: number }, CounterEvent>({
  name: 'sums',
  from: counterEvents,
  indexes: [],
  fold: (row, event) => ({ sum: (row?.sum ?? 0) + (event.type === 'CounterRaised' ? event.by : 0) }),
})

beforeAll(async () => {
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterAll(async () => {
  for (const each of hosted.toReversed()) await each.stop()
  await db.dropDatabase()
  await db.close()
})

async function host(): Promise<Hosted> {
  const kafka = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log })
  const temporal = { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' }
  const feedOf = (source: string) => expect.unreachable(source)
  const service = { name: 'sample', aggregates: [counter], projections: [sums], reactions: [], processes: [] }
  const engines = { db, kafka, epoch, clock, log, temporal, feedOf, onCrash: () => undefined }
  const started = await hostService(service, ['relay', 'projector'], engines)
  hosted.push(started)
  return started
}

test('a lost row and a row that fell back are repaired, by one process a night, and counted; one that is ahead is told', async () => {
  const on = await host()
  const commands = on.runtime.commands(clock)
  const meta = () => ({ commandId: randomUUID(), actor: 'siti' })
  for (const id of ['a', 'b', 'c', 'd']) {
    await commands.send(counter, id, { type: 'OpenCounter', owner: 'siti' }, { ...meta(), creates: true })
    await commands.send(counter, id, { type: 'RaiseCounter', by: 5 }, meta())
  }
  const rows = on.context.rows(sums)
  const whole = (id: string) => ({ id, seq: 2, sum: 5 })
  const all = async () => (await rows.getMany(['a', 'b', 'c', 'd'])).toSorted((x, y) => (x.id < y.id ? -1 : 1))
  await vi.waitFor(async () => expect(await all()).toEqual(['a', 'b', 'c', 'd'].map(whole)), 20_000)

  const stored = dbOf(db).collection<{ _id: string }>('rows.sums')
  await stored.deleteOne({ _id: 'a' })
  await stored.updateOne({ _id: 'b' }, { $set: { seq: 1, 'row.sum': 0 } })
  await stored.updateOne({ _id: 'c' }, { $set: { seq: 7 } })
  await on.consumers.compareTonight()
  expect(await rows.get('a')).toBeNull() // this night was compared at the start
  days = 1
  await Promise.all([on.consumers.compareTonight(), on.consumers.compareTonight()])
  expect(await all()).toEqual([whole('a'), whole('b'), { ...whole('c'), seq: 7 }, whole('d')])
  const noted = async () => (await on.operations.comparisons.of(['sample.sums']))[0]
  expect(await noted()).toMatchObject({ compared: 4, repaired: 2, applied: 3, ahead: 1, repairedTotal: { start: 0, night: 2 } })
  expect(lines.join()).toContain('a consumer lacked events that its owner has')
  expect(lines.join()).toContain('a consumer is ahead of its owner')

  await stored.deleteOne({ _id: 'd' })
  await hosted.pop()?.stop()
  await host()
  expect(await all()).toEqual([whole('a'), whole('b'), { ...whole('c'), seq: 7 }, whole('d')])
  expect(await noted()).toMatchObject({ repaired: 1, repairedTotal: { start: 1, night: 2 } })
})
