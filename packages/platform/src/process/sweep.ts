// Looks, at the start and every hour, whether each open round has a running workflow, and starts those that have none from the log.
// Guarantees: a Temporal that lost everything has its open procedures again after one round of it; a broken aggregate stops no other.
import type { Clock } from '../clock.ts'
import type { Feed } from '../feed/feed.ts'
import { inParallel } from './inParallel.ts'
import { workflowIdOf, type AnyProcess } from './process.ts'
import { NotUnderstood, type Starter } from './starter.ts'
import { PayloadRefused, type Workflows } from './workflows.ts'

export interface SweepDeps {
  readonly process: AnyProcess
  readonly starter: Starter
  readonly workflows: Workflows
  readonly feed: Feed
  readonly clock: Clock
  readonly intervalMs?: number
  /** A round that cannot be started: an alarm. */
  onStuck(id: string, cause: string): void
  /** The round was not finished; the next is near. */
  onError(error: unknown): void
}

export const sweepLimits = { intervalMs: 3_600_000, retryMs: 5_000, page: 500, atOnce: 8 } as const

/** One round over all aggregates. Answers how many workflows it started. */
export async function sweep({ process, starter, workflows, feed, onStuck }: SweepDeps): Promise<number> {
  let started = 0
  const look = async (id: string) => {
    const round = await starter.openRound(id)
    if (round === null || (await workflows.isRunning(workflowIdOf(process.name, id, round)))) return
    try {
      if (await starter.startFromLog(id)) started += 1
    } catch (error) {
      if (!(error instanceof NotUnderstood) && !(error instanceof PayloadRefused)) throw error
      onStuck(id, error.message)
    }
  }
  for (let after = ''; ;) {
    const heads = await feed.heads(after, sweepLimits.page)
    await inParallel(
      sweepLimits.atOnce,
      heads.map(({ id }) => id),
      look,
    )
    const last = heads.at(-1)
    if (!last) return started
    after = last.id
  }
}

/** Sweeps until stopped; after an error (Temporal is down, say) again soon. */
export class SweepLoop {
  private readonly deps: SweepDeps
  private readonly stopping = Promise.withResolvers<void>()
  private running: Promise<void> | null = null
  private stopped = false

  constructor(deps: SweepDeps) {
    this.deps = deps
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
    while (!this.stopped) {
      let wait = this.deps.intervalMs ?? sweepLimits.intervalMs
      try {
        await sweep(this.deps)
      } catch (error) {
        this.deps.onError(error)
        wait = Math.min(wait, sweepLimits.retryMs)
      }
      // Stopping must not wait for an hour to pass.
      if (!this.stopped) await Promise.race([this.deps.clock.sleep(wait), this.stopping.promise])
    }
  }
}
