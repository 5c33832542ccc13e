// M2: from the answer of a command to the row that a reader of another list sees, at a fixed rate.
// Guarantees: every answered command becomes visible, or the run does not count. A row is looked for every millisecond, so that is the
// grain of the figures, and the looking costs the database the same for each rival.
import { setTimeout as sleep } from 'node:timers/promises'
import { beginning, idOf } from './commands.ts'
import { Client, openLoop } from './load.ts'
import { sampler, type Measure } from './measure.ts'
import { rivalOf } from './rivals.ts'
import { quantile } from './samples.ts'

const PATIENCE_MS = 30_000
const WARM_UP_S = 2

export const m2: Measure = {
  name: 'M2',
  rivals: ['ours', 'peer', 'peer-safe'],
  async run({ surroundings, settings: { rate, seconds }, ...taken }) {
    const rival = await (await rivalOf(taken.rival, surroundings)).start()
    const client = new Client(rival.port, surroundings.token, 64)
    const watch = new Watch(surroundings.mongo.db(rival.place.database).collection<{ _id: string }>(rival.place.rows))
    const load = (forSeconds: number) =>
      openLoop(
        client,
        rate,
        forSeconds,
        () => beginning(rival),
        (body, at) => watch.expect(idOf(body), at),
      )
    try {
      await load(WARM_UP_S)
      await watch.settled(rival.name)
      watch.delays.length = 0
      const { wrong, done, latencies } = await load(seconds * 2)
      await watch.settled(rival.name)
      if (wrong > 0 || watch.delays.length !== done) throw new Error(`${rival.name}: ${wrong} wrong answers`)
      const delays = watch.delays.toSorted((a, b) => a - b)
      const { one } = sampler(taken)
      return [
        one(`M2 answer at ${rate}/s p50`, 'ms', quantile(latencies, 0.5)),
        one(`M2 answer at ${rate}/s p99`, 'ms', quantile(latencies, 0.99)),
        one(`M2 visible at ${rate}/s p50`, 'ms', quantile(delays, 0.5)),
        one(`M2 visible at ${rate}/s p99`, 'ms', quantile(delays, 0.99)),
      ]
    } finally {
      await watch.stop()
      client.close()
      await rival.stop()
    }
  },
}

interface Rows {
  find(filter: object, options: object): { toArray(): Promise<{ _id: string }[]> }
}

/** Looks for the rows of what was answered. */
class Watch {
  /** Milliseconds from answer to row, in the order of their appearance. */
  readonly delays: number[] = []
  private readonly waiting = new Map<string, number>()
  private readonly rows: Rows
  private readonly looking: Promise<void>
  private over = false

  constructor(rows: Rows) {
    this.rows = rows
    this.looking = this.untilOver()
  }

  expect(id: string, answeredAt: number): void {
    this.waiting.set(id, answeredAt)
  }

  async settled(name: string): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS
    while (this.waiting.size > 0) {
      if (performance.now() > deadline) throw new Error(`${name}: ${this.waiting.size} commands were never seen`)
      await sleep(5)
    }
  }

  async stop(): Promise<void> {
    this.over = true
    await this.looking
  }

  private async untilOver(): Promise<void> {
    while (!this.over) {
      if (this.waiting.size > 0) await this.look()
      await sleep(1)
    }
  }

  private async look(): Promise<void> {
    const ids = [...this.waiting.keys()].slice(0, 200)
    const found = await this.rows.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray()
    const now = performance.now()
    for (const { _id } of found) {
      const answered = this.waiting.get(_id)
      if (answered === undefined) continue
      this.delays.push(Math.max(0, now - answered))
      this.waiting.delete(_id)
    }
  }
}
