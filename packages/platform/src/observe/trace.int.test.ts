// One command, one trace: from HTTP through outbox, Kafka, projection, reaction and a Temporal step to the projection of what that step did.
import { randomUUID } from 'node:crypto'
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace'
import { pino } from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { counter, counterEvents, type CounterEvent } from '../aggregate/sample.ts'
import { systemClock } from '../clock.ts'
import { projection } from '../consume/projection.ts'
import { reaction } from '../consume/reaction.ts'
import { hostService, type Hosted } from '../host/host.ts'
import { buildApp, defineRoutes, type AppDeps } from '../http/index.ts'
import { kafkaClient } from '../kafka/kafkaClient.ts'
import { connectMongo } from '../mongo/driver.ts'
import { visiting } from '../process/sample/process.ts'
import { visit, visitEvents, type VisitEvent } from '../process/sample/visit.ts'
import { metrics, startTracing, type Tracing } from './index.ts'

const id = randomUUID().slice(0, 8)
const name = `s${id}` // its own task queue and consumer groups
const log = pino({ level: 'silent' })
const exporter = new InMemorySpanExporter()
const REMOTE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

const visits = projection<{ last: string }, VisitEvent>({ name: 'visits', from: visitEvents, indexes: [], fold: (_, { type }) => ({ last: type }) }) // prettier-ignore
const sums = projection<{ sum: number }, CounterEvent>({ name: 'sums', from: counterEvents, indexes: [], fold: (row) => ({ sum: (row?.sum ?? -1) + 1 }) }) // prettier-ignore
const countVisits = reaction<VisitEvent>({
  name: 'countVisits',
  from: visitEvents,
  async handle(event, envelope, commands) {
    if (event.type !== 'VisitAsked') return
    const meta = { commandId: `consumer:${envelope.id}`, actor: 'consumer:countVisits', creates: true }
    await commands.send(counter, envelope.aggregateId, { type: 'OpenCounter', owner: 'visits' }, meta)
  },
})
const routes = defineRoutes({ tag: 'Kunjungan' }, (route) => {
  route.create('/visits', {
    summary: { id: 'Minta kunjungan', en: 'Ask for a visit' },
    aggregate: visit,
    may: { roles: ['applicant'] },
    body: Type.Object({}, { additionalProperties: false }),
    command: () => ({ type: 'AskVisit' }),
  })
})
const service = {
  name,
  aggregates: [visit, counter],
  projections: [visits, sums],
  reactions: [countVisits],
  processes: [visiting],
}

let db: Awaited<ReturnType<typeof connectMongo>>
let hosted: Hosted
let tracing: Tracing
beforeAll(async () => {
  tracing = await startTracing({ service: 'sample', exporter })
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${id}`)
  const epoch = `t${id}`
  const outside = { due: { dueAt: '2999-01-01T00:00:00.000Z' }, broken: false, ran: [] }
  const kafka = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log })
  const temporal = { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' }
  const feedOf = () => Promise.reject(new Error('nobody serves another feed here')) as never
  const engines = { db, kafka, epoch, clock: systemClock, log, temporal, feedOf, onCrash: () => undefined }
  hosted = await hostService(service, ['relay', 'projector', 'process', 'worker'], engines, outside)
})
afterAll(async () => {
  await hosted.stop()
  await db.dropDatabase()
  await db.close()
  await tracing.stop()
})

async function ask(): Promise<string> {
  const { runtime, context } = hosted
  const executeOf: AppDeps['services'][number]['executeOf'] = ({ contract }) => runtime.of(contract.source).execute
  const app = await buildApp({
    services: [{ name: 'sample', routes: [routes], refusals: {}, context, executeOf }],
    verify: async () => ({ ok: true, actor: { subject: 'siti', roles: ['applicant'] } }),
    serviceKey: 'k'.repeat(32),
    clock: systemClock,
    log,
    metrics: metrics({ process: false }),
    ready: async () => true,
  })
  const headers = { authorization: 'Bearer t', 'idempotency-key': id, traceparent: REMOTE }
  const answer = await app.inject({ method: 'POST', url: '/sample/visits', payload: {}, headers })
  await app.close()
  return answer.json<{ id: string }>().id
}

test('one command is one trace, each step under the step that caused it', async () => {
  await ask()
  const spans = () => exporter.getFinishedSpans()
  const named = (wanted: string) => spans().filter((span) => span.name === wanted)
  const causes = (span: ReadableSpan | undefined, wanted: string) =>
    named(wanted).some((caused) => caused.parentSpanContext?.spanId === span?.spanContext().spanId)
  await vi.waitFor(
    () => {
      const ended = spans().map((span) => span.name.replace(`${name}.`, ''))
      for (const wanted of ['project visits', 'project sums', 'react countVisits', 'start visiting', 'visiting.plan'])
        expect(ended).toContain(wanted)
      expect(ended.filter((ended) => ended === 'project visits').length).toBeGreaterThan(1)
    },
    { timeout: 45_000, interval: 50 },
  )
  const [http] = named('POST /sample/visits')
  const [react] = named(`react ${name}.countVisits`)
  const [step] = named('visiting.plan')
  expect(http?.parentSpanContext?.spanId).toBe(REMOTE.slice(36, 52))
  for (const wanted of [
    'relay sample.visit',
    `project ${name}.visits`,
    `react ${name}.countVisits`,
    `start ${name}.visiting`,
    'visiting.plan',
  ])
    // prettier-ignore
    expect([wanted, causes(http, wanted)]).toEqual([wanted, true])
  expect(causes(react, 'relay sample.counter')).toBe(true)
  expect(causes(react, `project ${name}.sums`)).toBe(true)
  expect(causes(step, 'relay sample.visit')).toBe(true)
  expect(causes(step, `project ${name}.visits`)).toBe(true)
  expect(new Set(spans().map((span) => span.spanContext().traceId))).toEqual(new Set([REMOTE.slice(3, 35)]))
})
