// A projection is rebuilt beside the one that serves, by two processes at once, while commands and reads go on.
import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { toEvent } from '../aggregate/envelope.ts'
import { counter, counterEvents, type CounterEvent } from '../aggregate/sample.ts'
import { systemClock } from '../clock.ts'
import { projection } from '../consume/projection.ts'
import { kafkaClient } from '../kafka/kafkaClient.ts'
import { connectMongo, dbOf } from '../mongo/driver.ts'
import { hostService, type Engines, type Hosted, type Role } from './host.ts'

type Sum = { sum: number; release: number }
const log = pino({ level: 'silent' })
const epoch = `t${randomUUID().slice(0, 8)}`
const ids = Array.from({ length: 30 }, (_, n) => `c${String(n).padStart(2, '0')}`)
let db: Engines['db']
const hosted: Hosted[] = []

/** The fold of two releases: the second one counts twice, so that a row tells which of them made it. */
const sumsOf = (release: number) =>
  projection<Sum, CounterEvent>({
    name: 'sums',
    from: counterEvents,
    indexes: [{ keys: { sum: 1 } }],
    fold: (row, event) => ({ sum: (row?.sum ?? 0) + (event.type === 'CounterRaised' ? event.by * release : 0), release }),
  })

beforeAll(async () => {
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterAll(async () => {
  for (const each of hosted.toReversed()) await each.stop()
  await db.dropDatabase()
  await db.close()
})

async function host(release: number, roles: readonly Role[]): Promise<Hosted> {
  const started = await hostService(
    { name: 'sample', aggregates: [counter], projections: [sumsOf(release)], reactions: [], processes: [] },
    roles,
    {
      db,
      kafka: kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log }),
      epoch,
      clock: systemClock,
      log,
      temporal: { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' },
      rebuildLimits: { watchMs: 50, stopRetiredAfterMs: 2_500, dropRetiredAfterMs: 3_000, waitMs: 500, blockedMax: 10 },
      feedOf: (source) => expect.unreachable(source),
      onCrash: () => undefined,
    },
  )
  hosted.push(started)
  return started
}

const raise = (on: Hosted, id: string, creates: boolean) =>
  on.runtime.commands(systemClock).send(counter, id, creates ? { type: 'OpenCounter', owner: 'siti' } : { type: 'RaiseCounter', by: 1 }, {
    commandId: randomUUID(),
    actor: 'siti',
    creates,
  }) // prettier-ignore

test('reads are served throughout; afterwards each row is the new fold of the log, and the old rows are gone', async () => {
  const before = await host(1, ['relay', 'projector'])
  await Promise.all(ids.map((id) => raise(before, id, true)))
  for (let round = 0; round < 5; round += 1) await Promise.all(ids.map((id) => raise(before, id, false)))
  const sums = before.context.rows(sumsOf(1))
  await vi.waitFor(async () => expect((await sums.getMany(ids)).filter(({ seq }) => seq === 6)).toHaveLength(ids.length), 30_000)
  await hosted.pop()?.stop()

  const [one, two] = [await host(2, ['relay', 'projector']), await host(2, ['projector'])]
  expect(await Promise.all([one, two].map((on) => on.operations.generations.begin('sums')))).toEqual([2, 2])
  const rows = one.context.rows(sumsOf(2))
  let reads = 0
  let raises = 0
  let served = 1
  while (served === 1 || raises < 100) {
    const page = await rows.find({ filter: {}, sort: { by: 'sum', direction: 1 }, limit: 100 })
    expect(page.rows).toHaveLength(ids.length)
    reads += 1
    await raise(one, ids[raises % ids.length] ?? '', false)
    raises += 1
    served = (await one.operations.generations.of('sums')).serving
  }
  expect(reads).toBeGreaterThanOrEqual(100)

  const { feed, store } = one.runtime.of('sample.counter')
  await vi.waitFor(async () => {
    for (const id of ids) {
      const events = await feed.events(id, 1, 500)
      const fold = sumsOf(2).fold
      const folded = events.reduce<Sum | null>((row, envelope) => fold(row, toEvent(envelope), envelope) as Sum, null)
      expect(await rows.get(id)).toEqual({ id, seq: (await store.load(id))?.version, ...folded })
    }
  }, 30_000)
  await vi.waitFor(
    async () => {
      expect(await one.operations.generations.of('sums')).toEqual({ serving: 2, building: null, retired: [] })
      expect(await dbOf(db).collection('rows.sums').countDocuments()).toBe(0)
    },
    { timeout: 40_000, interval: 250 },
  )
  expect(await rows.count({})).toBe(ids.length)
})
