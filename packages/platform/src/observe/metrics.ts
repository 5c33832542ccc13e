// What is counted, as Prometheus reads it at /metrics.
// Guarantees: labels come from declared routes and catalogues, never from what a client sent, so their number is bounded.
// Shown by observe.test.ts.
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly registry: Registry
  readonly requests: Histogram<'method' | 'route' | 'status'>
  readonly refusals: Counter<'code'>
}

export function metrics({ process }: { readonly process: boolean }): Metrics {
  const registry = new Registry()
  if (process) collectDefaultMetrics({ register: registry, prefix: 'simpul_' })
  return {
    registry,
    requests: new Histogram({
      name: 'simpul_http_request_seconds',
      help: 'Time from the first byte of a request to the last of its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    refusals: new Counter({
      name: 'simpul_http_refusals_total',
      help: 'Requests refused, by code of the problem.',
      labelNames: ['code'],
      registers: [registry],
    }),
  }
}
