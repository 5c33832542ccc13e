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
  /** How often the database is asked for what other processes committed, and for what was not offered. */
  lookEveryMs: 200,
  /** After so many looks that found nothing (5 s) it is asked less often: most aggregates stand still most of the time. */
  quietAfterRounds: 25,
  quietFactor: 3,
  /** A round that moved this many is one of a stream: the next one waits, the longer the more it moved, so that it carries more at once. */
  eventsOfStreamMin: 5,
  gatherMsAnEvent: 1.5,
  gatherMsMax: 100,
  backOffMsMin: 200,
  backOffMsMax: 60_000,
  doneRememberedMax: 10_000,
} as const

interface Stuck {
  readonly attempts: number
  readonly until: number
}

export class Relay {
  private readonly deps: RelayDeps
  private readonly stuck = new Map<string, Stuck>()
  private offered = new Map<string, Pending>()
  private mustLook = true
  private lookAt = 0
  /** Up to where log and Kafka have an aggregate's events, and its outbox no longer: what is offered late is not sent twice. */
  private readonly done = new Map<string, number>()
  /** Of the last round; the next one sends meanwhile. */
  private removal: Promise<void> = Promise.resolve()

  constructor(deps: RelayDeps) {
    this.deps = deps
  }

  /**
   * All that may be in an aggregate's outbox after a commit of this process, so that it need not be read. Only a hint: what is offered
   * and then lost is found in the database. Never a part of an outbox: its head would be overtaken.
   */
  offer(committed: Pending): void {
    const known = this.offered.get(committed.id)
    if (known || this.offered.size < relayLimits.documentsPerRoundMax) this.offered.set(committed.id, united(known, committed))
    else this.mustLook = true
  }

  /** One round. Answers how many events left an outbox; 0 means that nothing is due. Throws only when database or broker are away. */
  async round(): Promise<number> {
    const offered = this.offered
    const looks = this.mustLook || offered.size === 0 || this.deps.clock.monotonic() >= this.lookAt
    this.offered = new Map()
    this.mustLook = false
    try {
      return await this.move(looks ? await this.look(offered) : offered)
    } catch (error) {
      this.mustLook = true // what was offered is forgotten
      this.removal = Promise.resolve()
      throw error
    }
  }

  /** Resolves when nothing of a round is under way any more; what the last removal met is in the database still, and found there. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.removal])
  }

  /** What is offered, and what the database has beside it. */
  private async look(offered: Map<string, Pending>): Promise<Map<string, Pending>> {
    const { store, clock } = this.deps
    await this.removal // or it would find what has just been sent
    this.lookAt = clock.monotonic() + relayLimits.lookEveryMs
    const found = await store.pending(relayLimits.documentsPerRoundMax, this.waiting())
    if (found.length === relayLimits.documentsPerRoundMax) this.mustLook = true
    for (const pending of found) {
      offered.set(pending.id, united(offered.get(pending.id), pending))
      this.done.delete(pending.id) // the database knows better
    }
    return offered
  }

  private async move(due: ReadonlyMap<string, Pending>): Promise<number> {
    const waiting = new Set(this.waiting())
    const work = [...due.values()].flatMap(({ id, envelopes }) => {
      const done = this.done.get(id) ?? 0
      const left = envelopes.filter(({ sequence }) => sequence > done)
      return waiting.has(id) || left.length === 0 ? [] : [{ id, envelopes: left }]
    })
    const sent = await this.sendOrBisect(work)
    const ends = sent.map(({ id, envelopes }) => ({ id, sequence: envelopes.at(-1)?.sequence ?? 0 }))
    this.remember(ends)
    await this.removal // one at a time; what it met is this round's error
    this.removal = this.deps.store.removeSent(ends)
    this.removal.catch(() => undefined) // the next round waits for it and throws what it met; a last one's entries stay in the database
    for (const { id } of sent) if (this.stuck.delete(id)) this.deps.onMoving?.(id)
    return sent.reduce((sum, { envelopes }) => sum + envelopes.length, 0)
  }

  private remember(ends: readonly { id: string; sequence: number }[]): void {
    for (const { id, sequence } of ends) {
      this.done.delete(id)
      this.done.set(id, sequence)
    }
    // Forgetting costs a repetition.
    for (const id of this.done.keys()) {
      if (this.done.size <= relayLimits.doneRememberedMax) return
      this.done.delete(id)
    }
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
  /** How often to make a round unasked; less often once nothing was found for a while. */
  readonly pollMs: number
  /** False while another process's relay works (lease.ts); this one then waits to be woken. */
  mayWork(): boolean
  onError(error: unknown): void
}

/**
 * Runs rounds until stopped: at once after a wake, else every `pollMs` for what other processes committed. In a stream of commits
 * rounds are apart: each costs database, broker and every reader nearly the same, whether it carries 3 events or 100.
 */
export class RelayLoop {
  private readonly relay: Relay
  private readonly options: RelayLoopOptions
  private wakeUp: () => void = () => undefined
  private woken = false
  private roundsForNothing = 0
  private stopping = false
  private running: Promise<void> | null = null

  constructor(relay: Relay, options: RelayLoopOptions) {
    this.relay = relay
    this.options = options
  }

  start(): void {
    this.running ??= this.run()
  }

  /** This was committed here; without it: it is now this process's turn. */
  wake(committed?: Pending): void {
    if (committed && this.options.mayWork()) this.relay.offer(committed)
    this.woken = true
    this.wakeUp()
  }

  /** Finishes the round under way. */
  async stop(): Promise<void> {
    this.stopping = true
    this.wakeUp()
    await this.running
    await this.relay.settled()
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
      if (isStream(moved)) await this.pause(gatherMs(moved), 'until stopped')
      else if (moved < relayLimits.documentsPerRoundMax && !this.woken)
        await this.pause(pollMs * this.patience(moved), 'until woken')
    }
  }

  private patience(moved: number): number {
    this.roundsForNothing = moved === 0 ? this.roundsForNothing + 1 : 0
    return this.roundsForNothing > relayLimits.quietAfterRounds ? relayLimits.quietFactor : 1
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

/** By sequence: two views of one outbox, taken at different moments. */
function united(known: Pending | undefined, other: Pending): Pending {
  if (!known) return other
  const bySequence = new Map([...known.envelopes, ...other.envelopes].map((envelope) => [envelope.sequence, envelope]))
  return { id: other.id, envelopes: [...bySequence.values()].toSorted((a, b) => a.sequence - b.sequence) }
}

/** A backlog, which fills its rounds by itself, does not wait. */
const gatherMs = (moved: number) => Math.min(moved * relayLimits.gatherMsAnEvent, relayLimits.gatherMsMax)

const isStream = (moved: number) => moved >= relayLimits.eventsOfStreamMin && moved < relayLimits.documentsPerRoundMax
