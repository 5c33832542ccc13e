// The engines of this test run, as a hosted service is given them: its own database and topics, nobody else's events.
// Guarantees: Temporal's default namespace, because it gives the first task of a new one out only after some ten seconds.
// Does not: start or clear anything; whoever opened the database drops it.
import { kafkaClient, type Engines } from '@simpul/platform/host'

export const temporalOfTests = { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' }

export function enginesOfTests({ epoch, log, ...own }: Pick<Engines, 'db' | 'epoch' | 'clock' | 'log'>): Engines {
  return {
    ...own,
    epoch,
    log,
    kafka: kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', epoch, log }),
    temporal: temporalOfTests,
    feedOf: (source) => {
      throw new Error(`nobody serves ${source} here`)
    },
    onCrash: () => undefined,
  }
}
