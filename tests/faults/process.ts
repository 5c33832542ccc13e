// One process of microcredit or of partners, for a parent that kills it: `node process.ts <story> <epoch> <database> <roles|none> <count>`.
// It sends its commands as a careful client does, with the same ids at every start, prints DONE when all were answered, and stays.
import { pino } from 'pino'
import { systemClock } from '../../packages/platform/src/index.ts'
import { hostService, type Engines, type Role } from '../../packages/platform/src/host/host.ts'
import { kafkaClient } from '../../packages/platform/src/kafka/kafkaClient.ts'
import { connectMongo } from '../../packages/platform/src/mongo/driver.ts'
import {
  approve,
  openQuota,
  propose,
  service as microcredit,
  storyClock,
} from '../../services/microcredit/src/application/quotaRush.ts'
import { partnersOf, partnersOutside, tellIdentity } from './identityStory.ts'
import { QUOTA_ID, QUOTA_PLACES } from './quotaStory.ts'

const [story = '', epoch = '', database = '', roles = '', count = '0'] = process.argv.slice(2)
const clock = story === 'quota' ? storyClock : systemClock
const log = pino({ level: 'silent' })
const db = await connectMongo(process.env['MONGODB_URL'] ?? '', database)
const kafka = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'faults', epoch, log })
const service = story === 'quota' ? microcredit : partnersOf(epoch)
const outside = await partnersOutside(db, database)
const engines: Engines = {
  db,
  kafka,
  epoch,
  clock,
  log,
  sessionTimeoutMs: 6_000, // the broker's least: the group waits that long for the process that was killed
  feedOf: (source) => {
    throw new Error(`nobody serves ${source} here`)
  },
  temporal: { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' },
  onCrash: (error) => {
    throw error
  },
}
const hosted = await hostService(service, roles === 'none' ? [] : (roles.split(',') as Role[]), engines, outside)
const commands = hosted.runtime.commands(clock)
/** A quota for 8, and more applications than that. */
async function tellQuota(): Promise<void> {
  await openQuota(commands, QUOTA_ID, QUOTA_PLACES)
  const ids = Array.from({ length: Number(count) }, (_, n) => `a${n}`)
  await Promise.all(ids.map((id) => propose(commands, id)))
  await Promise.all(ids.map((id) => approve(commands, id)))
}

if (story === 'quota') await tellQuota()
else await tellIdentity(commands, outside, epoch, Number(count))
process.stdout.write('DONE\n')
process.on('SIGTERM', () => {
  void hosted.stop().then(() => process.exit(0))
})
setInterval(() => undefined, 60_000)
