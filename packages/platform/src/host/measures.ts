// The measures of one service, for /metrics: each alarm of observe/alarms.ts that a database can tell.
// Guarantees: every group and source is there, with 0 when all is well. Shown by operations.test.ts and operate.int.test.ts.
import { indonesianHolidays } from '@simpul/kernel'
import { relayGroup, roundsGroup } from '../consume/blocked.ts'
import type { Measure } from '../observe/operations.ts'
import { generationsOf, laggingOf, subscriptionsOf, type LaggingDeps } from './lagging.ts'

const DAY_MS = 86_400_000

export async function measuresOf(deps: LaggingDeps): Promise<Measure[]> {
  const { service, runtime, operations, clock } = deps
  const generations = await generationsOf(deps)
  const groups = (await subscriptionsOf(service, generations)).map(({ group }) => group)
  const [blocked, tasks, waiting, compared, lagging] = await Promise.all([
    operations.blocked.counts(),
    operations.tasks.countOpen(),
    operations.requests.countWaiting(),
    operations.comparisons.of(groups),
    laggingOf(deps),
  ])
  const at = { service: service.name }
  const count = (group: string) => blocked.get(group) ?? 0
  const measures: Measure[] = [
    { metric: 'simpul_database_probe_passed', labels: at, value: 1 },
    { metric: 'simpul_operator_tasks_open', labels: at, value: tasks },
    { metric: 'simpul_operations_waiting', labels: at, value: waiting },
  ]
  for (const group of groups) measures.push({ metric: 'simpul_blocked_keys', labels: { ...at, group }, value: count(group) })
  for (const { aggregate } of runtime.all()) {
    const { source } = aggregate.contract
    measures.push({ metric: 'simpul_relay_stopped_aggregates', labels: { ...at, source }, value: count(relayGroup(source)) })
  }
  for (const { name: process } of service.processes) {
    const value = count(roundsGroup(service.name, process))
    measures.push({ metric: 'simpul_rounds_not_started', labels: { ...at, process }, value })
  }
  for (const [projection, { building }] of generations)
    measures.push({ metric: 'simpul_rebuilds_under_way', labels: { ...at, projection }, value: building === null ? 0 : 1 })
  for (const { kind, of, behind, oldestSeconds } of lagging) {
    if (kind === 'consumer' && behind !== null)
      measures.push({ metric: 'simpul_consumer_lag_events', labels: { ...at, group: of }, value: behind })
    if (kind === 'outbox' && oldestSeconds !== null)
      measures.push({ metric: 'simpul_outbox_oldest_seconds', labels: { ...at, source: of }, value: oldestSeconds })
  }
  for (const { group, at: then, ahead, repairedTotal } of compared) {
    const labels = { ...at, group }
    measures.push({ metric: 'simpul_heads_compared_seconds', labels, value: Math.round((clock.now() - then) / 1000) })
    measures.push({ metric: 'simpul_heads_ahead', labels, value: ahead })
    for (const [occasion, value] of Object.entries(repairedTotal))
      measures.push({ metric: 'simpul_heads_repaired_total', labels: { ...labels, occasion }, value })
  }
  return measures
}

export const HOLIDAYS_WARN_DAYS = 60

/** From today on. Negative when the table has ended. */
export const holidaysKnownDays = (nowMs: number) =>
  Math.floor((Date.parse(`${indonesianHolidays.to}T17:00:00Z`) - nowMs) / DAY_MS)
