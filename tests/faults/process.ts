// One process of the sample service, of microcredit, of partners or of the market, for a parent that kills it: `node process.ts <story> <epoch> <database> <roles|none> <count>`.
// It sends its commands as a careful client does, with the same ids at every start, prints DONE when all were answered, and stays.
import { pino } from 'pino'
import { systemClock, type CommandMeta } from '../../packages/platform/src/index.ts'
import { hostService, type Engines, type Role } from '../../packages/platform/src/host/host.ts'
import { kafkaClient } from '../../packages/platform/src/kafka/kafkaClient.ts'
import { connectMongo } from '../../packages/platform/src/mongo/driver.ts'
import {
  approve,
  disburse,
  openQuota,
  propose,
  service as microcredit,
  statusOf,
  storyClock,
  withdraw,
} from '../../services/microcredit/src/application/quotaRush.ts'
import * as market from '../../services/market/src/order/stockRush.ts'
import { partnersOf, partnersOutside, tellIdentity } from './identityStory.ts'
import { ALL, counter, sample } from './sampleService.ts'
import { QUOTA_ID, QUOTA_PLACES } from './quotaStory.ts'
import { STOCK_ID, STOCK_KILOGRAMS } from './stockStory.ts'

const [story = '', epoch = '', database = '', roles = '', count = '0'] = process.argv.slice(2)
const aboutQuota = story === 'quota' || story === 'endings'
const clock = aboutQuota ? storyClock : systemClock
const log = pino({ level: 'silent' })
const db = await connectMongo(process.env['MONGODB_URL'] ?? '', database)
const kafka = kafkaClient({ brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'faults', epoch, log })
const services = { quota: microcredit, endings: microcredit, stock: market.service, identity: partnersOf(epoch) }
const service = services[story as keyof typeof services] ?? sample
const outside = await partnersOutside(db, database)
const engines: Engines = {
  db,
  kafka,
  epoch,
  clock,
  log,
  rebuildLimits: { watchMs: 100, stopRetiredAfterMs: 2_500, dropRetiredAfterMs: 3_000, waitMs: 500, blockedMax: 10 },
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
const meta = (commandId: string, more: Partial<CommandMeta> = {}): CommandMeta => ({ commandId, actor: 'siti', ...more })

async function tellCounters(): Promise<void> {
  await commands.send(counter, ALL, { type: 'OpenCounter', owner: ALL }, meta('open-all', { creates: true }))
  const ids = Array.from({ length: Number(count) }, (_, n) => `c${n}`)
  await Promise.all(
    ids.map(async (id) => {
      await commands.send(counter, id, { type: 'OpenCounter', owner: 'siti' }, meta(`open-${id}`, { creates: true }))
      for (const by of [1, 2, 3]) await commands.send(counter, id, { type: 'RaiseCounter', by }, meta(`raise-${id}-${by}`))
    }),
  )
}

/** An operator asks for the rows of the counters to be made anew. */
async function tellRebuild(): Promise<void> {
  await tellCounters()
  const request = { type: 'RequestOperation', kind: 'rebuild', of: 'sums', key: null, why: 'lipatan berubah' } as const
  await commands.send(hosted.operations.aggregate, 'rebuild-1', request, meta('rebuild-1', { creates: true }))
}

/** A quota for 8, and more applications than that. */
async function tellQuota(): Promise<void> {
  await openQuota(commands, QUOTA_ID, QUOTA_PLACES)
  const ids = Array.from({ length: Number(count) }, (_, n) => `a${n}`)
  await Promise.all(ids.map((id) => propose(commands, id)))
  await Promise.all(ids.map((id) => approve(commands, id)))
}

/** Of the approved ones every second is withdrawn, the others are paid out; who was refused stays as they are. */
async function tellEndings(): Promise<void> {
  await tellQuota()
  const approved: string[] = [] // the same ones at every telling
  for (const id of Array.from({ length: Number(count) }, (_, n) => `a${n}`)) {
    while ((await statusOf(commands, id)) === 'awaiting-quota') await systemClock.sleep(50)
    if ((await statusOf(commands, id)) !== 'proposed') approved.push(id)
  }
  for (const [n, id] of approved.entries()) await (n % 2 === 0 ? disburse(commands, id) : withdraw(commands, id))
}

/** Ten kilograms, more orders than that, and every fifth that stands is cancelled. */
async function tellStock(): Promise<void> {
  await market.fillStock(commands, STOCK_ID, STOCK_KILOGRAMS)
  const ids = Array.from({ length: Number(count) }, (_, n) => `o${n}`)
  await Promise.all(ids.map((id) => market.orderOne(commands, id, STOCK_ID)))
  for (const id of ids) {
    while ((await market.statusOf(commands, id)) === 'awaiting-stock') await systemClock.sleep(50)
    const status = await market.statusOf(commands, id)
    if (status === 'placed' || status === 'cancelled') stood.push(id)
  }
  for (const id of stood.filter((_, n) => n % 5 === 0)) await market.cancel(commands, id)
}
const stood: string[] = [] // the same ones at every telling

if (story === 'quota') await tellQuota()
else if (story === 'stock') await tellStock()
else if (story === 'endings') await tellEndings()
else if (story === 'rebuild') await tellRebuild()
else if (story === 'identity') await tellIdentity(commands, outside, epoch, Number(count))
else await tellCounters()
process.stdout.write('DONE\n')
process.on('SIGTERM', () => {
  void hosted.stop().then(() => process.exit(0))
})
setInterval(() => undefined, 60_000)
