// Names of topics, and their creation. A topic carries one aggregate type of one installation epoch (architecture §4, §6).
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

/** Creates what is missing. Idempotent; two processes may do it at once. Answers how many partitions each source has. */
export async function ensureTopics(
  admin: Admin,
  settings: TopicSettings,
  sources: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const there = new Set(await admin.listTopics())
  const missing = sources.map((source) => topicOf(settings.epoch, source)).filter((topic) => !there.has(topic))
  if (missing.length > 0)
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: settings.partitions,
        replicationFactor: settings.replication,
        configEntries: [{ name: 'retention.ms', value: String(settings.retentionMs) }],
      })),
    })
  return partitionsOf(admin, settings, sources)
}

const METADATA_ATTEMPTS = 25
const METADATA_RETRY_MS = 200

/** By name: Node cannot import KafkaJS's error classes, which it exports one by one at run time. */
const isProtocolError = (error: unknown) => error instanceof Error && error.name === 'KafkaJSProtocolError'

/** A topic that another process is just making is listed before it has leaders; then its metadata is an error for a moment. */
async function partitionsOf(
  admin: Admin,
  { epoch, partitions: usual }: TopicSettings,
  sources: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const topics = sources.map((source) => topicOf(epoch, source))
  for (let attempt = 1; ; attempt += 1) {
    try {
      const found = await admin.fetchTopicMetadata({ topics })
      const counts = new Map(found.topics.map(({ name, partitions }) => [name, partitions.length]))
      return new Map(sources.map((source) => [source, counts.get(topicOf(epoch, source)) ?? usual]))
    } catch (error) {
      if (attempt === METADATA_ATTEMPTS || !isProtocolError(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, METADATA_RETRY_MS))
    }
  }
}
