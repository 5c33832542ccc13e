// Looks, at the start, every hour and when Temporal was wiped, whether each open round has a running workflow, and starts those that have none from the log;
// and whether each running workflow has an open round, and tells those that have none how theirs ended.
// Guarantees: a Temporal that lost everything has its open procedures again after one round of it; a broken aggregate stops no other.
// Shown by starter.test.ts.
import type { Clock } from '../clock.ts'
import type { Feed } from '../feed/feed.ts'
import { inParallel } from './inParallel.ts'
import { placeOf, workflowIdOf, type AnyProcess } from './process.ts'
import { NotUnderstood } from './rounds.ts'
import type { Starter } from './starter.ts'
import { PayloadRefused, type Workflows } from './workflows.ts'

export interface SweepDeps {
  readonly process: AnyProcess
  readonly starter: Starter
  readonly workflows: Workflows
  readonly feed: Feed
  readonly clock: Clock
  readonly intervalMs?: number
  /** Makes Temporal ready when it is new. */
  prepare(): Promise<void>
  /** A round that cannot be started: an alarm. */
  onStuck(id: string, cause: string): void
  /** A round was finished: these alone could not be started. */
  onSwept?(stuck: ReadonlySet<string>): void
  /** The round was not finished; the next is near. */
  onError(error: unknown): void
}

export const sweepLimits = { intervalMs: 3_600_000, retryMs: 5_000, napMs: 500, probeMs: 10_000, page: 500, atOnce: 8 } as const

/**
 * One round over all aggregates. Answers how many workflows it started. A Temporal that is new is fed every open round, running or not: a
 * begin that was still on its way when the old one was lost starts a workflow that lacks what the old one had heard.
 */
export async function sweep({
  process,
  starter,
  workflows,
  feed,
  onStuck,
  onSwept,
  isNew = false,
}: Omit<SweepDeps, 'clock' | 'prepare' | 'onError'> & { readonly isNew?: boolean }): Promise<number> {
  let started = 0
  const stuck = new Set<string>()
  const unlessStuck = async (id: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof NotUnderstood) && !(error instanceof PayloadRefused)) throw error
      stuck.add(id)
      onStuck(id, error.message)
    }
  }
  const look = async ([id, round]: readonly [string, number]) => {
    const runs = await workflows.isRunning(workflowIdOf(process.name, id, round))
    if (runs && !isNew) return
    await unlessStuck(id, async () => {
      if ((await starter.startFromLog(id)) && !runs) started += 1
    })
  }
  for (let after = ''; ;) {
    const heads = await feed.heads(after, sweepLimits.page)
    await inParallel(sweepLimits.atOnce, [...(await starter.openRounds(heads.map(({ id }) => id)))], look)
    const last = heads.at(-1)
    if (!last) break
    after = last.id
  }
  await inParallel(sweepLimits.atOnce, await starter.running(), (id) =>
    unlessStuck(placeOf(id).aggregateId, () => starter.tellTheEnd(id)),
  )
  onSwept?.(stuck)
  return started
}

/** Sweeps until stopped: every interval, soon after an error, and at once when Temporal is no longer the one that it was. */
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
    const { starter, workflows, intervalMs = sweepLimits.intervalMs, onError } = this.deps
    while (!this.stopped) {
      try {
        const swept = await workflows.identity()
        if (swept === null) await this.deps.prepare()
        const isNew = swept === null || !(await starter.hasFed(swept))
        await sweep({ ...this.deps, isNew })
        if (isNew && swept !== null) await starter.noteFed(swept)
        await this.waitFor(intervalMs, swept)
      } catch (error) {
        onError(error)
        await this.waitFor(Math.min(intervalMs, sweepLimits.retryMs), null)
      }
    }
  }

  /** In short sleeps, so that no timer of an hour keeps a stopped process alive. Returns early for a Temporal that was wiped. */
  private async waitFor(ms: number, swept: string | null): Promise<void> {
    const { clock, workflows } = this.deps
    const until = clock.monotonic() + ms
    let probeAt = clock.monotonic() + sweepLimits.probeMs
    while (!this.stopped && clock.monotonic() < until) {
      await Promise.race([clock.sleep(Math.min(sweepLimits.napMs, until - clock.monotonic())), this.stopping.promise])
      if (swept === null || this.stopped || clock.monotonic() < probeAt) continue
      probeAt = clock.monotonic() + sweepLimits.probeMs
      const now = await workflows.identity().catch(() => swept) // away: it will be asked again
      if (now !== swept) return
    }
  }
}
