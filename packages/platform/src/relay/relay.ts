// Carries committed events from each aggregate's outbox to the event log and to Kafka, then takes them out of the outbox.
// Guarantees: an entry is removed only after log and Kafka both have it; first occurrences are in order per aggregate; one bad event stops
// its own aggregate only. Does not guarantee: once. A crash or a pause repeats what was sent; readers drop duplicates by sequence.
import { SpanKind } from '@opentelemetry/api'
import type { Envelope } from '../aggregate/envelope.ts'
import type { AggregateStore, EventLog, Pending } from '../aggregate/ports.ts'
import type { Clock } from '../clock.ts'
import { crashPoint } from '../crashPoint.ts'
import { BrokerAway, type EventProducer } from '../kafka/ports.ts'
import { withSpans } from '../observe/tracing.ts'

export interface RelayDeps {
  readonly store: AggregateStore
  readonly log: EventLog
  readonly producer: EventProducer
  readonly clock: Clock
  /** Called when an aggregate stands still; an operator's alarm. */
  onStuck(stuck: { aggregateId: string; cause: string; attempts: number }): void
  /** One that stood still goes on. */
  onMoving?(aggregateId: string): void
}

export const relayLimits = {
  /** Each with an outbox of ≤ 400 events (aggregate/limits.ts). */
  documentsPerRoundMax: 200,
  /** A round that moved this many is one of a stream: the next one waits, so that it carries more at once. */
  eventsOfStreamMin: 3,
  gatherMs: 10,
  backOffMsMin: 200,
  backOffMsMax: 60_000,
} as const

interface Stuck {
  readonly attempts: number
  readonly until: number
}

export class Relay {
  private readonly deps: RelayDeps
  private readonly stuck = new Map<string, Stuck>()

  constructor(deps: RelayDeps) {
    this.deps = deps
  }

  /** One round. Answers how many events left an outbox; 0 means that nothing is due. Throws only when database or broker are away. */
  async round(): Promise<number> {
    const due = await this.deps.store.pending(relayLimits.documentsPerRoundMax, this.waiting())
    const sent = await this.sendOrBisect(due)
    await this.deps.store.removeSent(sent.map(({ id, envelopes }) => ({ id, sequence: envelopes.at(-1)?.sequence ?? 0 })))
    for (const { id } of sent) if (this.stuck.delete(id)) this.deps.onMoving?.(id)
    return sent.reduce((sum, { envelopes }) => sum + envelopes.length, 0)
  }

  /** Aggregates that stood still when another relay worked. */
  adopt(ids: readonly string[]): void {
    for (const id of ids) if (!this.stuck.has(id)) this.stuck.set(id, { attempts: 0, until: 0 })
  }

  /** The part of the batch that both log and Kafka have. A failing batch is halved until the culprit stands alone. */
  private async sendOrBisect(batch: readonly Pending[]): Promise<Pending[]> {
    if (batch.length === 0) return []
    const envelopes = batch.flatMap((pending) => pending.envelopes)
    const relay = `relay ${envelopes[0]?.source ?? ''}`
    const conflicting = await withSpans(relay, envelopes, () => this.logAndSend(envelopes), SpanKind.PRODUCER).catch(
      (error: unknown) => error,
    )
    if (Array.isArray(conflicting)) {
      for (const id of conflicting as string[]) this.hold(id, 'the log has another event under this sequence')
      return batch.filter((pending) => !conflicting.includes(pending.id))
    }
    // Halving would blame each aggregate in turn for a broker that is down, for minutes, and have it wait a minute after the return.
    if (conflicting instanceof BrokerAway || this.deps.store.isTransient(conflicting)) throw conflicting
    const [alone] = batch
    if (batch.length === 1 && alone) {
      this.hold(alone.id, conflicting instanceof Error ? conflicting.message : String(conflicting))
      return []
    }
    const middle = batch.length >> 1
    return [...(await this.sendOrBisect(batch.slice(0, middle))), ...(await this.sendOrBisect(batch.slice(middle)))]
  }

  private async logAndSend(envelopes: readonly Envelope[]): Promise<string[]> {
    const [logged, sent] = await Promise.allSettled([
      this.deps.log.append(envelopes).then((conflicting) => {
        crashPoint('relay/after-log-append')
        return conflicting
      }),
      this.deps.producer.send(envelopes).then(() => crashPoint('relay/after-send')),
    ])
    if (logged.status === 'rejected') throw logged.reason
    if (sent.status === 'rejected') throw sent.reason
    crashPoint('relay/before-removal')
    return logged.value
  }

  private hold(aggregateId: string, cause: string): void {
    const attempts = (this.stuck.get(aggregateId)?.attempts ?? 0) + 1
    const backOff = Math.min(relayLimits.backOffMsMin * 2 ** (attempts - 1), relayLimits.backOffMsMax)
    this.stuck.set(aggregateId, { attempts, until: this.deps.clock.monotonic() + backOff })
    this.deps.onStuck({ aggregateId, cause, attempts })
  }

  private waiting(): string[] {
    const now = this.deps.clock.monotonic()
    return [...this.stuck].filter(([, { until }]) => until > now).map(([id]) => id)
  }
}

export interface RelayLoopOptions {
  /** How often to look for what other processes committed. */
  readonly pollMs: number
  /** False while another process's relay works (lease.ts); this one then waits to be woken. */
  mayWork(): boolean
  onError(error: unknown): void
}

/**
 * Runs rounds until stopped: at once after a wake, else every `pollMs` for what other processes committed. In a stream of commits
 * rounds are `gatherMs` apart: each costs database, broker and every reader nearly the same, whether it carries 3 events or 100.
 */
export class RelayLoop {
  private readonly relay: Relay
  private readonly options: RelayLoopOptions
  private wakeUp: () => void = () => undefined
  private woken = false
  private stopping = false
  private running: Promise<void> | null = null

  constructor(relay: Relay, options: RelayLoopOptions) {
    this.relay = relay
    this.options = options
  }

  start(): void {
    this.running ??= this.run()
  }

  /** Something was committed here, or it is now this process's turn. */
  wake(): void {
    this.woken = true
    this.wakeUp()
  }

  /** Finishes the round under way. */
  async stop(): Promise<void> {
    this.stopping = true
    this.wakeUp()
    await this.running
  }

  private async run(): Promise<void> {
    const { mayWork, onError, pollMs } = this.options
    while (!this.stopping) {
      this.woken = false
      if (!mayWork()) {
        await this.pause(null, 'until woken')
        continue
      }
      const moved = await this.relay.round().catch((error: unknown) => {
        onError(error)
        return 0
      })
      if (this.stopping) return
      if (isStream(moved)) await this.pause(relayLimits.gatherMs, 'until stopped')
      else if (moved === 0 && !this.woken) await this.pause(pollMs, 'until woken')
    }
  }

  /** `null`: without end. */
  private pause(ms: number | null, until: 'until woken' | 'until stopped'): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(resolve, ms)
      this.wakeUp = () => {
        if (until === 'until stopped' && !this.stopping) return
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** A backlog, which fills its rounds by itself, does not wait. */
const isStream = (moved: number) => moved >= relayLimits.eventsOfStreamMin && moved < relayLimits.documentsPerRoundMax
