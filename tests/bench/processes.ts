// Processes under measurement: started, known by their role, and asked of the kernel what they used.
// Guarantees: each ends with the run, also after a failure. Does not: measure a child of theirs.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

export interface Measured {
  readonly role: string
  readonly pid: number
}

/** How a process is started; started again it finds the same databases and topics. */
export interface Program {
  readonly role: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
}

const CLOCK_TICK_MS = 10 // Linux: 100 ticks a second

/** User and system time so far. */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS
}

export function rssMib(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  return (pages * 4) / 1_024
}

/** CPU milliseconds an operation by process, since this was called. */
export function cpuMeter(processes: readonly Measured[]): (operations: number) => Record<string, number> {
  const before = processes.map(({ pid }) => cpuMs(pid))
  return (operations) =>
    Object.fromEntries(processes.map(({ role, pid }, index) => [role, (cpuMs(pid) - (before[index] ?? 0)) / operations]))
}

export class Started implements Measured {
  readonly role: string
  readonly pid: number
  /** What its READY line ends with. */
  readonly port: number
  readonly readyMs: number
  private readonly child: ChildProcess

  private constructor(role: string, child: ChildProcess, port: number, readyMs: number) {
    this.role = role
    this.pid = child.pid ?? 0
    this.child = child
    this.port = port
    this.readyMs = readyMs
  }

  static async start({ role, args, env, cwd }: Program): Promise<Started> {
    const begun = performance.now()
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
    const port = await new Promise<number>((resolve, reject) => {
      let text = ''
      child.stdout?.on('data', (chunk: Buffer) => {
        if (text === '.') return
        text += chunk.toString()
        const found = /^READY.* (\d+)$/m.exec(text)?.[1]
        if (found === undefined) return
        text = '.'
        resolve(Number(found))
      })
      child.once('exit', (code, signal) => reject(new Error(`${role} ended (${signal ?? code}) before it was ready`)))
    })
    return new Started(role, child, port, performance.now() - begun)
  }

  stop(): Promise<void> {
    return this.end('SIGTERM')
  }

  kill(): Promise<void> {
    return this.end('SIGKILL')
  }

  /** Nothing happens in it until `thaw`: work is laid out before it meanwhile. */
  freeze(): void {
    this.child.kill('SIGSTOP')
  }

  thaw(): void {
    this.child.kill('SIGCONT')
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exit = once(this.child, 'exit')
    this.child.kill('SIGCONT') // a frozen one hears nothing else
    this.child.kill(signal)
    const late = setTimeout(() => this.child.kill('SIGKILL'), 15_000)
    await exit
    clearTimeout(late)
  }
}
