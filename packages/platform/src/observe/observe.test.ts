import { InMemorySpanExporter } from '@opentelemetry/sdk-trace'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sampleApp, token } from '../http/sampleApp.ts'
import { logger, startTracing, traceparentOf, withSpan, withSpans, type Tracing } from './index.ts'

const REMOTE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

describe('a trace', () => {
  let exporter: InMemorySpanExporter
  let tracing: Tracing
  beforeEach(async () => {
    exporter = new InMemorySpanExporter()
    tracing = await startTracing({ service: 'sample', exporter })
  })
  afterEach(() => tracing.stop())

  test('goes from the caller through HTTP into the envelope, and on to whoever consumes it', async () => {
    const { app, store } = await sampleApp()
    const answer = await app.inject({
      method: 'POST',
      url: '/sample/counters',
      payload: { title: 'Kas' },
      headers: { authorization: `Bearer ${await token()}`, 'idempotency-key': 'k', traceparent: REMOTE },
    })
    const stored = await store.load(answer.json<{ id: string }>().id)
    const traceparent = stored?.outbox[0]?.traceparent
    await withSpan('process sample.counter', traceparent, async () => undefined)
    await vi.waitUntil(() => exporter.getFinishedSpans().length === 2)
    const [http, consumer] = exporter.getFinishedSpans()
    expect(http?.name).toBe('POST /sample/counters')
    expect(http?.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c')
    expect(traceparent).toBe(`00-0af7651916cd43dd8448eb211c80319c-${http?.spanContext().spanId}-01`)
    expect(consumer?.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c')
    expect(consumer?.parentSpanContext?.spanId).toBe(http?.spanContext().spanId)
    await app.close()
  })

  test("a problem's instance is the trace", async () => {
    const { app } = await sampleApp()
    const answer = await app.inject({ method: 'GET', url: '/sample/broken', headers: { traceparent: REMOTE } })
    expect(answer.json<{ instance: string }>().instance).toBe('0af7651916cd43dd8448eb211c80319c')
    await vi.waitUntil(() => exporter.getFinishedSpans().length === 1)
    expect(exporter.getFinishedSpans()[0]?.status).toEqual({ code: 2, message: 'Error' })
    await app.close()
  })

  test.each(['garbage', '00-00000000000000000000000000000000-b7ad6b7169203331-01', `${REMOTE}-x`, REMOTE.toUpperCase()])(
    'a malformed traceparent (%s) begins a new trace',
    async (traceparent) => {
      const made = await withSpan('one', traceparent, async () => traceparentOf())
      expect(made).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/)
      expect(made?.slice(3, 35)).not.toBe(traceparent.slice(3, 35))
    },
  )

  test('spans inside one another are one trace', async () => {
    const [outer, inner] = await withSpan('outer', undefined, async () => [
      traceparentOf(),
      await withSpan('inner', undefined, async () => traceparentOf()),
    ])
    expect(inner?.slice(3, 35)).toBe(outer?.slice(3, 35))
    expect(inner).not.toBe(outer)
  })
})

test('without an exporter there is no traceparent, no span and no cost', async () => {
  const tracing = await startTracing({ service: 'sample' })
  expect(await withSpan('quiet', REMOTE, async (span) => [traceparentOf(), span.isRecording()])).toEqual([undefined, false])
  const given = { get traceparent(): string {
    throw new Error('nobody looks at it')
  } } // prettier-ignore
  expect(await withSpans('quiet', [given], async () => traceparentOf())).toBeUndefined()
  await tracing.stop()
})

test('the log hides tokens, bodies and personal fields', () => {
  const lines: string[] = []
  const log = logger({ level: 'info', service: 'sample' }, { write: (line: string) => void lines.push(line) })
  log.info(
    { req: { headers: { authorization: 'SECRET' } }, body: { a: 'SECRET' }, person: { nik: 'SECRET', name: 'SECRET' } },
    'seen',
  )
  expect(lines[0]).toContain('seen')
  expect(lines[0]).not.toContain('SECRET')
})
