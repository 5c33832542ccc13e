// Losses: what a kill -9 under load costs. Every process of a rival is killed several times in the middle of its work and started again;
// then whatever was answered, or stands in the database, must have reached the reader of the events.
// Guarantees: counted by what is missing in the readers' rows after they have had time: a version beyond the row's, a document without one.
// Does not: kill the engines (tests/faults does).
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { beginning, idOf } from './commands.ts'
import { Client } from './load.ts'
import { sampler, type Measure, type Taken } from './measure.ts'
import { rivalOf, type Rival } from './rivals.ts'

const KILLS = 4
const WORKING_MS = [700, 1_300] as const
const QUIET_MS = 3_000
const PATIENCE_MS = 60_000
/** What answers beside the database: the readers' session has to end before the next one is let in. */
const SETTLE_ROUNDS_MS = 500

export const losses: Measure = {
  name: 'Losses',
  rivals: ['ours', 'peer', 'peer-safe'],
  async run(taken) {
    const rival = await rivalOf(taken.rival, taken.surroundings)
    const answered: string[] = []
    try {
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await rival.start()
        answered.push(...(await workUntilKilled(taken, rival)))
      }
      await rival.start()
      const { missing, forgotten } = await settled(taken, rival, answered)
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
      // Whatever was under way at the kill has no answer, and a careful client would ask again; here it is let go.
      const answer = await client.ask(beginning(rival)).catch(() => null)
      if (answer?.status === 201) answered.push(idOf(answer.body))
      else if (answer !== null) throw new Error(`${rival.name}: answered with ${answer.status}`)
      else await sleep(20)
    }
  }
  const lanes = Promise.all(Array.from({ length: settings.connections }, lane))
  await sleep(randomInt(...WORKING_MS))
  await Promise.all(rival.processes.map((process) => process.kill()))
  killed.abort()
  await lanes
  client.close()
  return answered
}

/** Waits until the rows have not grown for a while. */
async function settled({ surroundings }: Taken, { name, place }: Rival, answered: readonly string[]) {
  const db = surroundings.mongo.db(place.database)
  const documents = db.collection<{ _id: string; version: number }>(place.documents)
  const rows = db.collection<{ _id: string; seq: number }>(place.rows)
  const deadline = performance.now() + PATIENCE_MS
  const stored = await documents.find({}, { projection: { version: 1 } }).toArray()
  for (let [count, since] = [-1, performance.now()]; performance.now() - since < QUIET_MS || count === 0;) {
    if (performance.now() > deadline) throw new Error(`${name}: its rows do not come to rest`)
    const now = await rows.estimatedDocumentCount()
    if (now === stored.length) break
    if (now !== count) [count, since] = [now, performance.now()]
    await sleep(SETTLE_ROUNDS_MS)
  }
  const seen = new Map((await rows.find({}, { projection: { seq: 1 } }).toArray()).map(({ _id, seq }) => [_id, seq]))
  const known = new Set(stored.map(({ _id }) => _id))
  return {
    missing: stored.reduce((sum, { _id, version }) => sum + Math.max(0, version - (seen.get(_id) ?? 0)), 0),
    forgotten: answered.filter((id) => !known.has(id)).length,
  }
}
