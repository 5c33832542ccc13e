// The consumer port over KafkaJS.
// Guarantees: offsets are committed after `onBatch` resolved, within `COMMIT_MS`; a batch whose handler threw comes again after a back-off,
// on its own partition only, and a handler's TypeError cannot stop the consumer for ever, as KafkaJS alone would let it. A consumer that
// KafkaJS gives up is reported. Does not guarantee: once; what was done and not yet committed when a process dies comes again.
import { Partitioners, type Consumer, type EachBatchPayload, type Kafka } from 'kafkajs'
import type { Logger } from 'pino'
import type { EventConsumer } from './ports.ts'
import { topicDefaults, topicOf } from './topics.ts'

export interface ConsumerOptions {
  readonly kafka: Kafka
  readonly epoch: string
  readonly log: Logger
  /** How long the group waits for a member that died before its partitions go to others. The broker allows 6,000 to 1,800,000. */
  readonly sessionTimeoutMs?: number
  /** How many partitions the topic has. */
  readonly partitionsOf?: (source: string) => number
  /** KafkaJS has given up; the process should end and be started anew. */
  readonly onCrash: (error: Error) => void
}

type Offsets = Pick<EachBatchPayload, 'commitOffsetsIfNecessary' | 'uncommittedOffsets'>

const PAUSE_MS = 2_000
/** One commit for all partitions and batches of so long: a commit a batch was most of what a stream of events asked of the broker. */
const COMMIT_MS = 300
const SESSION_TIMEOUT_MS_DEFAULT = 30_000 // three times the longest that a handler may take
const PARTITION_BYTES_MAX = 1_048_576

export class KafkaEventConsumer implements EventConsumer {
  private readonly options: ConsumerOptions
  private consumer: Consumer | null = null
  private readonly pauses = new Set<NodeJS.Timeout>()
  private committing: NodeJS.Timeout | undefined
  private commit: () => Promise<void> = async () => undefined
  /** Partitions that the group gave this consumer, by topic. */
  private assigned: Readonly<Record<string, readonly number[]>> = {}

  constructor(options: ConsumerOptions) {
    this.options = options
  }

  async run({ group, sources, onBatch }: Parameters<EventConsumer['run']>[0]): Promise<void> {
    const { kafka, epoch, log, onCrash, sessionTimeoutMs = SESSION_TIMEOUT_MS_DEFAULT } = this.options
    const sourceOf = new Map(sources.map((source) => [topicOf(epoch, source), source]))
    const consumer = kafka.consumer({
      groupId: `${epoch}.${group}`,
      sessionTimeout: sessionTimeoutMs,
      // Whoever is killed while it joins has no session that could end: the group waits this long for it (60 s by default), and so
      // does everybody who joins after it.
      rebalanceTimeout: sessionTimeoutMs,
      heartbeatInterval: Math.floor(sessionTimeoutMs / 10),
      maxBytesPerPartition: PARTITION_BYTES_MAX,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: 500, // how long an idle fetch waits at the broker; an event that comes meanwhile is answered at once
    })
    this.consumer = consumer
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) onCrash(payload.error)
    })
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.assigned = payload.memberAssignment
    })
    await consumer.connect()
    await consumer.subscribe({ topics: [...sourceOf.keys()], fromBeginning: true })
    await consumer.run({
      eachBatchAutoResolve: false,
      // All that a fetch brings at once: what they read and write then goes together (mongo/gathered.ts).
      partitionsConsumedConcurrently: topicDefaults.partitions,
      eachBatch: async ({ batch, resolveOffset, heartbeat, isRunning, isStale, pause, ...offsets }) => {
        if (!isRunning() || isStale()) return
        const messages = batch.messages.map(({ offset, key, value, headers }) => ({ offset, key, value, headers: headers ?? {} }))
        const last = messages.at(-1)
        if (!last) return
        try {
          await onBatch({ source: sourceOf.get(batch.topic) ?? batch.topic, partition: batch.partition, messages, heartbeat })
        } catch (error) {
          log.error({ err: error, group, topic: batch.topic, partition: batch.partition }, 'batch failed; its partition pauses')
          this.resumeLater(pause())
          return // unresolved: the batch is fetched again after the pause
        }
        resolveOffset(last.offset)
        this.commitSoon(offsets)
        await heartbeat()
      },
    })
  }

  /** Whether the group has this consumer read the key's partition, as far as it knows. */
  owns(source: string, key: string): boolean {
    const { epoch, partitionsOf = () => topicDefaults.partitions } = this.options
    const topic = topicOf(epoch, source)
    return this.assigned[topic]?.includes(partitionOf(topic, key, partitionsOf(source))) ?? false
  }

  async stop(): Promise<void> {
    for (const timer of this.pauses) clearTimeout(timer)
    await this.commitNow()
    await this.consumer?.disconnect()
  }

  private commitSoon({ commitOffsetsIfNecessary, uncommittedOffsets }: Offsets): void {
    this.commit = () => commitOffsetsIfNecessary(uncommittedOffsets())
    this.committing ??= setTimeout(() => void this.commitNow(), COMMIT_MS)
  }

  private async commitNow(): Promise<void> {
    clearTimeout(this.committing)
    this.committing = undefined
    try {
      await this.commit()
    } catch (error) {
      // A group that rebalances, a broker that is away: the next commit says it too, and what comes again is known by its sequence.
      this.options.log.debug({ err: error }, 'offsets were not committed')
    }
  }

  private resumeLater(resume: () => void): void {
    const timer = setTimeout(() => {
      this.pauses.delete(timer)
      resume()
    }, PAUSE_MS)
    this.pauses.add(timer)
  }
}

const partitioner = Partitioners.DefaultPartitioner() // the one that the producer uses

function partitionOf(topic: string, key: string, partitions: number): number {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId })) as Parameters<
    typeof partitioner
  >[0]['partitionMetadata']
  return partitioner({ topic, partitionMetadata, message: { key, value: null } })
}
