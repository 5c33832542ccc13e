// M3: how fast a backlog of outboxes reaches event log and Kafka and is removed: three durable steps an entry, by the relay role alone.
// Guarantees: afterwards each outbox is empty, the log has each entry once and Kafka at least once, or the run does not count.
// LIMIT is a bare loop of driver and KafkaJS over the same documents, indexes and message bytes (rivals/relayLoop.ts).
import { setTimeout as sleep } from 'node:timers/promises'
import { insertAll, prepareDocuments, savedDraft } from './layOut.ts'
import { sampler, type Measure, type Taken } from './measure.ts'
import { cpuMeter } from './processes.ts'
import { benchKafka, rivalOf, type Rival } from './rivals.ts'

const ENTRIES_A_DOCUMENT = 2
const WARM_UP_ENTRIES = 3_000
const LOOK_MS = 20
const PATIENCE_MS = 180_000

export const m3: Measure = {
  name: 'M3',
  rivals: ['ours', 'limit'],
  amount: 12_000,
  async run(taken) {
    const { surroundings, settings } = taken
    const rival = await rivalOf(taken.rival, surroundings, 'relay')
    await prepareDocuments(surroundings.mongo.db(rival.place.database), rival.place.documents)
    await rival.start()
    try {
      await backlog(taken, rival, WARM_UP_ENTRIES)
      await emptied(taken, rival)
      for (const process of rival.processes) process.freeze()
      await backlog(taken, rival, settings.amount)
      const spent = cpuMeter([...rival.processes, ...surroundings.engines])
      const begun = performance.now()
      for (const process of rival.processes) process.thaw()
      await emptied(taken, rival)
      const seconds = (performance.now() - begun) / 1_000
      const cpuMs = spent(settings.amount)
      await checkWork(taken, rival, WARM_UP_ENTRIES + settings.amount)
      const { one, cpu } = sampler(taken)
      return [one('M3 relay drain', 'entries/s', settings.amount / seconds), ...cpu('M3 relay drain', cpuMs)]
    } finally {
      await rival.stop()
    }
  },
}

/** Begun and saved while no relay ran. */
async function backlog({ surroundings }: Taken, { place }: Rival, entries: number): Promise<void> {
  const at = Date.now()
  const documents = Array.from({ length: entries / ENTRIES_A_DOCUMENT }, (_, n) => {
    const { document, envelopes } = savedDraft('siti', n)
    return { ...document, outbox: envelopes, outboxSince: at }
  })
  await insertAll(surroundings.mongo.db(place.database).collection(place.documents), documents)
}

async function emptied({ surroundings }: Taken, { name, place }: Rival): Promise<void> {
  const documents = surroundings.mongo.db(place.database).collection(place.documents)
  const deadline = performance.now() + PATIENCE_MS
  while ((await documents.findOne({ outboxSince: { $gt: 0 } }, { projection: { _id: 1 } })) !== null) {
    if (performance.now() > deadline) throw new Error(`${name}: outboxes are not empty after ${PATIENCE_MS / 1_000} s`)
    await sleep(LOOK_MS)
  }
}

async function checkWork({ surroundings }: Taken, { name, place }: Rival, entries: number): Promise<void> {
  const db = surroundings.mongo.db(place.database)
  const [logged, full, sent] = await Promise.all([
    db.collection(`${place.documents}.events`).countDocuments(),
    db.collection(place.documents).countDocuments({ 'outbox.0': { $exists: true } }),
    messagesIn(place.topic),
  ])
  if (logged !== entries || full > 0 || sent < entries)
    throw new Error(`${name}: of ${entries} entries ${logged} are logged and ${sent} sent, ${full} outboxes are not empty`)
}

export async function messagesIn(topic: string): Promise<number> {
  const admin = benchKafka().admin()
  await admin.connect()
  try {
    return (await admin.fetchTopicOffsets(topic)).reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0)
  } finally {
    await admin.disconnect()
  }
}
