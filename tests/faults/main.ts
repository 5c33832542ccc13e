// `npm run faults -- --plan F1[,F2…|all] --minutes 10 --seed N [--rate 50] [--from REF] [--keep] [--publish FOLDER]`: plans, each on engines and
// processes of its own. Guarantees: exit 0 only when every invariant holds; the seed is printed. People go on for a while after the healing,
// so that an API that stays ill is seen. `--keep` leaves logs, requests and databases to be looked at, `--publish` writes the figures.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Plan } from './plans/plan.ts'
import { plans } from './plans/plans.ts'
import { publish } from './plans/published.ts'
import { Scene } from './plans/run.ts'
import { formerRelease } from './stage/release.ts'
import { Stage } from './stage/stage.ts'

const { values } = parseArgs({
  options: {
    plan: { type: 'string', default: 'F1' },
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    rate: { type: 'string', default: '50' },
    from: { type: 'string' },
    publish: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})

/** Before the first fault, so that something is in flight. */
const WARM_UP_MS = 5_000
/** After the healing, so that most of it is beyond the budget for 5xx. */
const CALM_MS = 45_000

const say = (what: string) => process.stdout.write(`· ${what}\n`)

interface Run {
  readonly seed: number
  readonly minutes: number
  readonly rate: number
}

async function main(): Promise<number> {
  const names = values.plan.toLowerCase().split(',')
  const chosen = plans.filter(({ name }) => names.includes(name.toLowerCase()) || values.plan === 'all')
  if (chosen.length === 0 || (values.plan !== 'all' && chosen.length < names.length)) {
    process.stderr.write(`--plan ${values.plan} is unknown; choose from ${plans.map(({ name }) => name).join(', ')}, all.\n`)
    return 1
  }
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
  const [minutes, rate] = [Number(values.minutes), Number(values.rate)]
  if (![seed, minutes, rate].every((n) => Number.isFinite(n) && n >= 0)) {
    process.stderr.write('--seed, --minutes and --rate are numbers.\n')
    return 1
  }
  let broken = 0
  for (const plan of chosen) if (!(await holds(plan, { seed, minutes, rate }))) broken += 1
  return broken === 0 ? 0 : 1
}

async function holds(plan: Plan, { seed, minutes, rate }: Run): Promise<boolean> {
  const former = plan.fromFormer ? await formerRelease(say, values.from) : undefined
  say(`${plan.name}: starting engines and roles${former ? ` of ${former.ref}` : ''}`)
  const stage = await Stage.open(former)
  const stop = () => void stage.close(values.keep).then(() => process.exit(130))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const scene = await Scene.open({ stage, seed, say })
    const forMs = minutes * 60_000
    say(`seed ${seed}, ${rate} commands a second for ${minutes} minutes`)
    const from = Date.now()
    const playing = scene.load.run(rate, forMs)
    await new Promise((resolve) => setTimeout(resolve, Math.min(WARM_UP_MS, forMs)))
    await scene.disturb(plan, Math.max(0, forMs - WARM_UP_MS))
    await playing
    await scene.load.run(rate, CALM_MS)
    const loadFor = { from, to: Date.now() }
    const ran = await scene.judge()
    process.stdout.write(`${ran.report}\n`)
    const { name, says } = plan
    const what = { plan: name, says, ...(former ? { from: former.ref } : {}), minutes, ratePerSecond: rate, loadFor }
    if (values.publish !== undefined) publish(values.publish, scene, ran, what)
    if (values.keep) {
      writeFileSync(join(stage.folder, 'evidence.json'), JSON.stringify(ran.evidence))
      say(`kept in ${stage.folder}`)
    }
    return ran.verdicts.every((verdict) => verdict.holds)
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await stage.close(values.keep)
    if (former) rmSync(former.root, { recursive: true, force: true })
  }
}

process.exit(await main())
