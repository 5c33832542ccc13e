// What the operation of services is like, as Prometheus reads it at /metrics of any process with the role api.
// Guarantees: one look at the databases a scrape; what cannot be read is absent, so that an alarm on absence sees it; /metrics answers
// anyway. Labels are names from declarations, never what a client sent.
import { Counter, Gauge, type Registry } from 'prom-client'

export interface Measure {
  readonly metric: MetricName
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const METRICS = {
  simpul_blocked_keys: { help: 'Keys that stand still in a consumer group.', labels: ['service', 'group'] },
  simpul_relay_stopped_aggregates: { help: 'Aggregates that stand still in the relay.', labels: ['service', 'source'] },
  simpul_outbox_oldest_seconds: { help: 'Age of the oldest commit that waits for the relay.', labels: ['service', 'source'] },
  simpul_operator_tasks_open: { help: 'Steps of procedures that wait for an operator.', labels: ['service'] },
  simpul_rounds_not_started: { help: 'Open rounds of procedures that cannot be started.', labels: ['service', 'process'] },
  simpul_consumer_lag_events: { help: 'Messages that a consumer group has not done with.', labels: ['service', 'group'] },
  simpul_heads_compared_seconds: { help: 'Time since a group was last compared with its owner.', labels: ['service', 'group'] },
  simpul_heads_repaired_total: {
    help: 'Aggregates of which a group lacked events, found by comparing it with its owner.',
    labels: ['service', 'group', 'occasion'],
  },
  simpul_heads_ahead: { help: 'Aggregates of which a group has events that the owner has not.', labels: ['service', 'group'] },
  simpul_rebuilds_under_way: { help: '1 while a projection is being rebuilt.', labels: ['service', 'projection'] },
  simpul_operations_waiting: { help: 'Requests of operators that no process has carried out.', labels: ['service'] },
  simpul_database_probe_passed: { help: '1 when the database passed the probe at the start.', labels: ['service'] },
  simpul_data_missing: { help: 'Data that people put in force and this program does not have.', labels: ['service'] },
  simpul_holidays_known_days: { help: 'Days from today that the holiday table covers.', labels: [] },
} as const satisfies Readonly<Record<string, { help: string; labels: readonly string[] }>>

export type MetricName = keyof typeof METRICS

/** Scrapes within this time see one look. */
const LOOK_MS = 1_000

export function observeOperations(
  registry: Registry,
  look: () => Promise<readonly Measure[]>,
  onError: (error: unknown) => void,
) {
  let last: { readonly at: number; readonly measures: Promise<readonly Measure[]> } | null = null
  const measures = () => {
    const now = performance.now()
    if (!last || now - last.at > LOOK_MS) {
      const looked = look().catch((error: unknown): readonly Measure[] => {
        onError(error)
        return []
      })
      last = { at: now, measures: looked }
    }
    return last.measures
  }
  for (const name of Object.keys(METRICS) as MetricName[]) {
    const { help, labels } = METRICS[name]
    const mine = async () => (await measures()).filter(({ metric }) => metric === name)
    const options: MetricOptions = { name, help, labelNames: [...labels], registers: [] }
    registry.registerMetric(name.endsWith('_total') ? counterOf(options, mine) : gaugeOf(options, mine))
  }
}

interface MetricOptions {
  readonly name: MetricName
  readonly help: string
  readonly labelNames: string[]
  /** None: it is registered by hand. */
  readonly registers: []
}

const gaugeOf = (options: MetricOptions, found: () => Promise<readonly Measure[]>) =>
  new Gauge({
    ...options,
    async collect() {
      const measures = await found()
      this.reset()
      for (const { labels, value } of measures) this.set(labels, value)
    },
  })

/** It counts over processes and restarts, because the database does. */
const counterOf = (options: MetricOptions, found: () => Promise<readonly Measure[]>) =>
  new Counter({
    ...options,
    async collect() {
      const measures = await found()
      this.reset()
      for (const { labels, value } of measures) this.inc(labels, value)
    },
  })
