import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { inTrace } from './trace.ts'

const spans = new InMemorySpanExporter()
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }))
beforeEach(() => spans.reset())
afterAll(() => {
  trace.disable()
  context.disable()
})

const TRACE = '0af7651916cd43dd8448eb211c80319c'

test('a step is a child of the request that caused its event', async () => {
  await inTrace('visiting.plan', `00-${TRACE}-b7ad6b7169203331-01`, async () => undefined)
  const [span] = spans.getFinishedSpans()
  expect([span?.name, span?.spanContext().traceId, span?.parentSpanContext?.spanId]).toEqual([
    'visiting.plan',
    TRACE,
    'b7ad6b7169203331',
  ])
})

test('what the step does is inside its span', async () => {
  const inside = await inTrace(
    'visiting.plan',
    `00-${TRACE}-b7ad6b7169203331-01`,
    async () => trace.getActiveSpan()?.spanContext().traceId,
  )
  expect(inside).toBe(TRACE)
})

test('a step without a trace, or with a broken one, begins its own', async () => {
  await inTrace('visiting.plan', undefined, async () => undefined)
  await inTrace('visiting.plan', 'broken', async () => undefined)
  expect(spans.getFinishedSpans().map(({ parentSpanContext }) => parentSpanContext)).toEqual([undefined, undefined])
})

test('a step that fails is marked so', async () => {
  await expect(inTrace('visiting.plan', undefined, () => Promise.reject(new Error('x')))).rejects.toThrow('x')
  expect(spans.getFinishedSpans()[0]?.status.code).toBe(2)
})
