// OpenTelemetry's machinery, for a process that exports its spans; tracing.ts loads it only then.
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, SimpleSpanProcessor, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace'

/** `endpoint`: OTLP over HTTP, base address, in batches; `exporter` gets each span as it ends. */
export function providerOf(service: string, endpoint?: string, exporter?: SpanExporter): TracerProvider {
  const url = `${endpoint?.replace(/\/$/, '')}/v1/traces`
  const spanProcessors = [
    ...(exporter ? [new SimpleSpanProcessor({ exporter })] : []),
    ...(endpoint ? [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })] : []),
  ]
  return new TracerProvider({ resource: resourceFromAttributes({ 'service.name': service }), spanProcessors })
}

export const contextManager = () => new AsyncLocalStorageContextManager().enable()
