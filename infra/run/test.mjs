// `npm test`, `npm run test:unit`, `npm run check`: every proof the project has, on engines of its own.
// Guarantees: engines run in a folder of their own and are stopped at the end, also after a failure or Ctrl-C; the last line
//   of `npm test` adds up all suites; the exit code is 0 only when nothing failed.
// Does not: touch the data of a Simpul that runs beside it.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheFolder, chooseMode, prepareAll, startAll } from '../engines/index.mjs'
import { runProgram, stopPrograms } from './programs.mjs'
import { oneOf } from './arguments.mjs'
import { fuzzed } from './fuzz.mjs'
import { testContainers } from './containers.mjs'
import { sentenceOf, Stopped } from './problem.mjs'
import { closingLine, countStep, countVitest, table, total } from './tally.mjs'
import { dependencies, environmentOf, programOf, toolchain } from './toolchain.mjs'

const STEPS = {
  format: { owner: 'prettier', args: ['--check', '--log-level=warn', '.'] },
  lint: { owner: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  types: { owner: 'typescript', program: 'tsc', args: ['--noEmit', '-p', 'tsconfig.json'] },
}
const SUITES = ['check', 'architecture', 'unit', 'simulation', 'api', 'fuzz', 'int', 'faults']
const ON_ENGINES = ['int', 'faults']

export async function testUnit({ root, rest, say }) {
  const tools = await readyToRun({ root, say })
  const { code } = await vitest({ root, tools, args: ['--project', 'unit*', ...rest] })
  return code
}

/** Format, lint, types in parallel with the rules of architecture and tidiness. */
export async function check({ root, say }) {
  const tools = await readyToRun({ root, say })
  const reports = mkdtempSync(join(tmpdir(), 'simpul-check-'))
  try {
    const counts = (
      await Promise.all([checkSteps({ root, tools }), suite('architecture', { root, tools, reports, show: false })])
    ).flat()
    console.log(table(counts))
    return total(counts).failed === 0 ? 0 : 1
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
}

export async function test({ root, flags, say, onStop }) {
  const wanted = flags.suites === undefined ? SUITES : flags.suites.split(',').map((name) => oneOf('suites', name, SUITES))
  const scratch = mkdtempSync(join(tmpdir(), 'simpul-test-'))
  const counts = []
  let engines
  onStop(async () => {
    stopPrograms()
    await engines?.stop()
    rmSync(scratch, { recursive: true, force: true })
  })
  try {
    const tools = await readyToRun({ root, say })
    const mode = chooseMode({ flag: flags.engines })
    const onEngines = wanted.filter((name) => ON_ENGINES.includes(name))
    // Fetching engines waits for the network while the checks use the cores.
    const fetching = onEngines.length === 0 ? undefined : settled(prepareAll({ mode, progress: say }))
    if (wanted.includes('check')) counts.push(...(await checkSteps({ root, tools })))
    for (const name of wanted.filter((name) => ['architecture', 'unit', 'simulation', 'api'].includes(name))) {
      counts.push(await suite(name, { root, tools, reports: scratch, show: true }))
    }
    if (wanted.includes('fuzz')) counts.push(await fuzzed({ root, tools, say }))
    if (onEngines.length > 0) {
      const failure = await fetching
      if (failure) throw failure
      engines =
        mode === 'docker'
          ? testContainers({ root, node: tools.node, env: environment(tools), scratch, say })
          : await startAll({ mode, cache: cacheFolder(), dataDir: join(scratch, 'data'), progress: say })
      const env = engines.env ?? (await engines.ready())
      for (const name of onEngines) counts.push(await suite(name, { root, tools, reports: scratch, show: true, env }))
    }
  } catch (error) {
    if (error instanceof Stopped) throw error
    console.error(sentenceOf(error))
    counts.push({ name: 'run', passed: 0, failed: 1, skipped: 0 })
  } finally {
    await engines?.stop()
    rmSync(scratch, { recursive: true, force: true })
  }
  console.log(`\n${table(counts)}\n${closingLine(total(counts))}`)
  return total(counts).failed === 0 ? 0 : 1
}

const settled = (promise) =>
  promise.then(
    () => undefined,
    (error) => error,
  )

async function readyToRun({ root, say }) {
  const tools = await toolchain({ cache: cacheFolder(), progress: say })
  await dependencies({ root, ...tools, progress: say })
  return tools
}

/** As many at once as there are cores; the output of a step that passes is not shown. */
async function checkSteps({ root, tools }) {
  const waiting = Object.entries(STEPS)
  const counts = []
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const [name, { owner, program, args }] = step
      const begun = performance.now()
      const { code, output } = await runProgram(tools.node, [programOf(root, owner, program), ...args], {
        cwd: root,
        env: environment(tools),
      })
      if (code !== 0) console.error(`--- ${name}\n${output}`)
      counts.push({ ...countStep(name, code), seconds: (performance.now() - begun) / 1000 })
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, cpus().length) }, lane))
  return counts
}

async function suite(name, { root, tools, reports, show, env = {} }) {
  const report = join(reports, `${name}.json`)
  const begun = performance.now()
  const args = ['--project', `${name}*`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code, output } = await vitest({ root, tools, args, show, env })
  if (code !== 0 && !show) console.error(output)
  return { ...countVitest(name, report, code), seconds: (performance.now() - begun) / 1000 }
}

const vitest = ({ root, tools, args, show = true, env = {} }) =>
  runProgram(tools.node, [programOf(root, 'vitest'), 'run', ...args], { cwd: root, env: { ...environment(tools), ...env }, show })

const environment = (tools) => environmentOf(tools, cacheFolder())
