// One trace from an HTTP request through the outbox and Kafka to the last consumer, carried as W3C traceparent text.
// Guarantees: without an exporter everything here costs nothing and `traceparentOf` is undefined; a malformed traceparent is ignored.
// Does not guarantee: that spans arrive; tracing never delays or fails the work. Shown by trace.int.test.ts.
import { Refusal } from '@simpul/kernel'
import {
  context,
  INVALID_SPAN_CONTEXT,
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type SpanContext,
} from '@opentelemetry/api'
import type { SpanExporter } from '@opentelemetry/sdk-trace'

const TRACER = 'simpul'
const NO_SPAN = trace.wrapSpanContext(INVALID_SPAN_CONTEXT)

let tracing = false

export interface Tracing {
  stop(): Promise<void>
}

export interface TracingOptions {
  readonly service: string
  /** OTLP over HTTP, base address. Without it there are no traces. */
  readonly endpoint?: string
  /** For tests: gets each span as it ends. */
  readonly exporter?: SpanExporter
}

export async function startTracing({ service, endpoint, exporter }: TracingOptions): Promise<Tracing> {
  if (endpoint === undefined && exporter === undefined) return { stop: async () => undefined }
  // Loaded here, because whoever exports nothing need not carry it: 15 MB.
  const { providerOf, contextManager } = await import('./tracingSdk.ts')
  const provider = providerOf(service, endpoint, exporter)
  context.setGlobalContextManager(contextManager())
  trace.setGlobalTracerProvider(provider)
  tracing = true
  return {
    async stop() {
      tracing = false
      await provider.shutdown()
      trace.disable()
      context.disable()
    },
  }
}

/** Of the span that is under way, to be put into an envelope or a header. */
export function traceparentOf(span: Span | undefined = trace.getActiveSpan()): string | undefined {
  const at = span?.spanContext()
  if (!at || !isSpanContextValid(at)) return undefined
  return `00-${at.traceId}-${at.spanId}-${at.traceFlags & TraceFlags.SAMPLED ? '01' : '00'}`
}

/** Runs `fn` inside a span that continues `traceparent`, or the one under way, or a new trace. */
export async function withSpan<T>(
  name: string,
  traceparent: string | undefined,
  fn: (span: Span) => Promise<T>,
  kind: SpanKind = SpanKind.INTERNAL,
): Promise<T> {
  if (!tracing) return fn(NO_SPAN)
  const parent = parentOf(traceparent)
  const span = trace.getTracer(TRACER).startSpan(name, { kind }, parent)
  try {
    return await context.with(trace.setSpan(parent, span), () => fn(span))
  } catch (error) {
    markFailed(span, error)
    throw error
  } finally {
    span.end()
  }
}

/** One span in each trace that these events belong to: for work that takes many events at once. */
export async function withSpans<T>(
  name: string,
  events: Iterable<{ readonly traceparent?: string }>,
  fn: () => Promise<T>,
  kind: SpanKind = SpanKind.CONSUMER,
): Promise<T> {
  if (!tracing) return fn()
  const causes = new Set([...events].flatMap(({ traceparent }) => traceparent ?? []))
  const spans = [...causes].map((traceparent) => trace.getTracer(TRACER).startSpan(name, { kind }, parentOf(traceparent)))
  try {
    return await fn()
  } catch (error) {
    for (const span of spans) markFailed(span, error)
    throw error
  } finally {
    for (const span of spans) span.end()
  }
}

/** The error's message may hold what a person wrote; its name suffices here, the log has the rest. A refusal is no fault of this process. */
function markFailed(span: Span, error: unknown): void {
  if (error instanceof Refusal) return
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' })
}

function parentOf(traceparent: string | undefined): Context {
  if (traceparent === undefined) return context.active()
  const remote = parseTraceparent(traceparent)
  return remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : context.active()
}

function parseTraceparent(text: string): SpanContext | null {
  const [, traceId, spanId, flags] = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(text) ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return null
  // All zeros is no id; the SDK begins a new trace then.
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true }
}
