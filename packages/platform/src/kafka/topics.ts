// Names of topics, and their creation. A topic carries one aggregate type of one installation epoch (architecture §4, §6).
// Guarantees: creation may be repeated and run in two processes at once; it answers once every partition has a leader. Does not: change a
// topic that is there. Shown by topics.test.ts and kafka.int.test.ts.
import type { Admin } from 'kafkajs'

export interface TopicSettings {
  /** `<epoch>` of the installation; a restore from backup begins a new one. */
  readonly epoch: string
  readonly partitions: number
  readonly replication: number
  readonly retentionMs: number
}

export const topicDefaults = { partitions: 3, replication: 1, retentionMs: 7 * 24 * 3_600_000 } as const

/** `e1`, `microcredit.application` → `e1.microcredit.application.v1` */
export const topicOf = (epoch: string, source: string) => `${epoch}.${source}.v1`

export interface Topics {
  /** Whether any was missing. */
  readonly created: boolean
  /** How many partitions each source has. */
  readonly partitions: ReadonlyMap<string, number>
}

/** Creates what is missing. Idempotent; two processes may do it at once. */
export async function ensureTopics(admin: Admin, settings: TopicSettings, sources: readonly string[]): Promise<Topics> {
  const topics = sources.map((source) => topicOf(settings.epoch, source))
  const there = new Set(await admin.listTopics())
  const missing = topics.filter((topic) => !there.has(topic))
  if (missing.length > 0)
    await admin.createTopics({
      waitForLeaders: false, // KafkaJS takes a topic that a busy broker does not know yet for an error, and a first start would end there
      topics: missing.map((topic) => ({
        topic,
        numPartitions: settings.partitions,
        replicationFactor: settings.replication,
        configEntries: [{ name: 'retention.ms', value: String(settings.retentionMs) }],
      })),
    })
  const counts = await partitionsOnceLed(admin, topics)
  const partitions = new Map(sources.map((source, n) => [source, counts.get(topics[n] ?? '') ?? settings.partitions]))
  return { created: missing.length > 0, partitions }
}

const LED_WITHIN_MS = 30_000
const LOOK_MS = 100

/** A topic that was just made, by this process or by another, is listed before it has leaders: its metadata is an error for a moment. */
async function partitionsOnceLed(admin: Admin, topics: string[]): Promise<ReadonlyMap<string, number>> {
  const deadline = Date.now() + LED_WITHIN_MS
  for (;;) {
    try {
      const { topics: known } = await admin.fetchTopicMetadata({ topics })
      if (known.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)))
        return new Map(known.map(({ name, partitions }) => [name, partitions.length]))
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}
