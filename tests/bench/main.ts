// `npm run bench`: Simpul beside LIMIT, PEER and PEER-SAFE, interleaved in one run, medians and spread.
// Guarantees: engines, durability, payload and token are the same for all; the work is checked; what was measured before and is not
// measured now stays in the results. Does not: mean anything as an absolute figure on a small machine; compare ratios of one run.
import { parseArgs } from 'node:util'
import { draw } from './draw.ts'
import { MEASURES, OFFICIAL } from './measures.ts'
import type { Measure, Settings } from './measure.ts'
import { judged, keep, kept, table } from './results.ts'
import type { RivalName } from './rivals.ts'
import { figuresOf, type Sample } from './samples.ts'
import { Surroundings } from './surroundings.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'M1,M2,M7' },
    /** All that docs/performance.md shows, within some quarter of an hour on two cores, and the page drawn anew. */
    official: { type: 'boolean', default: false },
    /** Measures nothing: draws docs/performance.md from the kept results. */
    draw: { type: 'boolean', default: false },
    /** No round begins after so many, but three there are. */
    minutes: { type: 'string', default: '16' },
    rivals: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    connections: { type: 'string', default: '16' },
    rate: { type: 'string', default: '200' },
    amount: { type: 'string' },
    sizes: { type: 'string', default: '1000,10000,100000' },
    folder: { type: 'string' },
    /** Without it results are shown only. */
    keep: { type: 'boolean', default: false },
  },
})
const ROUNDS_LEAST = 3
const WARM_UP_S = 6
const say = (text: string) => void process.stdout.write(`${text}\n`)

function settingsOf({ amount = 0 }: Measure, seconds: number): Settings {
  return {
    seconds: Number(values.seconds ?? seconds),
    connections: Number(values.connections),
    rate: Number(values.rate),
    amount: Number(values.amount ?? amount),
    sizes: values.sizes.split(',').map(Number),
  }
}

interface Planned {
  readonly measure: Measure
  readonly rounds: number
  readonly seconds: number
}

function planned(): Planned[] {
  if (values.official) return OFFICIAL.map(({ name, rounds, seconds }) => ({ measure: measureOf(name), rounds, seconds }))
  return values.only
    .split(',')
    .map((name) => ({ measure: measureOf(name), rounds: Number(values.rounds ?? 5), seconds: Number(values.seconds ?? 4) }))
}

function measureOf(name: string): Measure {
  const found = MEASURES.find((measure) => measure.name === name)
  if (!found) throw new Error(`${name} is no measure; there are ${MEASURES.map((measure) => measure.name).join(', ')}`)
  return found
}

/** The order turns, so that nobody always comes after the same neighbour. */
function turned(rivals: readonly RivalName[], round: number): RivalName[] {
  const asked = values.rivals?.split(',') ?? rivals
  const chosen = rivals.filter((rival) => asked.includes(rival))
  return chosen.map((_, index) => chosen[(index + round) % chosen.length] ?? 'ours')
}

async function measured(surroundings: Surroundings): Promise<Sample[]> {
  const plan = planned()
  const samples: Sample[] = []
  const most = Math.max(...plan.map(({ rounds }) => rounds))
  if (values.official) await warmUp(surroundings)
  const until = performance.now() + Number(values.minutes) * 60_000
  for (let round = 1; round <= most && (round <= ROUNDS_LEAST || performance.now() < until); round += 1)
    for (const { measure, rounds, seconds } of plan)
      for (const rival of round <= rounds ? turned(measure.rivals, round) : []) {
        const found = await measure.run({ rival, round, surroundings, settings: settingsOf(measure, seconds) })
        samples.push(...found)
        const whole = found.filter(({ process }) => process === undefined)
        const shown = (whole.length > 0 ? whole : found).map(shortly)
        say(`${measure.name} ${round} ${rival}: ${shown.join(', ')}`)
      }
  return samples
}

/** Nobody's figures: the engines compile what they do most, so whoever came first would be measured on others than the last. */
async function warmUp(surroundings: Surroundings): Promise<void> {
  const measure = measureOf('M1')
  for (const rival of measure.rivals)
    await measure.run({ rival, round: 0, surroundings, settings: settingsOf(measure, WARM_UP_S) })
}

const shortly = ({ metric, process, unit, value, at }: Sample) =>
  `${metric.replace(/^\w+ /, '')}${process === undefined ? '' : ` of ${process}`}${at === undefined ? '' : ` at ${at}`} ${value.toFixed(value < 10 ? 2 : 0)} ${unit}`

if (values.draw) {
  const results = kept()
  if (results === null) throw new Error('nothing was kept yet: npm run bench -- --official')
  draw(results)
} else {
  const surroundings = await Surroundings.start(values.folder ?? null)
  let samples: Sample[]
  try {
    samples = await measured(surroundings)
  } finally {
    await surroundings.stop()
  }
  for (const line of table(figuresOf(samples))) say(line)
  for (const line of judged(figuresOf(samples))) say(line)
  if (values.keep || values.official) draw(keep(samples))
}
