// What `npm test` has short forms of, at full length: `npm run bench`, `npm run faults`,
// `npm run population`, `npm run simulate`. Arguments are the program's.
// Guarantees: the pinned Node and the locked dependencies; engines and scratch data of its own, gone at the end, also after Ctrl-C.
// Does not: decide what passes; the programs do, by their exit code.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheFolder, chooseMode, startAll } from '../engines/index.mjs'
import { downloadProblem } from './problem.mjs'
import { runProgram, stopPrograms } from './programs.mjs'
import { dependencies, environmentOf, programOf, toolchain } from './toolchain.mjs'

const PROGRAMS = {
  bench: 'tests/bench/main.ts',
  faults: 'tests/faults/main.ts', // starts, kills and restarts engines of its own
  population: 'tests/faults/population/main.ts', // the same, with nothing disturbed
  simulate: 'tests/simulation/run.ts', // in memory
}

export async function longRun({ root, command, rest, say, onStop }) {
  const tools = await toolchain({ cache: cacheFolder(), progress: say })
  await dependencies({ root, ...tools, progress: say })
  const run = (args, env = {}) =>
    runProgram(tools.node, [join(root, PROGRAMS[command]), ...args], {
      cwd: root,
      env: { ...environmentOf(tools, cacheFolder()), ...env },
      show: true,
    })
  if (command !== 'bench') {
    onStop(async () => stopPrograms())
    return (await run(rest)).code
  }
  return bench({ root, tools, rest, run, say, onStop })
}

async function bench({ root, tools, rest, run, say, onStop }) {
  const rivals = await rivalsFolder({ root, tools, say })
  const scratch = mkdtempSync(join(tmpdir(), 'simpul-bench-'))
  let engines
  const stop = async () => {
    stopPrograms()
    await engines?.stop()
    rmSync(scratch, { recursive: true, force: true })
  }
  onStop(stop)
  try {
    engines = await startAll({ mode: chooseMode({}), cache: cacheFolder(), dataDir: join(scratch, 'data'), progress: say })
    const pids = engines.running.map(({ name, pid }) => `${name}:${pid}`).join(',')
    return (await run(['--folder', rivals, ...rest], { ...engines.env, SIMPUL_BENCH_ENGINES: pids })).code
  } finally {
    await stop()
  }
}

/** The rivals with their own dependencies, built once for each content, outside the checkout: nobody but the bench needs them. */
async function rivalsFolder({ root, tools, say }) {
  const source = join(root, 'tests/bench/rivals')
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const hash = createHash('sha256')
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) hash.update(readFileSync(path))
  const folder = join(cacheFolder(), `bench-rivals-${hash.digest('hex').slice(0, 12)}`)
  const built = join(folder, '.built')
  if (existsSync(built)) return folder
  say('Memasang pembanding / installing what is compared with: NestJS (127 paket/packages, 105 MB)')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  cpSync(source, folder, { recursive: true })
  const install = [tools.pnpm, 'install', '--frozen-lockfile', '--ignore-workspace', '--ignore-scripts', '--reporter=append-only']
  const installed = await runProgram(tools.node, install, { cwd: folder, env: { ...process.env, CI: 'true' } })
  if (installed.code !== 0) throw downloadProblem('NestJS', installed.output)
  const compiled = await runProgram(tools.node, [programOf(root, 'typescript', 'tsc'), '-p', 'peer/tsconfig.json'], {
    cwd: folder,
  })
  if (compiled.code !== 0) throw new Error(`the rivals do not compile:\n${compiled.output}`)
  writeFileSync(built, '')
  return folder
}
