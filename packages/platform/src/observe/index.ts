export { logger, type LogOptions } from './log.ts'
export { metrics, type Metrics } from './metrics.ts'
export { startTracing, traceparentOf, withSpan, withSpans, type Tracing, type TracingOptions } from './tracing.ts'
