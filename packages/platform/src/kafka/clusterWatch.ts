// Notices that Kafka has lost everything, or a topic of ours, while this process runs.
// Guarantees: within one interval of Kafka's return its topics exist again and `onNew` was told, tried again until it succeeds.
// Does not: bring back what was lost; the event log does, by the consumers' catching up.
import type { Admin, Kafka } from 'kafkajs'
import type { Clock } from '../clock.ts'

export interface ClusterWatchDeps {
  readonly kafka: Kafka
  readonly clock: Clock
  readonly intervalMs?: number
  /** Creates the topics that are missing. Answers whether any was. */
  prepare(admin: Admin): Promise<boolean>
  /** It is another Kafka, or an emptied one: whoever sends and reads begins anew. */
  onNew(): Promise<void>
  onError(error: unknown): void
}

export const clusterWatchLimits = { intervalMs: 5_000, napMs: 250 } as const

export class ClusterWatch {
  private readonly deps: ClusterWatchDeps
  private readonly stopping = Promise.withResolvers<void>()
  private stopped = false
  private running: Promise<void> | null = null
  private known: string | null = null
  private isNew = false

  constructor(deps: ClusterWatchDeps) {
    this.deps = deps
  }

  /** The first look: makes the topics and remembers which Kafka it is. Throws when Kafka is away. */
  async open(): Promise<void> {
    await this.look()
    this.isNew = false
  }

  start(): void {
    this.running ??= this.untilStopped()
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.stopping.resolve()
    await this.running
  }

  private async untilStopped(): Promise<void> {
    const { onNew, onError } = this.deps
    while (!this.stopped) {
      await this.wait()
      if (this.stopped) return
      try {
        await this.look()
        if (!this.isNew) continue
        await onNew()
        this.isNew = false
      } catch (error) {
        onError(error)
      }
    }
  }

  private async look(): Promise<void> {
    const admin = this.deps.kafka.admin()
    await admin.connect()
    try {
      const { clusterId } = await admin.describeCluster()
      const created = await this.deps.prepare(admin)
      if (created || (this.known !== null && this.known !== clusterId)) this.isNew = true
      this.known = clusterId
    } finally {
      await admin.disconnect()
    }
  }

  /** In short sleeps, so that no timer keeps a stopped process alive. */
  private async wait(): Promise<void> {
    const { clock, intervalMs = clusterWatchLimits.intervalMs } = this.deps
    const until = clock.monotonic() + intervalMs
    while (!this.stopped && clock.monotonic() < until)
      await Promise.race([clock.sleep(Math.min(clusterWatchLimits.napMs, until - clock.monotonic())), this.stopping.promise])
  }
}
