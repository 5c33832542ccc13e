// Who uses an engine's data folder: the engine's process and the process that started it, in <folder>/engine.lock.
// Guarantees: one engine a folder; an engine that outlived its starter is recognised (by pid and start time, so a reused
//   pid is not mistaken for it), told and ended before the next one starts.
// Does not: protect against a program that ignores the lock, nor across machines.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EngineProblem } from './problem.mjs'

const END_WITHIN_MS = 10_000

/**
 * Takes the folder.
 * @param {{ folder: string, engine: string, progress?: (text: string) => void }} wanted
 * @returns {Promise<{ holds(pid: number): void, release(): void, ports: Record<string, number> }>}
 */
export async function takeFolder({ folder, engine, progress = () => {} }) {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'engine.lock')
  const last = read(file)
  if (last) await clear(last, { folder, engine, progress })
  rmSync(file, { force: true })
  const mine = { engine, starter: identity(process.pid), process: null, ports: last?.ports ?? {} }
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx' })
  } catch (error) {
    if (error.code === 'EEXIST') throw inUse(folder, engine, 'lain/another')
    throw error
  }
  const save = () => writeFileSync(file, JSON.stringify(mine))
  return {
    ports: mine.ports,
    holds(pid) {
      mine.process = identity(pid)
      save()
    },
    // The file stays, with the ports: the next start prefers them, so that a bookmarked page still works.
    release() {
      mine.starter = null
      mine.process = null
      save()
    },
  }
}

async function clear(last, { folder, engine, progress }) {
  const starterLives = last.starter && alive(last.starter)
  const engineLives = last.process && alive(last.process)
  // A starter that has no engine yet is still starting one, unless it is this process after a failed start.
  if (starterLives && (engineLives || (!last.process && last.starter.pid !== process.pid))) {
    throw inUse(folder, engine, last.starter.pid)
  }
  if (!engineLives) return
  const { pid } = last.process
  progress(
    `${engine} (proses ${pid}) tertinggal dari jalan sebelumnya dan dihentikan dahulu / ${engine} (process ${pid}) was left behind by an earlier run and is ended first`,
  )
  signal(pid, 'SIGTERM')
  const deadline = Date.now() + END_WITHIN_MS
  while (alive(last.process)) {
    if (Date.now() > deadline) signal(pid, 'SIGKILL')
    await sleep(50)
  }
}

const inUse = (folder, engine, by) =>
  new EngineProblem(
    `Folder data ${folder} sedang dipakai ${engine} dari Simpul yang masih berjalan (proses ${by}); hentikan dahulu atau pilih --data lain.`,
    `The data folder ${folder} is in use by ${engine} of a running Simpul (process ${by}); stop it first or choose another --data.`,
  )

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // none, or torn by a kill in the middle of writing: then nothing was started with it
  }
}

export const identity = (pid) => ({ pid, started: startTime(pid) })
export const alive = ({ pid, started }) => started !== undefined && startTime(pid) === started

/** What tells a process from a later one with the same pid; undefined when there is none (a zombie counts as none). */
function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    if (process.platform === 'linux') return undefined
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
