// kill -9 under load, several rounds on one folder: what was acknowledged is there, and nothing is there by half.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStandIn, type StandIn } from './standIn.ts'

const ROUNDS = 4
const WRITERS = 16
const BATCH = 40
const LOAD_MS = 700

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn()
})
afterAll(() => standIn.close())

interface Written {
  /** Per counter document: the last acknowledged version. A lost answer may have been stored, so one more is allowed. */
  versions: Map<string, number>
  /** Batches of insertMany: acknowledged, or begun. */
  acknowledged: Set<string>
  begun: Set<string>
}
interface Counter {
  _id: string
  version: number
  log: number[]
}

test(`${ROUNDS} kills under load lose no acknowledged write and tear none`, { timeout: 60_000 }, async () => {
  const written: Written = { versions: new Map(), acknowledged: new Set(), begun: new Set() }
  for (let round = 0; round < ROUNDS; round++) {
    const load = Promise.all(Array.from({ length: WRITERS }, (_, n) => write(`${round}-${n}`, n, written)))
    await new Promise((resolve) => setTimeout(resolve, LOAD_MS))
    await standIn.kill()
    await load
    await standIn.restart()
    await check(written)
  }
  // A load that never ran would pass everything above.
  expect(written.acknowledged.size).toBeGreaterThan(ROUNDS * 4)
  expect([...written.versions.values()].reduce((sum, version) => sum + version, 0)).toBeGreaterThan(ROUNDS * WRITERS * 5)
})

/** Even writers push to a document of their own under a version guard, odd ones insert batches, until the kill cuts them off. */
async function write(name: string, n: number, { versions, acknowledged, begun }: Written): Promise<void> {
  const db = standIn.db()
  const counters = db.collection<Counter>('counters')
  try {
    if (n % 2 === 0) {
      await counters.insertOne({ _id: name, version: 0, log: [] })
      versions.set(name, 0)
    }
    for (let i = 0; ; i++) {
      if (n % 2 === 0) {
        const { matchedCount } = await counters.updateOne({ _id: name, version: i }, { $inc: { version: 1 }, $push: { log: i } })
        expect(matchedCount).toBe(1)
        versions.set(name, i + 1)
      } else {
        const batch = `${name}-${i}`
        begun.add(batch)
        await db
          .collection('batches')
          .insertMany(Array.from({ length: BATCH }, (_, at) => ({ batch, at, text: 'x'.repeat(200) })))
        acknowledged.add(batch)
      }
    }
  } catch (error) {
    if ((error as Error).name === 'AssertionError') throw error
  }
}

async function check({ versions, acknowledged, begun }: Written): Promise<void> {
  const counters = await standIn.db().collection<Counter>('counters').find().toArray()
  const stored = new Map(counters.map((counter) => [counter._id, counter]))
  for (const [name, version] of versions) {
    const counter = stored.get(name)
    expect([version, version + 1], name).toContain(counter?.version)
    expect(counter?.log, name).toEqual(Array.from({ length: counter?.version ?? -1 }, (_, i) => i))
  }
  const batches = await standIn
    .db()
    .collection('batches')
    .aggregate<{ _id: string; count: number }>([{ $group: { _id: '$batch', count: { $sum: 1 } } }])
    .toArray()
  expect(batches.filter(({ count }) => count !== BATCH)).toEqual([])
  const present = new Set(batches.map(({ _id }) => _id))
  expect([...acknowledged].filter((batch) => !present.has(batch))).toEqual([])
  expect([...present].filter((batch) => !begun.has(batch))).toEqual([])
}
