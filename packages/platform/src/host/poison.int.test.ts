// What nobody of ours wrote, through a real broker to a hosted projection: the reader goes on, the key that a message names is blocked
// with its cause, nothing overtakes it, and the others do not notice.
import { randomUUID } from 'node:crypto'
import { ConfigResourceTypes } from 'kafkajs'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { toEnvelopes } from '../aggregate/envelope.ts'
import { counter, counterEvents, type CounterEvent } from '../aggregate/sample.ts'
import { systemClock } from '../clock.ts'
import { projection } from '../consume/projection.ts'
import { encode, type EncodedMessage } from '../kafka/codec.ts'
import { kafkaClient } from '../kafka/kafkaClient.ts'
import { topicOf } from '../kafka/topics.ts'
import { connectMongo } from '../mongo/driver.ts'
import { hostService, type Engines, type Hosted } from './host.ts'

const log = pino({ level: 'silent' })
const epoch = `t${randomUUID().slice(0, 8)}`
const kafka = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log })
const topic = topicOf(epoch, 'sample.counter')
const sums = projection<{ sum: number }, CounterEvent>({
  name: 'sums',
  from: counterEvents,
  indexes: [],
  fold: (row, event) => ({ sum: (row?.sum ?? 0) + (event.type === 'CounterRaised' ? event.by : 0) }),
})
let db: Engines['db']
let on: Hosted

beforeAll(async () => {
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
  const service = { name: 'sample', aggregates: [counter], projections: [sums], reactions: [], processes: [] }
  const temporal = { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' }
  const feedOf = (source: string) => expect.unreachable(source)
  on = await hostService(service, ['relay', 'projector'], { db, kafka, epoch, clock: systemClock, log, temporal, feedOf, onCrash: () => undefined }) // prettier-ignore
  // As a broker that was set to take more than ours: by default it refuses what is above 1 MiB.
  const admin = kafka.admin()
  await admin.connect()
  const configEntries = [{ name: 'max.message.bytes', value: '8000000' }]
  await admin.alterConfigs({ validateOnly: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries }] })
  await admin.disconnect()
})
afterAll(async () => {
  await on.stop()
  await db.dropDatabase()
  await db.close()
})

/** The second event of a counter as it should be, for a stranger to spoil. */
function second(id: string): EncodedMessage {
  const by = { commandId: 'k', fingerprint: 'f', actor: 'a', correlationId: 'c', causationId: 'c' }
  const [envelope] = toEnvelopes(
    counterEvents,
    id,
    1,
    [{ type: 'CounterRaised', by: 666 } as never],
    '2026-01-05T02:00:00.000Z',
    by,
  )
  return encode(envelope as NonNullable<typeof envelope>)
}

const tenThousand = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x-${n}`, String(n)]))
const spoilt: Readonly<Record<string, { message: EncodedMessage; cause: RegExp }>> = {
  'bad JSON': { message: { ...second('bad JSON'), value: '{"by":' }, cause: /not JSON/ },
  'wrong schema': { message: { ...second('wrong schema'), value: '{"by":"much"}' }, cause: /by/ },
  '5 MB': { message: { ...second('5 MB'), value: `{"by":1,"x":"${'x'.repeat(5_000_000)}"}` }, cause: /value of 50\d+ bytes/ },
  'ten thousand headers': {
    message: { key: 'ten thousand headers', value: '{}', headers: tenThousand },
    cause: /not an event of this topic/,
  },
}
const names = Object.keys(spoilt)
const others = Array.from({ length: 6 }, (_, n) => `other ${n}`)

test('poison of every kind through Kafka blocks the key that it names; others go on, and a redrive heals from the log', async () => {
  const commands = on.runtime.commands(systemClock)
  const meta = () => ({ commandId: randomUUID(), actor: 'siti' })
  const sumsOf = async (ids: readonly string[]) =>
    new Map((await on.context.rows(sums).getMany(ids)).map(({ id, sum }) => [id, sum]))
  const every = (ids: readonly string[], sum: number) => new Map(ids.map((id) => [id, sum]))
  const all = [...names, ...others]
  await Promise.all(
    all.map((id) => commands.send(counter, id, { type: 'OpenCounter', owner: 'siti' }, { ...meta(), creates: true })),
  )
  await vi.waitFor(async () => expect(await sumsOf(all)).toEqual(every(all, 0)), 20_000)

  const stranger = kafka.producer({ allowAutoTopicCreation: false })
  await stranger.connect()
  for (const { message } of Object.values(spoilt)) await stranger.send({ topic, messages: [message] })
  await stranger.send({ topic, messages: [{ key: null, value: 'x'.repeat(5_000_000) }] })
  await stranger.disconnect()
  const blocked = async () => new Map((await on.operations.blocked.all(10)).map(({ key, cause }) => [key, cause]))
  await vi.waitFor(async () => expect([...(await blocked()).keys()].toSorted()).toEqual(names.toSorted()), 20_000)
  for (const [key, cause] of await blocked()) expect(cause).toMatch(spoilt[key]?.cause ?? /never/)

  await Promise.all(all.map((id) => commands.send(counter, id, { type: 'RaiseCounter', by: 5 }, meta())))
  await vi.waitFor(async () => expect(await sumsOf(others)).toEqual(every(others, 5)), 20_000)
  expect(await sumsOf(names)).toEqual(every(names, 0))
  for (const key of names) await on.consumers.ownerOf('sample.sums', key)?.redrive(key)
  expect(await sumsOf(names)).toEqual(every(names, 5))
  expect(await blocked()).toEqual(new Map())
})
