// One Simpul a data folder: run.lock says who runs there, where it answers, and which processes it has.
// Guarantees: a second start is refused by pid and start time (a reused pid is not mistaken for it); what a killed start left
//   running is ended before the next one begins; a reader never sees half a file.
// Does not: protect against a program that ignores the lock, nor across machines.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { alive, identity } from '../engines/dataLock.mjs'
import { Problem } from './problem.mjs'

const END_WITHIN_MS = 5_000

const lockFile = (data) => join(data, 'run.lock')

/** What runs on this data folder now, or undefined. */
export function running(data) {
  const found = read(lockFile(data))
  return found && alive(found.owner) ? found : undefined
}

/** @returns {Promise<{ add(name: string, pid: number): void, tell(facts: object): void, release(): void }>} */
export async function takeLock({ data, say }) {
  mkdirSync(data, { recursive: true })
  const left = read(lockFile(data))
  if (left && alive(left.owner)) throw alreadyRunning(left, data)
  if (left) await clear(left, say)
  const mine = { owner: identity(process.pid), processes: [] }
  claim(data, mine, left)
  const save = () => replace(lockFile(data), mine)
  return {
    add(name, pid) {
      mine.processes.push({ name, ...identity(pid) })
      save()
    },
    tell(facts) {
      Object.assign(mine, facts)
      save()
    },
    release: () => rmSync(lockFile(data), { force: true }),
  }
}

/** link() makes the lock appear whole and only where none is; of two that saw the same stale lock, one gets it. */
function claim(data, mine, stale) {
  const file = lockFile(data)
  if (stale || read(file) === undefined) {
    const aside = `${file}.${process.pid}.stale`
    try {
      renameSync(file, aside)
      const taken = read(aside)
      if (taken && alive(taken.owner)) linkSync(aside, file) // another start took it in between: back to it
      rmSync(aside, { force: true })
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
    }
  }
  const fresh = `${file}.${process.pid}.new`
  writeFileSync(fresh, JSON.stringify(mine))
  try {
    linkSync(fresh, file)
  } catch (error) {
    if (error.code === 'EEXIST') throw alreadyRunning(read(file), data)
    throw error
  } finally {
    rmSync(fresh, { force: true })
  }
}

/** Ends what a start that was killed with -9 left behind (its engines end themselves). */
async function clear({ processes = [] }, say) {
  const left = processes.filter(alive)
  if (left.length === 0) return
  const names = left.map(({ name, pid }) => `${name} (${pid})`).join(', ')
  say(`Menghentikan sisa jalan sebelumnya / ending what an earlier run left: ${names}`)
  for (const { pid } of left) signal(pid, 'SIGTERM')
  const deadline = Date.now() + END_WITHIN_MS
  while (left.some(alive)) {
    if (Date.now() > deadline) for (const { pid } of left.filter(alive)) signal(pid, 'SIGKILL')
    await sleep(50)
  }
}

function alreadyRunning(found, data) {
  const at = found?.api ? ` (${found.api})` : ''
  const pid = found?.owner.pid ?? '?'
  return new Problem(
    `Simpul sudah berjalan di ${data}${at}, proses ${pid}; hentikan dahulu (Ctrl-C di sana) atau pilih --data lain.`,
    `Simpul already runs on ${data}${at}, process ${pid}; stop it first (Ctrl-C there) or choose another --data.`,
  )
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // there is none, or it is torn: then it belongs to nobody
  }
}

function replace(file, content) {
  writeFileSync(`${file}.new`, JSON.stringify(content))
  renameSync(`${file}.new`, file)
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
