// Soak: memory of each process under a steady load for `--seconds`, half an hour on demand: how it grows an hour, and how sure that is.
// Guarantees: the slope is fitted to the least memory of each stretch (what is left after collections), the first quarter left out, with
// the 95 % interval of that fit. Does not: find a leak smaller than the interval; that takes a longer run.
import { randomInt } from 'node:crypto'
import { beginning, drafts, saving } from './commands.ts'
import { Client, openLoop } from './load.ts'
import { sampler, type Measure } from './measure.ts'
import { rssMib } from './processes.ts'
import { ours } from './rivals.ts'
import type { Sample } from './samples.ts'

const PER_SECOND = 100
const DRAFTS = 200
const STRETCHES = 60
const EVERY_MS = 1_000
const STUDENT = 2 // of the 95 % interval with ~45 points

export const soak: Measure = {
  name: 'Soak',
  rivals: ['ours'],
  async run({ surroundings, settings: { seconds }, ...taken }) {
    const rival = await ours(surroundings, ['api,relay', 'projector,process', 'worker'])
    await rival.start()
    const client = new Client(rival.port, surroundings.token, 32)
    const begun = performance.now()
    const seen: { readonly second: number; readonly mib: readonly number[] }[] = []
    const look = () =>
      seen.push({ second: (performance.now() - begun) / 1_000, mib: rival.processes.map(({ pid }) => rssMib(pid)) })
    try {
      const ids = await drafts(rival, client, DRAFTS)
      const watch = setInterval(look, EVERY_MS)
      const { wrong, done } = await openLoop(client, PER_SECOND, seconds, (n) =>
        n % 2 === 0 ? beginning(rival) : saving(rival, ids[randomInt(DRAFTS)] ?? '', n),
      ).finally(() => clearInterval(watch))
      if (wrong > 0) throw new Error(`${wrong} of ${done + wrong} commands were not taken`)
      return rival.processes.flatMap(({ role }, index) => {
        const least = leastOfStretches(seen.map(({ second, mib }) => ({ second, mib: mib[index] ?? 0 })))
        const { slope, interval } = fitted(least.slice(Math.floor(least.length / 4)))
        const of = (metric: string, unit: string, value: number, at?: number): Sample => ({
          ...sampler(taken, at).one(metric, unit, value),
          process: role,
        })
        return [
          of('Soak memory slope', 'MiB/h', slope * 3_600),
          of('Soak memory slope, 95 % interval ±', 'MiB/h', interval * 3_600),
          ...least.map(({ second, mib }) => of('Soak memory', 'MiB', mib, Math.max(1, Math.round(second)))),
        ]
      })
    } finally {
      client.close()
      await rival.stop()
    }
  },
}

interface Point {
  readonly second: number
  readonly mib: number
}

function leastOfStretches(points: readonly Point[]): Point[] {
  const length = Math.max(1, Math.ceil(points.length / STRETCHES))
  return Array.from({ length: Math.floor(points.length / length) }, (_, n) =>
    points.slice(n * length, (n + 1) * length).reduce((a, b) => (b.mib < a.mib ? b : a)),
  )
}

/** Least squares: MiB a second, and half the width of the slope's 95 % interval. */
export function fitted(points: readonly Point[]): { slope: number; interval: number } {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [middle, level] = [mean(({ second }) => second), mean(({ mib }) => mib)]
  const width = points.reduce((sum, { second }) => sum + (second - middle) ** 2, 0)
  const slope = points.reduce((sum, { second, mib }) => sum + (second - middle) * (mib - level), 0) / width
  const rest = points.reduce((sum, { second, mib }) => sum + (mib - level - slope * (second - middle)) ** 2, 0)
  return { slope, interval: STUDENT * Math.sqrt(rest / (points.length - 2) / width) }
}
