// How many messages of its topic a consumer group has not done with yet, as Kafka counts them.
// Guarantees: one connection, kept; an answer is at most `ageMsMax` old. Does not: say how old the messages are; a group that never
// committed lags by all that the topic holds. Shown by operate.int.test.ts.
import type { Admin, Kafka } from 'kafkajs'
import type { Clock } from '../clock.ts'
import { topicOf } from './topics.ts'

export interface Subscription {
  readonly group: string
  readonly source: string
}

export interface GroupLag extends Subscription {
  readonly events: number
}

export const lagLimits = { ageMsMax: 10_000 } as const

export class LagReader {
  private readonly kafka: Kafka
  private readonly epoch: string
  private readonly clock: Clock
  private admin: Admin | null = null
  private last: { readonly at: number; readonly asked: string; readonly lags: Promise<GroupLag[]> } | null = null

  constructor(kafka: Kafka, epoch: string, clock: Clock) {
    this.kafka = kafka
    this.epoch = epoch
    this.clock = clock
  }

  /** Throws when Kafka is away. */
  of(subscriptions: readonly Subscription[]): Promise<GroupLag[]> {
    const now = this.clock.monotonic()
    const asked = JSON.stringify(subscriptions)
    if (this.last?.asked === asked && now - this.last.at < lagLimits.ageMsMax) return this.last.lags
    const lags = this.ask(subscriptions)
    this.last = { at: now, asked, lags }
    return lags
  }

  async close(): Promise<void> {
    await this.admin?.disconnect()
  }

  private async ask(subscriptions: readonly Subscription[]): Promise<GroupLag[]> {
    const admin = await this.connected()
    const topics = [...new Set(subscriptions.map(({ source }) => topicOf(this.epoch, source)))]
    const ends = new Map(await Promise.all(topics.map(async (topic) => [topic, await admin.fetchTopicOffsets(topic)] as const)))
    return Promise.all(
      subscriptions.map(async ({ group, source }) => {
        const topic = topicOf(this.epoch, source)
        const [done] = await admin.fetchOffsets({ groupId: `${this.epoch}.${group}`, topics: [topic] })
        const doneOf = new Map(done?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
        const lag = ({ partition, low, high }: { partition: number; low: string; high: string }) =>
          Math.max(0, Number(high) - Math.max(Number(low), doneOf.get(partition) ?? 0))
        return { group, source, events: (ends.get(topic) ?? []).reduce((sum, end) => sum + lag(end), 0) }
      }),
    )
  }

  private async connected(): Promise<Admin> {
    if (this.admin) return this.admin
    const admin = this.kafka.admin()
    await admin.connect()
    return (this.admin = admin)
  }
}
