// One role as its own process, started again whenever it ends, as any supervisor does.
// Guarantees: a crash point is set for one life only, another release or environment from the next life on; nothing is left running after
// `close`, nor when the test itself is killed.
import { spawn, type ChildProcess } from 'node:child_process'
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs'

export const ROLES = ['api', 'relay', 'projector', 'process', 'worker'] as const
export type RoleName = (typeof ROLES)[number]

const AGAIN_MS = 300
/** `read` returns when the parent's end of the pipe closes, whatever ended the parent. */
const WATCHDOG = 'read _; kill -KILL "$1" 2>/dev/null'
export const ROOT = new URL('../../../', import.meta.url).pathname

export class Role {
  readonly name: string
  private readonly args: readonly string[]
  private env: NodeJS.ProcessEnv
  private root = ROOT
  private readonly logFile: string
  private child: ChildProcess | null = null
  private crash: string | undefined
  private isReady = Promise.withResolvers<void>()
  private up = false
  private halted = false
  /** The crash point of each life that has ended, undefined for one without. */
  private readonly ended: (string | undefined)[] = []

  constructor(name: string, args: readonly string[], env: NodeJS.ProcessEnv, logFile: string) {
    this.name = name
    this.args = args
    this.env = env
    this.logFile = logFile
    this.isReady.promise.catch(() => undefined) // perhaps nobody waits for it; whoever does is told all the same
  }

  get pid(): number | undefined {
    return this.child?.pid
  }

  /** From its next life on it is the program in that folder, with this in its environment. */
  becomes({ root = this.root, env = {} }: { readonly root?: string; readonly env?: NodeJS.ProcessEnv }): void {
    this.root = root
    this.env = { ...this.env, ...env }
  }

  /** It has said that it is ready, and lives. */
  get isUp(): boolean {
    return this.up && this.child?.exitCode === null && this.child.signalCode === null
  }

  start(): Promise<void> {
    this.halted = false
    const log = openSync(this.logFile, 'a')
    const { crash } = this
    const env = { ...process.env, ...this.env, ...(crash === undefined ? {} : { SIMPUL_CRASH: crash }) }
    const ready = Promise.withResolvers<void>()
    this.up = false
    this.isReady = ready
    ready.promise.catch(() => undefined) // a life that ends early is started again below, whether or not somebody waits
    this.crash = undefined
    const child = spawn(process.execPath, this.args, { cwd: this.root, env, stdio: ['ignore', 'pipe', log] })
    closeSync(log)
    this.child = child
    guard(child)
    child.stdout?.on('data', (text: Buffer) => {
      appendFileSync(this.logFile, text)
      if (!text.includes('READY')) return
      this.up = true
      ready.resolve()
    })
    child.once('exit', (code, signal) => {
      this.ended.push(signal === 'SIGKILL' ? crash : undefined)
      ready.reject(new Error(`${this.name} ended (${signal ?? code}) before it was ready`))
      if (!this.halted) setTimeout(() => void (this.halted || this.start()), AGAIN_MS)
    })
    return ready.promise
  }

  /** Whatever life it is in by then. */
  async ready(withinMs = 120_000): Promise<void> {
    const deadline = Date.now() + withinMs
    for (;;) {
      const up = await Promise.race([
        this.isReady.promise.then(
          () => this.isUp,
          () => false,
        ),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 1_000)),
      ])
      if (up) return
      if (Date.now() > deadline) throw new Error(`${this.name} was not ready after ${withinMs / 1000} s:\n${this.lastWords()}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name)
  }

  /** Kills it; its next life dies by itself at this point. Resolves when that has happened, or false after `withinMs`. */
  async dieAt(point: string, withinMs: number): Promise<boolean> {
    this.crash = point
    const before = this.ended.length
    this.signal('SIGKILL')
    const deadline = Date.now() + withinMs
    while (Date.now() < deadline) {
      if (this.ended.slice(before).includes(point)) return true
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return false
  }

  /** Ends it; it stays away until it is started. */
  async halt(): Promise<void> {
    this.halted = true
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGCONT')
    child.kill('SIGKILL')
    await gone
  }

  lastWords(): string {
    return readFileSync(this.logFile, 'utf8').split('\n').slice(-15).join('\n')
  }
}

function guard(child: ChildProcess): void {
  if (child.pid === undefined) return
  const args = ['-c', WATCHDOG, 'simpul-watchdog', String(child.pid)]
  const watchdog = spawn('/bin/sh', args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  watchdog.unref()
  watchdog.stdin.on('error', () => undefined) // it was killed by hand
  child.once('exit', () => watchdog.kill('SIGKILL'))
}
