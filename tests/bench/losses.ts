// Losses: what a kill -9 under load costs. The process that takes commands is killed several times in the middle of its work and started
// again; then every event that the stored documents count must be in Kafka.
// Guarantees: counted from the documents' versions and from the topic's own messages, after outboxes are empty and the topic rests.
// Does not: kill readers or engines (tests/faults does).
import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { beginning, idOf } from './commands.ts'
import { Client } from './load.ts'
import { sampler, type Measure, type Taken } from './measure.ts'
import { messagesIn } from './relaying.ts'
import { benchKafka, rivalOf, type Rival } from './rivals.ts'

const KILLS = 4
const WORKING_MS = [700, 1_300] as const
const REST_MS = 3_000
const LOOK_MS = 500
const PATIENCE_MS = 90_000

export const losses: Measure = {
  name: 'Losses',
  rivals: ['ours', 'peer', 'peer-safe'],
  async run(taken) {
    const rival = await rivalOf(taken.rival, taken.surroundings)
    const answered: string[] = []
    try {
      await rival.start()
      for (let kill = 1; kill <= KILLS; kill += 1) {
        answered.push(...(await workUntilKilled(taken, rival)))
        await rival.startApiAgain()
      }
      const { missing, forgotten } = await atRest(taken, rival, answered)
      const { one } = sampler(taken)
      return [
        one('Losses under kill -9', 'events', missing),
        one('Losses of answered commands', 'commands', forgotten),
        one('Losses: commands answered', 'commands', answered.length),
      ]
    } finally {
      await rival.kill()
    }
  },
}

async function workUntilKilled({ surroundings, settings }: Taken, rival: Rival): Promise<string[]> {
  const client = new Client(rival.port, surroundings.token, settings.connections)
  const answered: string[] = []
  const killed = new AbortController()
  const lane = async () => {
    while (!killed.signal.aborted) {
      const answer = await client.ask(beginning(rival)).catch(() => null) // cut off by the kill, which is what is measured; it is let go
      if (answer?.status === 201) answered.push(idOf(answer.body))
      else if (answer !== null) throw new Error(`${rival.name}: answered with ${answer.status}`)
      else await sleep(20)
    }
  }
  const lanes = Promise.all(Array.from({ length: settings.connections }, lane))
  await sleep(randomInt(...WORKING_MS))
  await rival.killApi()
  killed.abort()
  await lanes
  client.close()
  return answered
}

async function atRest({ surroundings }: Taken, { name, place }: Rival, answered: readonly string[]) {
  const documents = surroundings.mongo.db(place.database).collection<{ _id: string; version: number }>(place.documents)
  const deadline = performance.now() + PATIENCE_MS
  for (let [count, since] = [-1, performance.now()]; performance.now() - since < REST_MS;) {
    if (performance.now() > deadline) throw new Error(`${name}: its events do not come to rest`)
    const [now, waiting] = await Promise.all([
      messagesIn(place.topic),
      documents.countDocuments({ 'outbox.0': { $exists: true } }),
    ])
    if (now !== count || waiting > 0) [count, since] = [now, performance.now()]
    await sleep(LOOK_MS)
  }
  const stored = await documents.find({}, { projection: { version: 1 } }).toArray()
  const sent = await eventsOf(place.topic)
  const known = new Set(stored.map(({ _id }) => _id))
  return {
    missing: stored.reduce((sum, { _id, version }) => sum + version - (sent.get(_id)?.size ?? 0), 0),
    forgotten: answered.filter((id) => !known.has(id)).length,
  }
}

/** What is in the topic: different messages by aggregate. */
async function eventsOf(topic: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const expected = await messagesIn(topic)
  const consumer = benchKafka().consumer({ groupId: `losses.${randomUUID()}`, maxWaitTimeInMs: 100 })
  const found = new Map<string, Set<string>>()
  const read = { messages: 0 }
  await consumer.connect()
  try {
    await consumer.subscribe({ topics: [topic], fromBeginning: true })
    await consumer.run({
      eachMessage: async ({ message: { key, value, headers } }) => {
        const id = headers?.['ce_id'] ?? (JSON.parse(String(value)) as { id: string }).id
        const of = found.get(String(key)) ?? new Set()
        found.set(String(key), of.add(String(id)))
        read.messages += 1
      },
    })
    const deadline = performance.now() + PATIENCE_MS
    while (read.messages < expected) {
      if (performance.now() > deadline) throw new Error(`${topic}: ${read.messages} of ${expected} messages were read`)
      await sleep(LOOK_MS)
    }
  } finally {
    await consumer.disconnect()
  }
  return found
}
