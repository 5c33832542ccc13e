// A long-lived process of ours (a service's roles, the simulators): started, waited for, logged, drained.
// Guarantees: ready() ends when the process printed READY, or throws one sentence with its last words; its output is in a log
//   file of bounded size; a log that cannot be written is told, not ignored.
// Does not: restart a process; dev.mjs does.
import { spawn } from 'node:child_process'
import { closeSync, createWriteStream, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { diskFull, Problem } from './problem.mjs'

const READY_WITHIN_MS = 60_000
const TAIL_BYTES = 32_768
const LAST_WORDS_WITHIN_MS = 1_000
const LOG_BYTES_MAX = 20 * 1024 * 1024 // one old log is kept beside it, so 40 MB a process

/**
 * @param {{ name: string, program: string, args: string[], cwd: string, env: object, logFile: string }} options
 * @returns {{ name: string, pid: number, exited: Promise<{code, signal}>, trouble: Promise<Error>, ready(withinMs?: number): Promise<string[]>,
 *   stop(withinMs: number): Promise<void>, kill(): Promise<void>, gone(): boolean, farewell(): Promise<Problem> }}
 */
export function startChild({ name, program, args, cwd, env, logFile }) {
  const log = openLog(logFile)
  // A session of its own: the terminal's Ctrl-C reaches run.mjs alone, which stops services before engines.
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let gone = false
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }))
    child.once('exit', (code, signal) => resolve({ code, signal }))
  }).then((end) => ((gone = true), end))
  const trouble = new Promise((resolve) => log.once('error', (error) => resolve(logProblem(error, logFile))))
  const readyLine = firstReadyLine(child.stdout)
  child.stdout.on('data', (chunk) => log.write(chunk))
  child.stderr.on('data', (chunk) => log.write(chunk))

  const kill = async () => {
    if (!gone) child.kill('SIGKILL')
    await exited
  }
  const closed = new Promise((resolve) => child.once('close', resolve))
  const farewell = async () => {
    const end = await exited
    // The process ends before its last words are read and written; a child of its own may hold the pipe open, so the wait is bounded.
    await Promise.race([closed.then(() => flushed(log)), sleep(LAST_WORDS_WITHIN_MS)])
    return departed(name, end, logFile)
  }
  return {
    name,
    pid: child.pid,
    exited,
    trouble,
    gone: () => gone,
    kill,
    farewell,
    async ready(withinMs = READY_WITHIN_MS) {
      const timer = new AbortController()
      try {
        return await Promise.race([
          readyLine,
          exited.then(async () => Promise.reject(await farewell())),
          sleep(withinMs, undefined, { signal: timer.signal }).then(() => Promise.reject(notReady(name, logFile, withinMs))),
        ])
      } finally {
        timer.abort()
      }
    },
    async stop(withinMs) {
      if (!gone) child.kill('SIGTERM')
      const stopped = await Promise.race([exited.then(() => true), sleep(withinMs, false, { ref: false })])
      if (!stopped) await kill()
      log.end()
    },
  }
}

function openLog(file) {
  mkdirSync(dirname(file), { recursive: true })
  if (existsSync(file) && statSync(file).size > LOG_BYTES_MAX) renameSync(file, `${file}.1`)
  return createWriteStream(file, { flags: 'a' })
}

/** Ends when what was given to the log so far is in the file, or cannot be. */
const flushed = (log) => new Promise((resolve) => (log.writable ? log.write('', () => resolve()) : resolve()))

/** The words after READY. */
function firstReadyLine(stdout) {
  return new Promise((resolve) => {
    let text = ''
    const look = (chunk) => {
      text += chunk
      const found = /^READY(.*)\n/m.exec(text)
      if (found) {
        stdout.off('data', look)
        resolve(found[1].trim().split(/\s+/))
      }
      text = text.slice(text.lastIndexOf('\n') + 1)
    }
    stdout.on('data', look)
  })
}

const logProblem = (error, logFile) =>
  error.code === 'ENOSPC'
    ? diskFull(logFile)
    : new Problem(
        `${logFile} tidak dapat ditulisi (${error.code}); perbaiki lalu jalankan lagi.`,
        `${logFile} cannot be written (${error.code}); mend that and start again.`,
      )

const notReady = (name, logFile, withinMs) =>
  new Problem(
    `${name} belum siap setelah ${withinMs / 1000} detik; lihat ${logFile} lalu jalankan lagi.`,
    `${name} was not ready after ${withinMs / 1000} s; see ${logFile} and start again.`,
  )

function departed(name, { code, signal, error }, logFile) {
  const how = error ? error.message : signal ? `signal ${signal}` : `exit code ${code}`
  const words = lastWords(logFile)
  if (/ENOSPC|No space left/i.test(words)) return diskFull(logFile)
  return new Problem(
    `${name} berhenti sendiri (${how})${words && `: ${words}`}; data tetap ada, lihat ${logFile} lalu jalankan lagi.`,
    `${name} stopped by itself (${how}); its data are kept, see ${logFile} and start again.`,
  )
}

/** The last error of a pino log, else the last line that a person can read. */
function lastWords(logFile) {
  const lines = tail(logFile).split('\n').filter(Boolean)
  const errors = lines.map(parsed).filter((line) => line?.level >= 50)
  const last = errors.at(-1)
  const plain = lines.findLast((line) => /error/i.test(line) && !line.startsWith('{')) ?? ''
  return (last ? [last.msg, last.err?.message].filter(Boolean).join(': ') : plain.trim()).slice(0, 200)
}

function tail(file) {
  const opened = openSync(file, 'r')
  try {
    const { size } = fstatSync(opened)
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES))
    readSync(opened, bytes, 0, bytes.length, size - bytes.length)
    return bytes.toString('utf8')
  } finally {
    closeSync(opened)
  }
}

function parsed(line) {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
