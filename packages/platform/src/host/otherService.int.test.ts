// A service that reads what another one owns, each with a database of its own: from Kafka, and over HTTP for what Kafka has not.
import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { counter, counterEvents, type CounterEvent } from '../aggregate/sample.ts'
import { systemClock } from '../clock.ts'
import { projection } from '../consume/projection.ts'
import { feedContract } from '../feed/feed.contract.ts'
import { remoteFeed } from '../feed/remoteFeed.ts'
import { SERVICE_KEY, servedFeed } from '../feed/servedFeed.ts'
import { kafkaClient } from '../kafka/kafkaClient.ts'
import { connectMongo, dbOf } from '../mongo/driver.ts'
import { MongoRows } from '../mongo/mongoRows.ts'
import { hostService, type Engines, type Hosted, type Role } from './host.ts'

const sums = projection<{ sum: number }, CounterEvent>({
  name: 'sums',
  from: counterEvents,
  indexes: [],
  fold: (row, event) => ({ sum: (row?.sum ?? 0) + (event.type === 'CounterRaised' ? event.by : 0) }),
})
const owning = { name: 'sample', aggregates: [counter], projections: [], reactions: [], processes: [] }
const reading = { name: 'reader', aggregates: [], projections: [sums], reactions: [], processes: [] }
let told: string[] = []
const log = pino({ level: 'info' }, { write: (line: string) => void told.push(line) })

let owners: Engines['db']
let readers: Engines['db']
let epoch: string
let owner: Hosted
let apiUrl: string
let served: Awaited<ReturnType<typeof servedFeed>> | null
const hosted: Hosted[] = []

beforeAll(async () => {
  const prefix = `test_${randomUUID().slice(0, 8)}`
  owners = await connectMongo(process.env['MONGODB_URL'] ?? '', `${prefix}_owner`)
  readers = await connectMongo(process.env['MONGODB_URL'] ?? '', `${prefix}_reader`)
})
beforeEach(async () => {
  epoch = `t${randomUUID().slice(0, 8)}`
  owner = await host(owning, [], owners)
  served = await servedFeed(feed())
  apiUrl = served.apiUrl
  told = []
})
afterEach(async () => {
  for (const each of hosted.splice(0).toReversed()) await each.stop()
  await served?.close()
  await owners.dropDatabase()
  await readers.dropDatabase()
})
afterAll(async () => {
  await owners.close()
  await readers.close()
})

const feed = () => owner.runtime.of('sample.counter').feed

/** The owner's API goes away, and comes back at the address where it was. */
async function away(): Promise<() => Promise<void>> {
  const port = served?.port ?? 0
  await served?.close()
  served = null
  return async () => void (served = await servedFeed(feed(), port))
}

async function host(service: typeof owning | typeof reading, roles: readonly Role[], db: Engines['db']): Promise<Hosted> {
  const started = await hostService(service, roles, {
    db,
    kafka: kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log }),
    epoch,
    clock: systemClock,
    log,
    feedOf: (source) => remoteFeed(source, { apiUrl, serviceKey: SERVICE_KEY }),
    temporal: { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' },
    onCrash: () => undefined,
  })
  hosted.push(started)
  return started
}

const send = (target: string, command: { type: 'OpenCounter'; owner: string } | { type: 'RaiseCounter'; by: number }) =>
  owner.runtime.commands(systemClock).send(counter, target, command, {
    commandId: randomUUID(),
    actor: 'siti',
    creates: command.type === 'OpenCounter',
  })

/** These commands' events stand in the log, and Kafka never got them. */
async function lostToKafka(target: string, ...raises: number[]): Promise<void> {
  await send(target, { type: 'OpenCounter', owner: 'siti' })
  for (const by of raises) await send(target, { type: 'RaiseCounter', by })
  const { store, log: events } = owner.runtime.of('sample.counter')
  const outbox = (await store.load(target))?.outbox ?? []
  await events.append(outbox)
  await store.removeSent([{ id: target, sequence: outbox.length }])
}

const sumOf = async (id: string) => (await new MongoRows(dbOf(readers), 'rows.sums', []).load([id])).get(id)?.row?.['sum']

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited 30 s for: ${what}`)
    await systemClock.sleep(20)
  }
}

describe('a service that reads another one’s events', () => {
  test('starts while the owner is down, reads what Kafka has, and catches up when the owner is back', async () => {
    await lostToKafka('old', 3, 4)
    const back = await away()
    await host(reading, ['projector'], readers)
    await host(owning, ['relay'], owners)
    await send('new', { type: 'OpenCounter', owner: 'siti' })
    await send('new', { type: 'RaiseCounter', by: 5 })
    await until('what Kafka has', async () => (await sumOf('new')) === 5)
    expect(await sumOf('old')).toBeUndefined()
    await back()
    await until('what it has not', async () => (await sumOf('old')) === 7)
  })

  test('mends a gap over HTTP, also when the owner is away for a while; other keys go on, and nothing overtakes', async () => {
    await host(reading, ['projector'], readers)
    await until('nothing to catch up with', async () => told.some((line) => line.includes('caught up')))
    await lostToKafka('gap', 3, 4)
    const back = await away()
    await host(owning, ['relay'], owners)
    await send('gap', { type: 'RaiseCounter', by: 10 })
    await send('other', { type: 'OpenCounter', owner: 'siti' })
    await send('other', { type: 'RaiseCounter', by: 1 })
    await until('the other key', async () => (await sumOf('other')) === 1)
    await systemClock.sleep(6_000) // longer than a consumer waits for a gap to fill by itself
    expect(await sumOf('gap')).toBeUndefined()
    await back()
    await until('the gap', async () => (await sumOf('gap')) === 17)
  })

  test('builds its rows anew from the owner’s log when they are gone and Kafka is read to its end', async () => {
    await host(owning, ['relay'], owners)
    const before = await host(reading, ['projector'], readers)
    const ids = Array.from({ length: 30 }, (_, n) => `c${n}`)
    for (const id of ids) await send(id, { type: 'OpenCounter', owner: 'siti' })
    await Promise.all(ids.map((id, n) => send(id, { type: 'RaiseCounter', by: n })))
    await until('all rows', async () => (await Promise.all(ids.map(sumOf))).every((sum, n) => sum === n))
    hosted.splice(hosted.indexOf(before), 1)
    await before.stop()
    await readers.dropDatabase()
    await host(reading, ['projector'], readers)
    await until('all rows again', async () => (await Promise.all(ids.map(sumOf))).every((sum, n) => sum === n))
  })

  test('stops at once while the owner is away', async () => {
    await away()
    const reader = await host(reading, ['projector'], readers)
    hosted.splice(hosted.indexOf(reader), 1)
    const startedAt = Date.now()
    await reader.stop()
    expect(Date.now() - startedAt).toBeLessThan(5_000)
  })
})

feedContract('the feed of another service on MongoDB', async () => {
  const db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
  epoch = `t${randomUUID().slice(0, 8)}`
  const here = await hostService(owning, [], {
    db,
    kafka: kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log }),
    epoch,
    clock: systemClock,
    log,
    feedOf: (source) => {
      throw new Error(`nobody serves ${source} here`)
    },
    temporal: { address: '', namespace: 'default' },
    onCrash: () => undefined,
  })
  const { store, log: events, feed: own } = here.runtime.of('sample.counter')
  const { apiUrl: address, close } = await servedFeed(own)
  return {
    store,
    log: events,
    feed: remoteFeed('sample.counter', { apiUrl: address, serviceKey: SERVICE_KEY }),
    async close() {
      await close()
      await here.stop()
      await db.dropDatabase()
      await db.close()
    },
  }
})
