// One KafkaJS client a process, and the producer port over it.
// Guarantees: acks from all replicas in sync, one request in flight, so the first occurrences of what one sender sends are in order.
// Does not guarantee: once. KafkaJS's idempotent mode is off on purpose (ADR 0005): after a failed send it gives the next batch the same
// numbers, and a broker that had written the failed one then drops the next as a repetition, acknowledged. Shown by kafka.int.test.ts.
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs'
import type { Logger } from 'pino'
import type { Envelope } from '../aggregate/envelope.ts'
import { encode } from './codec.ts'
import { BrokerAway, type EventProducer } from './ports.ts'
import { topicOf } from './topics.ts'

export interface KafkaOptions {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly epoch: string
  readonly log: Logger
}

export function kafkaClient({ brokers, clientId, log }: KafkaOptions): Kafka {
  return new Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    // Our own loops try again for ever; inside one call a short wait suffices.
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 2_000 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => {
      const line = { kafka: entry.namespace, detail: entry.log.message }
      if (entry.level <= logLevel.ERROR) log.error(line, 'kafka')
      else log.warn(line, 'kafka')
    },
  })
}

const MESSAGES_A_REQUEST = 1_000 // 1,000 × ≤ 64 KiB would be too large; requestsOf also bounds bytes
const BYTES_A_REQUEST = 900_000 // below the broker's default message.max.bytes of 1 MiB, which bounds one batch of a partition

export class KafkaEventProducer implements EventProducer {
  private readonly producer: Producer
  private readonly epoch: string
  private connected: Promise<void> | null = null
  /** Sends go one after the other: concurrent sends of one KafkaJS producer lose their order. */
  private line: Promise<unknown> = Promise.resolve()

  constructor(kafka: Kafka, epoch: string) {
    this.producer = kafka.producer({
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    })
    this.epoch = epoch
  }

  send(envelopes: readonly Envelope[]): Promise<void> {
    const mine = this.line.then(() => this.sendAll(envelopes))
    this.line = mine.catch(() => undefined) // the caller hears of it; the next send does not depend on it
    return mine
  }

  async close(): Promise<void> {
    await this.line
    await this.producer.disconnect()
  }

  private async sendAll(envelopes: readonly Envelope[]): Promise<void> {
    try {
      await this.sendEach(envelopes)
    } catch (error) {
      throw isAway(error) ? new BrokerAway('Kafka takes nothing now', { cause: error }) : error
    }
  }

  private async sendEach(envelopes: readonly Envelope[]): Promise<void> {
    this.connected ??= this.producer.connect().catch((error: unknown) => {
      this.connected = null
      throw error
    })
    await this.connected
    for (const request of requestsOf(envelopes)) {
      const topics = Map.groupBy(request, (envelope) => topicOf(this.epoch, envelope.source))
      await this.producer.sendBatch({
        acks: -1,
        topicMessages: [...topics].map(([topic, of]) => ({ topic, messages: of.map(encode) })),
      })
    }
  }
}

/** What KafkaJS itself would try again, or has tried often enough: a broker that is down, starting, or without the topic. */
const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  (('retriable' in error && error.retriable === true) || error.name === 'KafkaJSNumberOfRetriesExceeded')

function requestsOf(envelopes: readonly Envelope[]): Envelope[][] {
  const requests: Envelope[][] = []
  let bytes = Infinity
  for (const envelope of envelopes) {
    const size = JSON.stringify(envelope).length
    const current = requests.at(-1)
    if (current && bytes + size <= BYTES_A_REQUEST && current.length < MESSAGES_A_REQUEST) {
      current.push(envelope)
      bytes += size
    } else {
      requests.push([envelope])
      bytes = size
    }
  }
  return requests
}
