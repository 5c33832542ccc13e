// M4: how fast a topic of waiting messages becomes rows, by one consumer that keeps a list of applications.
// Guarantees: afterwards each row stands at its last event, or the run does not count. LIMIT is KafkaJS eachBatch and one bulkWrite a batch
// (rivals/eachBatch.ts), PEER's consumer NestJS with one upsert a message. Same bytes, partitions and indexes.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from 'kafkajs'
import { encode } from '../../packages/platform/src/kafka/codec.ts'
import { savedDraft, type Laid } from './layOut.ts'
import { sampler, type Measure, type Taken } from './measure.ts'
import { cpuMeter } from './processes.ts'
import { benchKafka, rivalOf, type Rival, type RivalName } from './rivals.ts'

const EVENTS_A_ROW = 2
const PARTITIONS = 3
/** Drafts begun one after the other, then each saved: a batch mostly meets an application once, as in life. */
const WAVE = 3_000
const WARM_UP_MESSAGES = 3_000
const MESSAGES_A_REQUEST = 1_000
const LOOK_MS = 10
const PATIENCE_MS = 180_000

export const m4: Measure = {
  name: 'M4',
  rivals: ['ours', 'limit', 'peer'],
  amount: 12_000,
  async run(taken) {
    const { surroundings, settings } = taken
    const rival = await (await rivalOf(taken.rival, surroundings, 'consumer')).start()
    try {
      const warm = await produce(rival, WARM_UP_MESSAGES)
      await seen(taken, rival, warm)
      for (const process of rival.processes) process.freeze()
      const last = await produce(rival, settings.amount)
      const spent = cpuMeter([...rival.processes, ...surroundings.engines])
      const begun = performance.now()
      for (const process of rival.processes) process.thaw()
      await seen(taken, rival, last)
      const seconds = (performance.now() - begun) / 1_000
      const cpuMs = spent(settings.amount)
      await checkWork(taken, rival, (WARM_UP_MESSAGES + settings.amount) / EVENTS_A_ROW)
      const { one, cpu } = sampler(taken)
      return [one('M4 projecting', 'events/s', settings.amount / seconds), ...cpu('M4 projecting', cpuMs)]
    } finally {
      await rival.stop()
    }
  },
}

/** Answers the last application of each partition: once those are seen, all are. */
async function produce({ name, place }: Rival, messages: number): Promise<string[]> {
  const rows = messages / EVENTS_A_ROW
  const producer = benchKafka().producer()
  await producer.connect()
  let last: string[] = []
  try {
    for (let from = 0; from < rows; from += WAVE) {
      const drafts = Array.from({ length: Math.min(WAVE, rows - from) }, (_, n) => savedDraft('siti', from + n))
      last = drafts.slice(-PARTITIONS).map(({ id }) => id)
      for (const event of [0, 1]) {
        const all = drafts.map((draft, n) => ({ ...messageOf(name, draft, event), partition: n % PARTITIONS }))
        for (let n = 0; n < all.length; n += MESSAGES_A_REQUEST)
          await producer.send({ topic: place.topic, acks: -1, messages: all.slice(n, n + MESSAGES_A_REQUEST) })
      }
    }
  } finally {
    await producer.disconnect()
  }
  return last
}

function messageOf(rival: RivalName, { id, envelopes }: Laid, event: number): Message {
  const envelope = envelopes[event]
  if (!envelope) throw new Error(`a draft has ${EVENTS_A_ROW} events`)
  if (rival !== 'peer') return encode(envelope)
  const data = event === 0 ? { applicant: 'siti', forOrganisation: false } : { draft: envelope.data['changes'] }
  return { key: id, value: JSON.stringify({ id: `${id}:${event + 1}`, type: envelope.type, data }) }
}

const rowsOf = ({ surroundings }: Taken, { place }: Rival) =>
  surroundings.mongo.db(place.database).collection<{ _id: string; seq: number }>(place.rows)

async function seen(taken: Taken, rival: Rival, ids: readonly string[]): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while ((await rowsOf(taken, rival).countDocuments({ _id: { $in: [...ids] }, seq: EVENTS_A_ROW })) < ids.length) {
    if (performance.now() > deadline) throw new Error(`${rival.name}: rows are missing after ${PATIENCE_MS / 1_000} s`)
    await sleep(LOOK_MS)
  }
}

async function checkWork(taken: Taken, rival: Rival, expected: number): Promise<void> {
  let [rows, finished] = [0, 0]
  for await (const { seq } of rowsOf(taken, rival).find({}, { projection: { seq: 1 } })) {
    rows += 1
    if (seq === EVENTS_A_ROW) finished += 1
  }
  if (rows !== expected || finished !== expected)
    throw new Error(`${rival.name}: of ${expected} rows ${rows} are there and ${finished} at their last event`)
}
