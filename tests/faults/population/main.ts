// `npm run population -- --count 10000 --seed N [--at-once 100] [--keep]`: so many people apply for KUR on engines and processes of their own.
// Guarantees: exit 0 only when everybody came to an end, every invariant holds, and figures, quotas and journeys agree to the rupiah; the
// seed is printed, with time, rate, how long requests took and how much memory each role had at most.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Attempt } from '@simpul/testkit/checker'
import { Scene } from '../plans/run.ts'
import { ROLES } from '../stage/role.ts'
import { Stage } from '../stage/stage.ts'
import { populate, type Compared } from './run.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    'at-once': { type: 'string', default: '100' },
    keep: { type: 'boolean', default: false },
  },
})
const say = (what: string) => process.stdout.write(`· ${what}\n`)
const COUNT_MAX = 10_000 // as many people as the simulators keep stories of

async function main(): Promise<number> {
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
  const [count, atOnce] = [Number(values.count), Number(values['at-once'])]
  if (![seed, count, atOnce].every((n) => Number.isInteger(n) && n >= 0) || count > COUNT_MAX || count < 1 || atOnce < 1) {
    process.stderr.write(`--count is a whole number from 1 to ${COUNT_MAX}, --seed and --at-once are whole numbers.\n`)
    return 1
  }
  say('starting engines and roles')
  const stage = await Stage.open()
  const stop = () => void stage.close(values.keep).then(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const scene = await Scene.open({ stage, seed, say })
    say(`seed ${seed}, ${count} people, ${atOnce} at once`)
    const { seconds, ended, lenders } = await populate({ load: scene.load, seed, count, atOnce, outside: stage.outside, say })
    const { verdicts, report } = await scene.judge()
    process.stdout.write(`${report}\n`)
    for (const lender of lenders) say(linesOf(lender))
    say(`${ended} of ${count} in ${seconds} s, ${(ended / seconds).toFixed(1)} a second; ${timesOf(scene.load.journal.file)}`)
    say(`memory at most: ${ROLES.map((role) => `${role} ${mostMb(stage, role)} MB`).join(', ')}`)
    if (values.keep) say(`kept in ${stage.folder}`)
    return ended === count && verdicts.every(({ holds }) => holds) && lenders.every(agrees) ? 0 : 1
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await stage.close(values.keep)
  }
}

const agrees = ({ byJourneys, byFigures }: Compared) => JSON.stringify(byJourneys) === JSON.stringify(byFigures)

function linesOf(compared: Compared): string {
  const { lender, byJourneys, byFigures } = compared
  const says = `${lender}: ${JSON.stringify(byJourneys)}`
  return agrees(compared) ? `${says}, as its figures say` : `${says}\n  but its figures say ${JSON.stringify(byFigures)}`
}

function timesOf(journal: string): string {
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n')
  const times = lines.map((line) => (JSON.parse(line) as Attempt).ms).toSorted((a, b) => a - b)
  const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? 0
  return `${times.length} requests, median ${at(0.5)} ms, p99 ${at(0.99)} ms`
}

const mostMb = ({ memory }: Stage, role: string) =>
  memory.reduce((most, { process: of, rssMb }) => (of === role ? Math.max(most, rssMb) : most), 0)

process.exit(await main())
