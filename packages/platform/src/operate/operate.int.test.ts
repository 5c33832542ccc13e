// An operator's redrive over HTTP: recorded first, carried out by the process that reads the key's partition, seen in the lists and metrics.
import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { counter, counterEvents, type CounterEvent } from '../aggregate/sample.ts'
import type { Actor } from '../auth/actor.ts'
import { systemClock } from '../clock.ts'
import { projection } from '../consume/projection.ts'
import { hostService, type Engines, type Hosted, type Role } from '../host/host.ts'
import { laggingOf } from '../host/lagging.ts'
import { measuresOf } from '../host/measures.ts'
import { buildApp } from '../http/index.ts'
import { operatorRoutes } from '../http/operatorRoutes.ts'
import { kafkaClient } from '../kafka/kafkaClient.ts'
import { connectMongo } from '../mongo/driver.ts'
import { metrics } from '../observe/index.ts'
import { observeOperations } from '../observe/operations.ts'
import { operatorRefusals } from './refusals.ts'

const log = pino({ level: 'silent' })
const epoch = `t${randomUUID().slice(0, 8)}`
let broken = true
let db: Engines['db']
const hosted: Hosted[] = []

const sums = projection<{ sum: number }, CounterEvent>({
  name: 'sums',
  from: counterEvents,
  indexes: [],
  fold(row, event) {
    if (broken && event.type === 'CounterRaised' && event.by === 666) throw new Error('cannot fold 666')
    return { sum: (row?.sum ?? 0) + (event.type === 'CounterRaised' ? event.by : 0) }
  },
})

beforeAll(async () => {
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${randomUUID().slice(0, 8)}`)
})
afterAll(async () => {
  for (const each of hosted.toReversed()) await each.stop()
  await db.dropDatabase()
  await db.close()
})

async function host(roles: readonly Role[]): Promise<Hosted> {
  const kafka = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log })
  const temporal = { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' }
  const service = { name: 'sample', aggregates: [counter], projections: [sums], reactions: [], processes: [] }
  const feedOf = (source: string) => expect.unreachable(source)
  const started = await hostService(service, roles, { db, kafka, epoch, clock: systemClock, log, temporal, feedOf, onCrash: () => undefined }) // prettier-ignore
  hosted.push(started)
  return started
}

async function api(on: Hosted) {
  const { operations, reads, runtime, context } = on
  const routes = operatorRoutes({ ...operations, projections: ['sums'], lagging: () => laggingOf(reads) })
  const all = metrics({ process: false })
  observeOperations(all.registry, () => measuresOf(reads), () => undefined) // prettier-ignore
  const app = await buildApp({
    services: [{ name: 'sample', routes: [routes], refusals: operatorRefusals, context, executeOf: ({ contract }) => runtime.of(contract.source).execute }], // prettier-ignore
    verify: async (token) => ({ ok: true, actor: { subject: 'budi', roles: [token as Actor['roles'][number]] } }),
    serviceKey: 'k'.repeat(32),
    clock: systemClock,
    log,
    metrics: all,
    ready: async () => true,
    operated: [{ name: 'sample', projections: ['sums'] }],
  })
  const headers = (role: string, key: string = randomUUID()) => ({ authorization: `Bearer ${role}`, 'idempotency-key': key })
  return {
    app,
    get: async (path: string) => (await app.inject({ url: `/sample/operator/${path}`, headers: headers('operator') })).json<{ items: unknown[] }>().items, // prettier-ignore
    post: (path: string, payload: object, role = 'operator', key?: string) =>
      app.inject({ method: 'POST', url: `/sample/operator/${path}`, payload, headers: headers(role, key) }),
    metric: async (line: string) =>
      (await app.inject({ url: '/metrics' })).body.split('\n').find((text) => text.startsWith(line)),
  }
}

test('a blocked key is listed with its cause, redriven on an audited request by its partition’s owner, and gone', async () => {
  const silent = await host([])
  const { app, get, post, metric } = await api(silent)
  const [one, two] = [await host(['relay', 'projector']), await host(['projector'])]
  const commands = silent.runtime.commands(systemClock)
  const meta = () => ({ commandId: randomUUID(), actor: 'siti' })
  await commands.send(counter, 'a', { type: 'OpenCounter', owner: 'siti' }, { ...meta(), creates: true })
  await commands.send(counter, 'a', { type: 'RaiseCounter', by: 666 }, meta())
  const blocked = { group: 'sample.sums', key: 'a', cause: 'cannot fold 666', triedAgain: false }
  await vi.waitFor(async () => expect(await get('blocked-keys')).toEqual([expect.objectContaining(blocked)]), 30_000)
  expect(await metric('simpul_blocked_keys{service="sample",group="sample.sums"}')).toMatch(/ 1$/)

  const asked = { group: 'sample.sums', key: 'a', why: 'rilis 12 memperbaiki lipatan' }
  expect((await post('redrives', asked, 'officer')).statusCode).toBe(403)
  expect((await post('redrives', { ...asked, key: 'b' })).json()).toMatchObject({ code: 'operator/not-blocked' })
  expect((await post('redrives', { ...asked, why: 'x' })).statusCode).toBe(400)
  expect(await get('requests')).toEqual([])
  await vi.waitFor(() => expect([one, two].filter((on) => on.consumers.ownerOf('sample.sums', 'a'))).toHaveLength(1), 20_000)

  expect((await post('redrives', asked, 'operator', 'still-broken')).statusCode).toBe(201)
  const again = { kind: 'redrive', of: 'sample.sums', key: 'a', why: asked.why, status: 'failed', outcome: 'a is blocked again; see its cause' } // prettier-ignore
  await vi.waitFor(async () => expect(await get('requests')).toEqual([expect.objectContaining(again)]), 20_000)
  broken = false
  const [first, repeated] = [
    await post('redrives', asked, 'operator', 'mended'),
    await post('redrives', asked, 'operator', 'mended'),
  ]
  expect(repeated.json()).toEqual(first.json())
  await vi.waitFor(async () => expect(await get('blocked-keys')).toEqual([]), 20_000)
  await vi.waitFor(async () => expect(await silent.context.rows(sums).get('a')).toEqual({ id: 'a', seq: 2, sum: 666 }), 20_000)
  await vi.waitFor(async () => expect((await get('requests'))[0]).toMatchObject({ status: 'done', outcome: 'a goes on' }), 20_000)
  const { id } = first.json<{ id: string }>()
  const told = await silent.runtime.of('sample.operation').feed.events(id, 1, 10)
  expect(told.map(({ type, actor }) => [type, actor])).toEqual([['OperationRequested', 'budi'], ['OperationDone', 'process:operator']]) // prettier-ignore

  expect((await post('rebuilds', { projection: 'sum', why: 'salah ketik' })).json()).toMatchObject({
    code: 'operator/no-such-projection',
  })
  await post('rebuilds', { projection: 'sums', why: 'lipatan berubah' })
  await vi.waitFor(async () => expect((await silent.operations.generations.of('sums')).serving).toBe(2), 20_000)
  expect(await get('lag')).toContainEqual({ kind: 'outbox', of: 'sample.counter', behind: 0, oldestSeconds: 0 })
  expect(await get('lag')).toContainEqual(expect.objectContaining({ kind: 'consumer', of: 'sample.sums.g2' }))
  expect(await metric('simpul_database_probe_passed')).toMatch(/ 1$/)
  await app.close()
})
