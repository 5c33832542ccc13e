// Everything that may ask for a person: what is measured at /metrics, what the log says, and which runbook tells what to do.
// Guarantees (tests/architecture/runbooks.test.ts): each alarm has docs/runbooks/<name>.md that names its metric and its line; each line of
// level error in the platform is one of these or is named in a runbook.

export interface Alarm {
  /** Its name at /metrics; what it measures is in operations.ts and metrics.ts. */
  readonly metric: string
  /** The line in the log of the process that noticed. */
  readonly log: string
}

export const alarms = {
  'blocked-key': { metric: 'simpul_blocked_keys', log: 'a key is blocked' },
  'relay-stopped': { metric: 'simpul_relay_stopped_aggregates', log: 'an aggregate stands still in the relay' },
  'outbox-full': { metric: 'simpul_outbox_oldest_seconds', log: 'the relay could not make its round' },
  'operator-task': { metric: 'simpul_operator_tasks_open', log: 'a step failed for no known reason' },
  'round-not-started': { metric: 'simpul_rounds_not_started', log: 'an open round cannot be started' },
  'consumer-lag': { metric: 'simpul_consumer_lag_events', log: 'batch failed; its partition pauses' },
  'heads-differ': { metric: 'simpul_heads_repaired_total', log: 'a consumer lacked events that its owner has' },
  'consumer-ahead': { metric: 'simpul_heads_ahead', log: 'a consumer is ahead of its owner' },
  'rebuild-waits': { metric: 'simpul_rebuilds_under_way', log: 'a rebuilt projection cannot take over' },
  'operator-request': { metric: 'simpul_operations_waiting', log: 'an operator’s request could not be carried out' },
  'database-unsafe': {
    metric: 'simpul_database_probe_passed',
    log: 'this database does not keep writes atomic, so Simpul does not start',
  },
  'unexpected-error': { metric: 'simpul_http_refusals_total', log: 'unexpected error' },
  'data-missing': { metric: 'simpul_data_missing', log: 'people put data in force that this program does not have' },
  'holidays-end': { metric: 'simpul_holidays_known_days', log: 'the holiday table ends soon' },
} as const satisfies Readonly<Record<string, Alarm>>

export type AlarmName = keyof typeof alarms
