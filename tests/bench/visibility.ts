// M2: from the answer of a command to the row that a reader of another list sees, at a fixed rate.
// Guarantees: every answered command becomes visible, or the run does not count. A row is looked for every millisecond, so that is the
// grain of the figures, and the looking costs the database the same for each rival.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { mongo } from 'mongoose'
import { Client, openLoop, quantile } from './load.ts'
import { startRival, type RivalName, type Surroundings } from './rivals.ts'

export interface VisibilityRound {
  readonly rival: RivalName
  readonly perSecond: number
  readonly answerP50Ms: number
  readonly answerP99Ms: number
  readonly visibleP50Ms: number
  readonly visibleP99Ms: number
}

const PATIENCE_MS = 30_000

export async function visibilityRound(
  name: RivalName,
  surroundings: Surroundings,
  { perSecond, seconds, mongoUrl }: { perSecond: number; seconds: number; mongoUrl: string },
): Promise<VisibilityRound> {
  const rival = await startRival(name, surroundings)
  const client = new Client(rival.port, surroundings.token, 64)
  const database = await new mongo.MongoClient(mongoUrl).connect()
  const rows = database.db(rival.rows.database).collection<{ _id: string }>(rival.rows.collection)
  const waiting = new Map<string, number>()
  const delays: number[] = []
  const run = { over: false }
  const looking = (async () => {
    while (!run.over || waiting.size > 0) {
      if (waiting.size > 0) await look(rows, waiting, delays)
      await sleep(1)
    }
  })()
  try {
    const make = () => ({
      path: rival.create,
      body: '{"forOrganisation":false}',
      headers: { 'idempotency-key': randomUUID() },
    })
    await openLoop(client, perSecond, 3, make, (body, at) => waiting.set((JSON.parse(body) as { id: string }).id, at))
    await settled(waiting, rival.name)
    delays.length = 0
    const outcome = await openLoop(client, perSecond, seconds, make, (body, at) =>
      waiting.set((JSON.parse(body) as { id: string }).id, at),
    )
    await settled(waiting, rival.name)
    if (outcome.wrong > 0 || delays.length !== outcome.done) throw new Error(`${rival.name}: ${outcome.wrong} wrong answers`)
    const ascending = delays.toSorted((a, b) => a - b)
    return {
      rival: name,
      perSecond,
      answerP50Ms: quantile(outcome.latencies, 0.5),
      answerP99Ms: quantile(outcome.latencies, 0.99),
      visibleP50Ms: quantile(ascending, 0.5),
      visibleP99Ms: quantile(ascending, 0.99),
    }
  } finally {
    run.over = true
    waiting.clear()
    await looking
    client.close()
    await database.close()
    await rival.stop()
  }
}

interface Rows {
  find(filter: object, options: object): { toArray(): Promise<{ _id: string }[]> }
}

async function look(rows: Rows, waiting: Map<string, number>, delays: number[]): Promise<void> {
  const ids = [...waiting.keys()].slice(0, 200)
  const found = await rows.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray()
  const now = performance.now()
  for (const { _id } of found) {
    const answered = waiting.get(_id)
    if (answered === undefined) continue
    delays.push(Math.max(0, now - answered))
    waiting.delete(_id)
  }
}

async function settled(waiting: ReadonlyMap<string, number>, name: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (waiting.size > 0) {
    if (performance.now() > deadline) throw new Error(`${name}: ${waiting.size} commands were never seen`)
    await sleep(5)
  }
}
