// `node tests/simulation/run.ts --seeds 2000 --from 1`: seeds one after another in this process; what `npm run simulate` and the tests call.
// Guarantees: exit code 0 only when no seed broke an invariant; a failure is shrunk, told step by step, and says how to play it again.
// Does not: share seeds out over cores; --stride lets its caller do so.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { prepareImports } from './loader.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    stride: { type: 'string', default: '1' },
    plan: { type: 'string' },
    patch: { type: 'string' },
    trace: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})

prepareImports(values.patch === undefined ? null : readFileSync(values.patch, 'utf8'))
// Only now: what these import is what was prepared.
const { planFromText, planOf } = await import('./plan.ts')
const { simulate, told } = await import('./world.ts')
const { report } = await import('./report.ts')

const say = (text: string) => process.stdout.write(`${text}\n`)

if (values.plan !== undefined) {
  const outcome = await simulate(planFromText(values.plan))
  if (values.trace) say(told(outcome.trace))
  else say(report(outcome))
  process.exit(outcome.breaches.length === 0 ? 0 : 1)
}
const begun = performance.now()
let steps = 0
const met = new Map<string, number>()
for (let n = 0; n < Number(values.seeds); n += 1) {
  const outcome = await simulate(planOf(Number(values.from) + n * Number(values.stride)))
  steps += outcome.steps
  for (const [fault, times] of outcome.met) met.set(fault, (met.get(fault) ?? 0) + times)
  if (outcome.breaches.length === 0) continue
  say(report(outcome))
  process.exit(1)
}
say(`${values.seeds} seeds, ${steps} steps, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
say([...met].map(([fault, times]) => `${fault} ${times}`).join(', '))
