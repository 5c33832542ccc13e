// `node tests/simulation/run.ts --seeds 2000 --from 1 --workers 2`: what `npm run simulate` and the tests call.
// Guarantees: exit code 0 only when no seed broke an invariant; a failure is shrunk, told step by step, and says how to play it again.
// `--patch` plants a bug in the sources as they are imported; exit code 3 when the patch does not fit them any more.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { prepareImports } from './loader.ts'
import { PatchRefused } from './patch.ts'

const PATCH_REFUSED = 3
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    stride: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
    plan: { type: 'string' },
    patch: { type: 'string' },
    trace: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const [seeds, from, stride, workers] = [values.seeds, values.from, values.stride, values.workers].map(Number) as [
  number,
  number,
  number,
  number,
]

/** Written when it resolves: what a pipe has not taken yet would be cut off at the exit. */
const say = (text: string) => new Promise<void>((resolve) => process.stdout.write(`${text}\n`, () => resolve()))

if (values.plan === undefined && workers > 1) process.exit(await shared())
try {
  prepareImports(values.patch === undefined ? null : readFileSync(values.patch, 'utf8'))
} catch (error) {
  if (!(error instanceof PatchRefused)) throw error
  await say(error.message)
  process.exit(PATCH_REFUSED)
}
// Only now: what these import is what was prepared.
const { planFromText, planOf } = await import('./plan.ts')
const { simulate, told } = await import('./world.ts')
const { report, shrunk } = await import('./report.ts')
process.exit(values.plan === undefined ? await allSeeds() : await onePlan(values.plan))

async function onePlan(text: string): Promise<number> {
  const outcome = await simulate(planFromText(text))
  if (values.trace) await say(told(outcome.trace))
  if (outcome.breaches.length > 0) await say(report(outcome))
  else await say(`Nothing breaks in ${outcome.steps} steps.`)
  return outcome.breaches.length > 0 ? 1 : 0
}

async function allSeeds(): Promise<number> {
  const begun = performance.now()
  const met = new Map<string, number>()
  let steps = 0
  for (let n = 0; n < seeds; n += 1) {
    const outcome = await simulate(planOf(from + n * stride))
    if (outcome.breaches.length > 0) {
      await say(`Seed ${outcome.plan.seed}: ${outcome.breaches[0]}`)
      if (values.shrink) await say(report(await shrunk(outcome)))
      return 1
    }
    steps += outcome.steps
    for (const [fault, times] of outcome.met) met.set(fault, (met.get(fault) ?? 0) + times)
  }
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
  const faults = [...met].map(([fault, times]) => `${fault} ${times}`)
  await say(`${seeds} seeds, ${steps} steps, ${seconds} s. Faults: ${faults.join(', ')}`)
  return 0
}

/** Each child takes every n-th seed; the first to fail ends the others. */
async function shared(): Promise<number> {
  const forwarded = [...(values.patch === undefined ? [] : ['--patch', values.patch]), ...(values.shrink ? [] : ['--no-shrink'])]
  const children = Array.from({ length: workers }, (_, index) => {
    const share = Math.ceil((seeds - index) / workers)
    const args = [
      '--workers',
      '1',
      '--seeds',
      String(share),
      '--from',
      String(from + index),
      '--stride',
      String(workers),
      ...forwarded,
    ]
    return spawn(process.execPath, [fileURLToPath(import.meta.url), ...args], { stdio: ['ignore', 'inherit', 'inherit'] })
  })
  process.on('SIGTERM', () => children.forEach((child) => child.kill()))
  const codes = children.map(
    (child) =>
      new Promise<number>((resolve) =>
        child.on('exit', (code) => {
          if (code !== 0) for (const other of children) if (other !== child) other.kill()
          resolve(code ?? 0) // one that was killed has nothing to say
        }),
      ),
  )
  return Math.max(...(await Promise.all(codes)))
}
