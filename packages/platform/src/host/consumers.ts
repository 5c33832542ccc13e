// The ordered consumers of a service in this process: each catches up with its owner's heads, then listens to Kafka.
// Guarantees: a wiped broker loses nothing; each night one process compares each group with its owner's heads, repairs what lacks, counts
// and logs it. Does not: restart a consumer that KafkaJS gave up; `onCrash` ends the process.
// Shown by heads.int.test.ts and host.int.test.ts.
import type { Kafka } from 'kafkajs'
import type { Logger } from 'pino'
import type { EventContract } from '../aggregate/contract.ts'
import type { Clock } from '../clock.ts'
import type { BlockedKeys } from '../consume/blocked.ts'
import { nightOf, type HeadComparisons, type Occasion } from '../consume/headComparisons.ts'
import { consumerLimits, OrderedConsumer, type HeadsComparison, type OrderedHandler } from '../consume/orderedConsumer.ts'
import type { Feed } from '../feed/feed.ts'
import { KafkaEventConsumer } from '../kafka/kafkaConsumer.ts'
import { alarms } from '../observe/alarms.ts'
import { repeatedly, type Repeating } from '../repeatedly.ts'

export interface ConsumersOptions {
  readonly kafka: Kafka
  readonly epoch: string
  readonly clock: Clock
  readonly log: Logger
  readonly blocked: BlockedKeys
  readonly comparisons: HeadComparisons
  readonly sessionTimeoutMs?: number
  partitionsOf(source: string): number
  /** Whether the source is this service's own. */
  owns(source: string): boolean
  feedOf(source: string): Feed
  onCrash(error: Error): void
}

export const hostedConsumerLimits = {
  catchUpAttempts: 60,
  catchUpRetryMs: 1_000,
  /** An owner that is away for a night is asked a few thousand times, not 40,000. */
  foreignRetryMsMax: 10_000,
  nightWatchMs: 60_000,
} as const

interface Running {
  readonly source: string
  readonly consumer: OrderedConsumer
  readonly events: KafkaEventConsumer
}

export class Consumers {
  private readonly options: ConsumersOptions
  private readonly running = new Map<string, Running>()
  private readonly nights: Repeating
  private readonly stopping = new AbortController()
  private readonly stopped = Promise.withResolvers<void>()
  private readonly besides = new Set<Promise<void>>()

  constructor(options: ConsumersOptions) {
    this.options = options
    this.nights = repeatedly({
      everyMs: hostedConsumerLimits.nightWatchMs,
      work: () => this.compareTonight(),
      onError: (error) => options.log.warn({ err: error }, 'the nightly comparison with the heads was not finished'),
    })
  }

  /** Resolves when it has caught up with a source of the service's own, and listens. */
  async start(contract: EventContract, handler: OrderedHandler): Promise<OrderedConsumer> {
    const { kafka, epoch, log, onCrash, sessionTimeoutMs, partitionsOf, owns } = this.options
    const consumer = this.orderedConsumer(contract, handler)
    if (owns(contract.source)) await this.untilCaughtUp(handler.group, consumer, 'own')
    this.stopping.signal.throwIfAborted()
    const events = new KafkaEventConsumer({
      kafka,
      epoch,
      log,
      onCrash,
      partitionsOf,
      ...(sessionTimeoutMs === undefined ? {} : { sessionTimeoutMs }),
    })
    await events.run({ group: handler.group, sources: [contract.source], onBatch: (batch) => consumer.onBatch(batch) })
    this.running.set(handler.group, { source: contract.source, consumer, events })
    if (!owns(contract.source)) this.catchUpBeside(handler.group, consumer)
    return consumer
  }

  async stop(group: string): Promise<void> {
    const running = this.running.get(group)
    this.running.delete(group)
    await running?.events.stop()
  }

  /** What catches up at this moment ends with an error. */
  async stopAll(): Promise<void> {
    this.stopping.abort(new Error('this process is stopping'))
    this.stopped.resolve()
    await this.nights.stop()
    await Promise.all(this.besides)
    await Promise.all([...this.running.keys()].map((group) => this.stop(group)))
  }

  /** After Kafka lost what was on its way. A source of another service is caught up with beside, for its owner may be away. */
  async catchUp(): Promise<void> {
    const own = [...this.running].filter(([, { source }]) => this.options.owns(source))
    for (const [group, { source, consumer }] of this.running) if (!this.options.owns(source)) this.catchUpBeside(group, consumer)
    await Promise.all(own.map(([group, { consumer }]) => this.untilCaughtUp(group, consumer, 'own')))
  }

  groups(): string[] {
    return [...this.running.keys()]
  }

  /** The consumer, when this process reads the key's partition. */
  ownerOf(group: string, key: string): OrderedConsumer | null {
    const running = this.running.get(group)
    return running?.events.owns(running.source, key) ? running.consumer : null
  }

  /** Each group whose night nobody has compared yet. */
  async compareTonight(): Promise<void> {
    const { clock, comparisons } = this.options
    for (const [group, { consumer }] of this.running)
      if (await comparisons.claim(group, nightOf(clock.now())))
        await this.noted(
          group,
          'night',
          await consumer.compareHeads({ patienceMs: consumerLimits.gapPatienceMs, signal: this.stopping.signal }),
        )
  }

  private orderedConsumer(contract: EventContract, handler: OrderedHandler): OrderedConsumer {
    const { clock, log, blocked, feedOf } = this.options
    return new OrderedConsumer({
      contract,
      handler,
      blocked,
      clock,
      feed: feedOf(contract.source),
      onBlocked: (key, cause) => log.error({ group: handler.group, key, cause }, alarms['blocked-key'].log),
      onStranger: (cause) => log.warn({ group: handler.group, cause }, 'a message that names no aggregate was passed over'),
    })
  }

  /** From another service's feed: its owner may be away for hours, and may live in this very process, not yet listening. */
  private catchUpBeside(group: string, consumer: OrderedConsumer): void {
    const beside = this.untilCaughtUp(group, consumer, 'foreign')
      .catch(() => undefined) // only the end of the process ends it early
      .finally(() => this.besides.delete(beside))
    this.besides.add(beside)
  }

  /** Catching up needs the engines; one that is away for a moment (Temporal, say) does not end the process. */
  private async untilCaughtUp(group: string, consumer: OrderedConsumer, source: 'own' | 'foreign'): Promise<void> {
    const { clock, log, comparisons } = this.options
    const { catchUpAttempts, catchUpRetryMs, foreignRetryMsMax } = hostedConsumerLimits
    const { signal } = this.stopping
    for (let attempt = 1; ; attempt += 1) {
      try {
        // This is tonight's comparison too, begun before it so that nobody repeats it meanwhile.
        await comparisons.claim(group, nightOf(clock.now()))
        await this.noted(group, 'start', await consumer.compareHeads({ patienceMs: 0, signal }))
        return
      } catch (error) {
        if (signal.aborted || (source === 'own' && attempt === catchUpAttempts)) throw error
        const waitMs =
          source === 'own' ? catchUpRetryMs : Math.min(catchUpRetryMs * 2 ** Math.min(attempt - 1, 8), foreignRetryMsMax)
        log.warn({ err: error, group, attempt, waitMs }, 'catching up is tried again')
        await Promise.race([clock.sleep(waitMs), this.stopped.promise])
      }
    }
  }

  private async noted(group: string, occasion: Occasion, found: HeadsComparison): Promise<void> {
    const { clock, log, comparisons } = this.options
    if (found.ahead > 0) log.error({ group, ...found }, alarms['consumer-ahead'].log)
    if (occasion === 'night' && found.repaired > 0) log.error({ group, ...found }, alarms['heads-differ'].log)
    else log.info({ group, occasion, ...found }, 'caught up with the owner’s heads')
    await comparisons.note(group, occasion, clock.now(), found)
  }
}
