// One engine as a child process: started, watched, stopped, killed, and ended when its parent dies.
// Guarantees: stop() and kill() return after the process is gone; when the parent dies in any way, kill -9 included, a
//   watchdog of ours sees its pipe close and ends the engine, so that no orphan holds ports or data.
// Does not: restart an engine; whoever started it sees `exited` and decides.
import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EngineProblem } from './problem.mjs'

const STOP_WITHIN_MS = 8_000

// `read` returns when the parent's end of the pipe closes. 1 MB of shell instead of 40 MB of Node per engine.
const WATCHDOG = `read _
kill -TERM "$1" 2>/dev/null
n=0
while kill -0 "$1" 2>/dev/null && [ $n -lt 40 ]; do sleep 0.2; n=$((n+1)); done
kill -KILL "$1" 2>/dev/null`

/**
 * @param {{ name: string, program: string, args: string[], logFile: string, lock: { holds(pid: number): void, release(): void },
 *   address: string, ready: (signs: { log(): string }) => Promise<boolean>, withinMs: number }} options
 *   `ready` is asked every 50 ms until it says yes.
 */
export async function startProcess({ name, program, args, logFile, lock, address, ready, withinMs, stopSignal = 'SIGTERM' }) {
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'a')
  const logFrom = statSync(logFile).size
  // A session of its own: Ctrl-C reaches the parent alone, which stops services before engines.
  const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }))
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  const running = new EngineProcess({ name, address, child, exited, logFile, logFrom, stopSignal })
  void exited.then(() => lock.release())
  if (child.pid !== undefined) {
    lock.holds(child.pid)
    running.guard()
  }
  await running.whenReady(ready, withinMs)
  return running
}

class EngineProcess {
  #child
  #logFile
  #logFrom
  #stopSignal
  #gone = false

  constructor({ name, address, child, exited, logFile, logFrom, stopSignal }) {
    this.name = name
    this.address = address
    this.pid = child.pid
    this.exited = exited
    this.#child = child
    this.#logFile = logFile
    this.#logFrom = logFrom
    this.#stopSignal = stopSignal
    void exited.then(() => (this.#gone = true))
  }

  guard() {
    const watchdog = spawn('/bin/sh', ['-c', WATCHDOG, 'simpul-watchdog', String(this.pid)], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    watchdog.unref()
    watchdog.stdin.unref?.()
    watchdog.stdin.on('error', () => {}) // it was killed by hand: the data lock still finds an orphan
    void this.exited.then(() => watchdog.kill('SIGKILL'))
  }

  async whenReady(ready, withinMs) {
    const deadline = Date.now() + withinMs
    for (;;) {
      if (this.#gone) throw this.explain(await this.exited)
      if (await ready({ log: () => this.log() }).catch(() => false)) return
      if (Date.now() > deadline) {
        await this.kill()
        throw new EngineProblem(
          `${this.name} belum siap setelah ${withinMs / 1000} detik; lihat ${this.#logFile} lalu jalankan lagi.`,
          `${this.name} was not ready after ${withinMs / 1000} s; see ${this.#logFile} and start again.`,
        )
      }
      await sleep(50)
    }
  }

  /** What this run of the engine has printed so far. */
  log() {
    return readFileSync(this.#logFile).subarray(this.#logFrom).toString('utf8')
  }

  async stop() {
    if (!this.#gone) this.#child.kill(this.#stopSignal)
    const stopped = await Promise.race([this.exited.then(() => true), sleep(STOP_WITHIN_MS, false)])
    if (!stopped) await this.kill()
  }

  async kill() {
    if (!this.#gone) this.#child.kill('SIGKILL')
    await this.exited
  }

  /** A sentence for people about an exit that nobody asked for. */
  explain({ code, signal, error }) {
    const text = this.log()
    if (/No space left on device|ENOSPC|database or disk is full/i.test(text)) {
      return new EngineProblem(
        `${this.name} berhenti karena disk penuh; kosongkan ruang lalu jalankan lagi, data yang sudah diakui tetap ada.`,
        `${this.name} stopped because the disk is full; make room and start again, what was acknowledged is kept.`,
      )
    }
    const how = error ? error.message : signal ? `signal ${signal}` : `exit code ${code}`
    const last = text.split('\n').filter(Boolean).at(-1) ?? ''
    return new EngineProblem(
      `${this.name} berhenti sendiri (${how})${last && `: ${last.slice(0, 200)}`}; lihat ${this.#logFile} lalu jalankan lagi.`,
      `${this.name} stopped by itself (${how}); see ${this.#logFile} and start again.`,
    )
  }
}
