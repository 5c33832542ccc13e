import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { counter, counterEvents, type CounterEvent } from '../aggregate/sample.ts'
import { systemClock } from '../clock.ts'
import { projection } from '../consume/projection.ts'
import { reaction } from '../consume/reaction.ts'
import { kafkaClient } from '../kafka/kafkaClient.ts'
import { topicOf } from '../kafka/topics.ts'
import { connectMongo, dbOf } from '../mongo/driver.ts'
import { MongoRows } from '../mongo/mongoRows.ts'
import { hostService, type Engines, type Hosted, type Role } from './host.ts'

const sums = projection<{ sum: number }, CounterEvent>({
  name: 'sums',
  from: counterEvents,
  indexes: [{ keys: { sum: 1 } }],
  fold: (row, event) => ({ sum: (row?.sum ?? 0) + (event.type === 'CounterRaised' ? event.by : 0) }),
})

/** Each counter that is opened raises the one counter of all. */
const tally = reaction<CounterEvent>({
  name: 'tally',
  from: counterEvents,
  async handle(event, envelope, commands) {
    if (event.type !== 'CounterOpened' || event.owner === 'all') return
    await commands.send(
      counter,
      'all',
      { type: 'RaiseCounter', by: 1 },
      { commandId: `consumer:${envelope.id}`, actor: 'consumer:tally' },
    )
  },
})

const service = { name: 'sample', aggregates: [counter], projections: [sums], reactions: [tally], processes: [] }
const log = pino({ level: 'silent' })
let db: Engines['db']
const hosted: Hosted[] = []

beforeAll(async () => {
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterEach(async () => {
  for (const each of hosted.splice(0).toReversed()) await each.stop()
  await db.dropDatabase()
})
afterAll(() => db.close())

async function host(epoch: string, roles: readonly Role[]): Promise<Hosted> {
  const kafka = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log })
  const engines: Engines = {
    db,
    kafka,
    epoch,
    clock: systemClock,
    log,
    feedOf: (source) => {
      throw new Error(`nobody serves ${source} here`)
    },
    temporal: { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' },
    onCrash: () => undefined,
  }
  const started = await hostService(service, roles, engines)
  hosted.push(started)
  return started
}

const send = (
  on: Hosted,
  target: string,
  command: { type: 'OpenCounter'; owner: string } | { type: 'RaiseCounter'; by: number },
) =>
  on.runtime.commands(systemClock).send(counter, target, command, {
    commandId: randomUUID(),
    actor: 'siti',
    creates: command.type === 'OpenCounter',
  })

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited 30 s for: ${what}`)
    await systemClock.sleep(20)
  }
}

const rowOf = async (id: string) => (await new MongoRows(dbOf(db), 'rows.sums', []).load([id])).get(id)?.row

describe('a service on real engines', () => {
  test('a command reaches the projection, and the reaction acts once for each event', async () => {
    const on = await host(`t${randomUUID().slice(0, 8)}`, ['relay', 'projector', 'process'])
    await send(on, 'all', { type: 'OpenCounter', owner: 'all' })
    const ids = Array.from({ length: 20 }, () => randomUUID())
    await Promise.all(ids.map((id) => send(on, id, { type: 'OpenCounter', owner: 'siti' })))
    await send(on, ids[0] ?? '', { type: 'RaiseCounter', by: 5 })
    await until('20 counted', async () => (await rowOf('all'))?.['sum'] === 20)
    await until('the raise', async () => (await rowOf(ids[0] ?? ''))?.['sum'] === 5)
    expect((await on.runtime.of('sample.counter').store.load('all'))?.version).toBe(21)
  })

  test('a broker that lost everything loses nothing: roles that start anew catch up from the log', async () => {
    const epoch = `t${randomUUID().slice(0, 8)}`
    const before = await host(epoch, ['relay'])
    await send(before, 'all', { type: 'OpenCounter', owner: 'all' })
    await send(before, 'a', { type: 'OpenCounter', owner: 'siti' })
    const { store } = before.runtime.of('sample.counter')
    await until('an empty outbox', async () => (await store.pending(1, [])).length === 0)
    await hosted.pop()?.stop()
    const admin = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log }).admin()
    await admin.connect()
    await admin.deleteTopics({ topics: [topicOf(epoch, 'sample.counter')] })
    await admin.disconnect()
    await host(`${epoch}b`, ['relay', 'projector', 'process'])
    await until('the tally', async () => (await rowOf('all'))?.['sum'] === 1)
    expect(await rowOf('a')).toEqual({ sum: 0 })
  })

  test('a broker that loses everything while all roles run: its topics are made again, and what was on its way is read from the log', async () => {
    const epoch = `t${randomUUID().slice(0, 8)}`
    const on = await host(epoch, ['relay', 'projector', 'process'])
    await send(on, 'all', { type: 'OpenCounter', owner: 'all' })
    await until('the first row', async () => (await rowOf('all')) !== undefined)
    const admin = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log }).admin()
    await admin.connect()
    await admin.deleteTopics({ topics: [topicOf(epoch, 'sample.counter')] })
    await admin.disconnect()
    for (const id of ['a', 'b', 'c']) await send(on, id, { type: 'OpenCounter', owner: 'siti' })
    await until('the tally', async () => (await rowOf('all'))?.['sum'] === 3)
  })

  test('what another process committed is relayed by the poll', async () => {
    const epoch = `t${randomUUID().slice(0, 8)}`
    await host(epoch, ['relay', 'projector'])
    const silent = await host(epoch, [])
    await send(silent, 'b', { type: 'OpenCounter', owner: 'budi' })
    await until('the row', async () => (await rowOf('b')) !== undefined)
  })
})
