// One engine of the fault tests behind a proxy: killed, paused, wiped, started again on the same port, slow or cut off.
// Guarantees: what clients are told as its address never changes; `wipe` leaves nothing of its data.
import { cpSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FaultProxy } from '@simpul/testkit/proxy'
import { cacheFolder, engines } from '../../../infra/engines/index.mjs'
import { freePort } from '@simpul/testkit/freePort'

export type EngineName = keyof typeof engines
type Running = Awaited<ReturnType<(typeof engines)[EngineName]['start']>>

export class Engine {
  readonly name: EngineName
  readonly proxy: FaultProxy
  private readonly folder: string
  private readonly port: number
  private running: Running | null = null

  private constructor(name: EngineName, folder: string, port: number, proxy: FaultProxy) {
    this.name = name
    this.folder = folder
    this.port = port
    this.proxy = proxy
  }

  static async open(name: EngineName, folder: string): Promise<Engine> {
    const port = await freePort()
    const engine = new Engine(name, folder, port, await FaultProxy.open({ host: '127.0.0.1', port }))
    await engine.start()
    return engine
  }

  /** Through the proxy; `direct` is for whoever must not be disturbed. */
  get address(): string {
    return `127.0.0.1:${this.proxy.port}`
  }

  get direct(): string {
    return `127.0.0.1:${this.port}`
  }

  private get dataDir(): string {
    return join(this.folder, this.name)
  }

  private get backup(): string {
    return join(this.folder, `${this.name}-backup`)
  }

  get alive(): boolean {
    try {
      return this.pid !== undefined && process.kill(this.pid, 0)
    } catch {
      return false
    }
  }

  get pid(): number | undefined {
    return this.running?.pid
  }

  async start(): Promise<void> {
    this.running = await engines[this.name].start({
      cache: cacheFolder(),
      dataDir: this.dataDir,
      logFile: join(this.folder, `${this.name}.log`),
      port: this.port,
      advertised: this.proxy.port,
      progress: () => undefined,
    })
  }

  async kill(): Promise<void> {
    await this.running?.kill()
  }

  async wipe(): Promise<void> {
    await this.kill()
    rmSync(this.dataDir, { recursive: true, force: true })
    await this.start()
  }

  /** Its data as they are at one moment, as a snapshot of the disk has them: it stands still while they are copied. */
  backUp(): void {
    this.signal('SIGSTOP')
    // Not who holds the folder just now.
    cpSync(this.dataDir, this.backup, { recursive: true, filter: (file) => !file.endsWith('engine.lock') })
    this.signal('SIGCONT')
  }

  /** Killed, and started with the data of the backup, which is used up. */
  async restore(): Promise<void> {
    await this.kill()
    rmSync(this.dataDir, { recursive: true, force: true })
    renameSync(this.backup, this.dataDir)
    await this.start()
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    if (this.running?.pid !== undefined) process.kill(this.running.pid, name)
  }

  async close(): Promise<void> {
    await this.proxy.close()
    await this.running?.kill()
  }
}
