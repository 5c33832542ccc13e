// `npm run bench`: Simpul beside LIMIT, PEER and PEER-SAFE, interleaved in one run, medians and spread.
// Guarantees: engines, durability, payload and token are the same for all; the work is checked. Does not: mean anything as an absolute
// figure on a small machine; compare ratios of one run.
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { commandRound, type CommandFigures, type CommandRound } from './commands.ts'
import { idleRound, type IdleFigures } from './idle.ts'
import { median } from './load.ts'
import type { Measured } from './processes.ts'
import { ROOT, Surroundings, type RivalName } from './rivals.ts'
import { visibilityRound, type VisibilityRound } from './visibility.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'M1,M2,M7' },
    rivals: { type: 'string', default: 'ours,limit,peer,peer-safe' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '16' },
    rate: { type: 'string', default: '200' },
    folder: { type: 'string' },
    results: { type: 'string', default: `${ROOT}tests/bench/results` },
  },
})
const [rounds, seconds, connections, rate] = [values.rounds, values.seconds, values.connections, values.rate].map(Number) as [
  number,
  number,
  number,
  number,
]
const mongoUrl = process.env['MONGODB_URL'] ?? ''
/** `mongodb:123,kafka:124` from the runner; none when the engines are somebody else's. */
const engines: Measured[] = (process.env['SIMPUL_BENCH_ENGINES'] ?? '')
  .split(',')
  .filter((pair) => pair !== '')
  .map((pair) => ({ role: pair.split(':')[0] ?? '', pid: Number(pair.split(':')[1]) }))
const say = (text: string) => process.stdout.write(`${text}\n`)
const rivals = values.rivals.split(',') as RivalName[]
const wanted = values.only.split(',')

const surroundings = await Surroundings.start(values.folder ?? null)
const commands: CommandRound[] = []
const visibility: VisibilityRound[] = []
const idle: IdleFigures[][] = []
try {
  for (let round = 1; round <= rounds; round += 1) {
    // The order turns, so that nobody always comes after the same neighbour.
    const order = rivals.map((_, index) => rivals[(index + round) % rivals.length] ?? 'ours')
    for (const name of wanted.includes('M1') ? order : []) {
      const done = await commandRound(name, surroundings, { connections, seconds, engines, mongoUrl })
      commands.push(done)
      say(`M1 ${round} ${name}: create ${line(done.create)}; update ${line(done.update)}`)
    }
    for (const name of wanted.includes('M2') ? order.filter((each) => each !== 'limit') : []) {
      const done = await visibilityRound(name, surroundings, { perSecond: rate, seconds: seconds * 2, mongoUrl })
      visibility.push(done)
      say(`M2 ${round} ${name}: visible p50 ${done.visibleP50Ms.toFixed(1)} ms, p99 ${done.visibleP99Ms.toFixed(1)} ms`)
    }
    if (wanted.includes('M7')) {
      const done = await idleRound(surroundings, 10)
      idle.push(done)
      for (const { roles, readyMs, rssMib, cpuPercent } of done)
        say(`M7 ${round} ${roles}: ready ${readyMs.toFixed(0)} ms, ${rssMib.toFixed(0)} MiB, ${cpuPercent.toFixed(1)} %`)
    }
  }
} finally {
  await surroundings.stop()
}
report()

function line({ perSecond, p50Ms, p99Ms, cpuMs }: CommandFigures): string {
  const cpu = Object.entries(cpuMs).map(([role, ms]) => `${role} ${ms.toFixed(2)}`)
  return `${perSecond.toFixed(0)}/s, p50 ${p50Ms.toFixed(1)}, p99 ${p99Ms.toFixed(1)} ms, CPU ms [${cpu.join(', ')}]`
}

interface Figure {
  readonly metric: string
  readonly unit: string
  readonly rival: string
  readonly median: number
  readonly least: number
  readonly most: number
  readonly rounds: number
}

function figure(metric: string, unit: string, rival: string, all: readonly number[]): Figure {
  return { metric, unit, rival, median: median(all), least: Math.min(...all), most: Math.max(...all), rounds: all.length }
}

function figures(): Figure[] {
  const perRival = rivals.flatMap((rival) => {
    const ofCommands = commands.filter((each) => each.rival === rival)
    const ofVisibility = visibility.filter((each) => each.rival === rival)
    return [
      ...(['create', 'update'] as const).flatMap((work) =>
        ofCommands.length === 0
          ? []
          : [
              figure(
                `M1 ${work}`,
                '/s',
                rival,
                ofCommands.map((each) => each[work].perSecond),
              ),
              figure(
                `M1 ${work} CPU of the api`,
                'ms',
                rival,
                ofCommands.map((each) => apiCpu(each[work])),
              ),
              figure(
                `M1 ${work} CPU of all`,
                'ms',
                rival,
                ofCommands.map((each) => sum(Object.values(each[work].cpuMs))),
              ),
            ],
      ),
      ...(ofVisibility.length === 0
        ? []
        : [
            figure(
              `M2 visible at ${rate}/s p50`,
              'ms',
              rival,
              ofVisibility.map((each) => each.visibleP50Ms),
            ),
            figure(
              `M2 visible at ${rate}/s p99`,
              'ms',
              rival,
              ofVisibility.map((each) => each.visibleP99Ms),
            ),
          ]),
    ]
  })
  const roles = [...new Set(idle.flat().map((each) => each.roles))]
  const ofIdle = roles.flatMap((role) => {
    const all = idle.flat().filter((each) => each.roles === role)
    return [
      figure(
        `M7 ${role} ready`,
        'ms',
        'ours',
        all.map((each) => each.readyMs),
      ),
      figure(
        `M7 ${role} memory`,
        'MiB',
        'ours',
        all.map((each) => each.rssMib),
      ),
      figure(
        `M7 ${role} idle CPU`,
        '% of a core',
        'ours',
        all.map((each) => each.cpuPercent),
      ),
    ]
  })
  return [...perRival, ...ofIdle]
}

function apiCpu({ cpuMs }: CommandFigures): number {
  return sum(Object.entries(cpuMs).flatMap(([role, ms]) => (role.startsWith('api') ? [ms] : [])))
}

function sum(all: readonly number[]): number {
  return all.reduce((a, b) => a + b, 0)
}

function report(): void {
  const all = figures()
  mkdirSync(values.results, { recursive: true })
  const machine = { cores: availableParallelism(), node: process.version, connections, seconds, rounds }
  writeFileSync(
    `${values.results}/latest.json`,
    `${JSON.stringify({ at: new Date().toISOString(), machine, figures: all }, null, 2)}\n`,
  )
  writeFileSync(`${values.results}/raw.json`, `${JSON.stringify({ commands, visibility, idle })}\n`)
  for (const { metric, unit, rival, median: middle, least, most } of all)
    say(
      `${metric.padEnd(34)} ${rival.padEnd(10)} ${middle.toFixed(2).padStart(9)} ${unit} (${least.toFixed(2)}–${most.toFixed(2)})`,
    )
}
