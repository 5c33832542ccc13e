// Both roles of the home visits in a process of their own, for a parent that kills it: `node roleProcess.ts <database> <task queue>`.
// Catches up from the feed ten times a second instead of listening to Kafka. Prints READY, and stays.
// Does not: outlive SIGTERM, nor guarantee anything that the roles do not; it is there to be killed.
import { pino } from 'pino'
import { systemClock } from '../../clock.ts'
import { MemoryBlockedKeys } from '../../consume/blocked.ts'
import { OrderedConsumer } from '../../consume/orderedConsumer.ts'
import { Runtime } from '../../host/runtime.ts'
import type { ServiceContext } from '../../host/serviceContext.ts'
import { connectMongo, dbOf } from '../../mongo/driver.ts'
import { MongoPositions } from '../../mongo/mongoPositions.ts'
import { hostStarters } from '../startersRole.ts'
import { hostWorker } from '../workerRole.ts'
import type { VisitPlan } from './activities.ts'
import { visiting } from './process.ts'
import { visit, visitEvents } from './visit.ts'

const [database = '', service = ''] = process.argv.slice(2)
const CATCH_UP_MS = 100
const log = pino({ level: 'error' }, pino.destination(2))
const db = await connectMongo(process.env['MONGODB_URL'] ?? '', database)
const runtime = await Runtime.open({ aggregates: [visit], db, clock: systemClock, wake: () => undefined })
const temporal = { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' }
const shared = { service, temporal, clock: systemClock, log }
const outside: VisitPlan = { due: { dueAt: '2999-01-01T00:00:00.000Z' }, broken: false, ran: [] }
const context = { commands: runtime.commands(systemClock), outside } as unknown as ServiceContext

const worker = await hostWorker([visiting], { ...shared, db, context })
const starters = hostStarters([visiting], {
  ...shared,
  runtime,
  positions: new MongoPositions(dbOf(db)),
  blocked: new MemoryBlockedKeys(),
})
starters.sweep()
process.stdout.write('READY\n')
const consumers = starters.starters.map(
  ({ starter, process: { from } }) =>
    new OrderedConsumer({
      contract: visitEvents,
      handler: starter,
      feed: runtime.of(from.source).feed,
      blocked: new MemoryBlockedKeys(),
      clock: systemClock,
      onBlocked: (key, cause) => log.error({ key, cause }, 'a key is blocked'),
      onStranger: () => undefined,
    }),
)
const stop = new AbortController()
process.on('SIGTERM', () => stop.abort())
while (!stop.signal.aborted) {
  for (const consumer of consumers) await consumer.catchUp()
  await systemClock.sleep(CATCH_UP_MS)
}
await starters.stop()
await worker.stop()
await db.close()
