// One process of the sample service, for a parent that kills it: `node process.ts <epoch> <database> <roles|none> <commands>`.
// It sends its commands as a careful client does, with the same ids at every start, prints DONE when all were answered, and stays.
import { pino } from 'pino'
import { systemClock, type CommandMeta } from '../../packages/platform/src/index.ts'
import { hostService, type Role } from '../../packages/platform/src/host/host.ts'
import { kafkaClient } from '../../packages/platform/src/kafka/kafkaClient.ts'
import { connectMongo } from '../../packages/platform/src/mongo/driver.ts'
import { ALL, counter, sample } from './sampleService.ts'

const [epoch = '', database = '', roles = '', count = '0'] = process.argv.slice(2)
const log = pino({ level: 'silent' })
const db = await connectMongo(process.env['MONGODB_URL'] ?? '', database)
const kafka = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'faults', epoch, log })
const hosted = await hostService(sample, roles === 'none' ? [] : (roles.split(',') as Role[]), {
  db,
  kafka,
  epoch,
  clock: systemClock,
  log,
  sessionTimeoutMs: 6_000, // the broker's least: the group waits that long for the process that was killed
  feedOf: (source) => {
    throw new Error(`nobody serves ${source} here`)
  },
  onCrash: (error) => {
    throw error
  },
})
const commands = hosted.runtime.commands(systemClock)
const meta = (commandId: string, more: Partial<CommandMeta> = {}): CommandMeta => ({ commandId, actor: 'siti', ...more })

await commands.send(counter, ALL, { type: 'OpenCounter', owner: ALL }, meta('open-all', { creates: true }))
const ids = Array.from({ length: Number(count) }, (_, n) => `c${n}`)
await Promise.all(
  ids.map(async (id) => {
    await commands.send(counter, id, { type: 'OpenCounter', owner: 'siti' }, meta(`open-${id}`, { creates: true }))
    for (const by of [1, 2, 3]) await commands.send(counter, id, { type: 'RaiseCounter', by }, meta(`raise-${id}-${by}`))
  }),
)
process.stdout.write('DONE\n')
process.on('SIGTERM', () => {
  void hosted.stop().then(() => process.exit(0))
})
setInterval(() => undefined, 60_000)
