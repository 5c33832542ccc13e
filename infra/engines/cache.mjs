// The cache of engine parts, outside the checkout, one folder per name, version and checksum.
// Guarantees: a folder with its final name is whole (built beside it, then renamed); two builders at once both succeed;
//   jars and wheels are compared with the checksums in this repository before they get that name.
// Does not: delete old versions, nor hash again what a later start finds (it counts the files).
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { EngineProblem } from './problem.mjs'
import { diskFull, run } from './programs.mjs'

export const here = (name) => fileURLToPath(new URL(name, import.meta.url))
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
export const cacheFolder = (env = process.env) => env.SIMPUL_CACHE ?? join(homedir(), '.cache', 'simpul')

const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1'

/**
 * Returns cache/engines/<key>, building it first when it is missing or `whole` says it is not.
 * @param {{ cache: string, key: string, what: string, whole?: (folder: string) => boolean, fill: (folder: string) => Promise<void> }} part
 */
export async function cached({ cache, key, what, whole = () => true, fill }) {
  const parent = join(cache, 'engines')
  const final = join(parent, key)
  if (existsSync(final) && whole(final)) return final
  try {
    mkdirSync(parent, { recursive: true })
    const building = mkdtempSync(join(parent, `.${key}-`))
    try {
      await fill(building)
      chmodSync(building, 0o755)
      rmSync(final, { recursive: true, force: true })
      renameSync(building, final)
    } catch (error) {
      rmSync(building, { recursive: true, force: true })
      // Another start finished the same part a moment ago: its folder has the same checksums.
      if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error
    }
  } catch (error) {
    if (error.code === 'ENOSPC') throw diskFull(what)
    if (error.code === 'EACCES' || error.code === 'EROFS') {
      throw new EngineProblem(
        `Folder ${parent} tidak dapat ditulisi; beri izin atau isi SIMPUL_CACHE dengan folder lain.`,
        `The folder ${parent} cannot be written; allow it or set SIMPUL_CACHE to another one.`,
      )
    }
    throw error
  }
  return final
}

/** @returns {Map<string, string>} file name → sha256, from a lock file in the format of sha256sum. */
export function readLock(lockFile) {
  const lines = readFileSync(lockFile, 'utf8').split('\n').filter(Boolean)
  return new Map(lines.map((line) => line.split(/\s+/, 2).reverse()))
}

/** Jars of a pom, compared with its lock. Returns the folder that holds them. */
export async function jars({ cache, name, version, pom, lockFile, size, progress }) {
  const what = `${name} ${version}`
  const lock = readLock(lockFile)
  return cached({
    cache,
    key: `${name.toLowerCase()}-${version}-${sha256(readFileSync(lockFile)).slice(0, 8)}`,
    what,
    whole: (folder) => readdirSync(folder).length === lock.size,
    async fill(folder) {
      progress(`Mengambil ${what} dari Maven (${size}) / fetching ${what} from Maven (${size})`)
      const goal = `${DEPENDENCY_PLUGIN}:copy-dependencies`
      await run('mvn', ['-q', '-B', '-ntp', '-f', pom, goal, `-DoutputDirectory=${folder}`, '-DincludeScope=runtime'], { what })
      verify(folder, lock, what)
    },
  })
}

export function verify(folder, lock, what) {
  const names = new Set([...readdirSync(folder), ...lock.keys()])
  for (const name of names) {
    const file = join(folder, name)
    const found = existsSync(file) ? sha256(readFileSync(file)) : 'nothing'
    if (found === lock.get(name)) continue
    throw new EngineProblem(
      `${name} dari ${what} tidak sama dengan checksum yang dikunci; jangan dipakai, periksa sumber paket Anda.`,
      `${name} of ${what} differs from its locked checksum; it was not used, check where your packages come from.`,
    )
  }
}
