// A step belongs to the trace of the request that, events ago, caused it (W3C traceparent, carried by event and signal).
import { context, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api'

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

export function inTrace<Result>(name: string, traceparent: string | undefined, run: () => Promise<Result>): Promise<Result> {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? []
  const parent =
    traceId && spanId && flags
      ? trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true })
      : context.active()
  return trace.getTracer('simpul').startActiveSpan(name, {}, parent, async (span) => {
    try {
      return await run()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}
