// Once a day each consumer compares where it stands with the owner's heads, and applies what it never heard of (architecture §4).
// Guarantees: an event that Kafka acknowledged and lost, and that no later event of its aggregate gave away, is missing for a day at most.
// Does not: look at once; a gap in the middle is repaired when it is seen, and a start looks anyway.
import type { Clock } from '../clock.ts'
import type { OrderedConsumer } from './orderedConsumer.ts'

export interface NightlyDeps {
  /** By group. */
  readonly consumers: ReadonlyMap<string, Pick<OrderedConsumer, 'catchUp'>>
  readonly clock: Clock
  /** Events that Kafka had lost: somebody should know that it does. */
  onMissed(group: string, events: number): void
  onError(group: string, error: unknown): void
}

export const nightlyLimits = { intervalMs: 24 * 3_600_000, retryMs: 60_000, napMs: 1_000 } as const

export class NightlyComparison {
  private readonly deps: NightlyDeps
  private readonly stopping = Promise.withResolvers<void>()
  private running: Promise<void> | null = null
  private stopped = false

  constructor(deps: NightlyDeps) {
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
    await this.wait(nightlyLimits.intervalMs)
    while (!this.stopped) await this.wait((await this.compare()) ? nightlyLimits.intervalMs : nightlyLimits.retryMs)
  }

  /** False when an engine was away: the next look is near. */
  private async compare(): Promise<boolean> {
    const { consumers, onMissed, onError } = this.deps
    let done = true
    for (const [group, consumer] of consumers) {
      if (this.stopped) return done
      try {
        const missed = await consumer.catchUp()
        if (missed > 0) onMissed(group, missed)
      } catch (error) {
        done = false
        onError(group, error)
      }
    }
    return done
  }

  /** In short sleeps, so that no timer of a day keeps a stopped process alive. */
  private async wait(ms: number): Promise<void> {
    const { clock } = this.deps
    const until = clock.monotonic() + ms
    while (!this.stopped && clock.monotonic() < until)
      await Promise.race([clock.sleep(Math.min(nightlyLimits.napMs, until - clock.monotonic())), this.stopping.promise])
  }
}
