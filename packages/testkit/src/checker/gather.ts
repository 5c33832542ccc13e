// Reads the evidence from the engines: databases whole, Kafka from its first message, Temporal's list and histories.
// Guarantees: reads only. Does not: wait until nothing moves; whoever calls it has waited.
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Client, Connection } from '@temporalio/client'
import { Kafka, logLevel, type IHeaders } from 'kafkajs'
import mongoose from 'mongoose'
import type { Attempt, GroupOffset, KafkaRecord, ServiceEvidence, WorkflowEvidence } from './evidence.ts'
import { readHistory } from './history.ts'

export interface Addresses {
  readonly mongoUrl: string
  readonly brokers: string
  readonly temporal: string
}

/** The load's log: one attempt a line. A torn last line, after a crash of the load itself, is left out. */
export async function readRequests(file: string): Promise<Attempt[]> {
  const lines = (await readFile(file, 'utf8')).split('\n')
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Attempt)
}

export async function readServices(url: string, prefix: string, names: readonly string[]): Promise<ServiceEvidence[]> {
  const client = await mongoose.mongo.MongoClient.connect(url, { readConcern: { level: 'majority' } })
  try {
    return await Promise.all(
      names.map(async (name) => {
        const db = client.db(`${prefix}_${name}`)
        const collections: Record<string, Record<string, unknown>[]> = {}
        for (const { name: collection } of await db.listCollections().toArray())
          collections[collection] = await db.collection<Record<string, unknown>>(collection).find().toArray()
        return { name, collections }
      }),
    )
  } finally {
    await client.close()
  }
}

const quietKafka = (brokers: string) =>
  new Kafka({ clientId: 'simpul-checker', brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry: { retries: 8 } })

/** Everything in the topics of this installation epoch. */
export async function readKafka(brokers: string, epoch: string): Promise<KafkaRecord[]> {
  const kafka = quietKafka(brokers)
  const admin = kafka.admin()
  await admin.connect()
  const groupId = `${epoch}.checker.${randomUUID()}`
  try {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(`${epoch}.`))
    const left = new Map<string, number>()
    for (const topic of topics)
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
        if (Number(high) > Number(low)) left.set(`${topic}/${partition}`, Number(high))
    if (left.size === 0) return []
    const records = await consumeAll(kafka, groupId, topics, left)
    await admin.deleteGroups([groupId])
    return records
  } finally {
    await admin.disconnect()
  }
}

async function consumeAll(kafka: Kafka, groupId: string, topics: string[], left: Map<string, number>): Promise<KafkaRecord[]> {
  const records: KafkaRecord[] = []
  const consumer = kafka.consumer({ groupId, sessionTimeout: 10_000, maxWaitTimeInMs: 100, allowAutoTopicCreation: false })
  await consumer.connect()
  await consumer.subscribe({ topics, fromBeginning: true })
  const done = Promise.withResolvers<void>()
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch: { topic, partition, messages } }) => {
      for (const { offset, key, value, headers } of messages)
        records.push({
          topic,
          partition,
          offset: Number(offset),
          key: key?.toString('utf8') ?? null,
          value: value?.toString('utf8') ?? null,
          headers: textOf(headers),
        })
      const last = Number(messages.at(-1)?.offset ?? -1)
      if (last + 1 >= (left.get(`${topic}/${partition}`) ?? Infinity)) left.delete(`${topic}/${partition}`)
      if (left.size === 0) done.resolve()
      return Promise.resolve()
    },
  })
  await done.promise
  await consumer.disconnect()
  return records
}

const textOf = (headers: IHeaders | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : (value ?? ''))]),
  )

/** Of every group of this epoch that has committed anything. */
export async function readOffsets(brokers: string, epoch: string): Promise<GroupOffset[]> {
  const admin = quietKafka(brokers).admin()
  await admin.connect()
  try {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(`${epoch}.`))
    const ends = new Map<string, number>()
    for (const topic of topics)
      for (const { partition, high } of await admin.fetchTopicOffsets(topic)) ends.set(`${topic}/${partition}`, Number(high))
    const { groups } = await admin.listGroups()
    const mine = groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(`${epoch}.`) && !id.includes('.checker.'))
    const found: GroupOffset[] = []
    for (const group of mine)
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId: group }))
        for (const { partition, offset } of partitions) {
          const end = ends.get(`${topic}/${partition}`)
          if (end !== undefined && Number(offset) >= 0) found.push({ group, topic, partition, committed: Number(offset), end })
        }
    return found
  } finally {
    await admin.disconnect()
  }
}

const HISTORIES_MAX = 300
const AT_ONCE = 8

/** The list of the namespace; of running ones also what they still try, and the histories of the first few hundred. */
export async function readWorkflows(address: string, namespace: string): Promise<WorkflowEvidence[]> {
  const connection = await Connection.connect({ address })
  try {
    const client = new Client({ connection, namespace })
    const found: { workflowId: string; runId: string; status: string }[] = []
    for await (const { workflowId, runId, status } of client.workflow.list())
      found.push({ workflowId, runId, status: status.name })
    const evidence: WorkflowEvidence[] = []
    const rest = found.entries()
    const lane = async () => {
      for (const [index, { workflowId, runId, status }] of rest) {
        const handle = client.workflow.getHandle(workflowId, runId)
        const pending = status === 'RUNNING' ? pendingOf(await handle.describe()) : []
        const history = index < HISTORIES_MAX ? readHistory(await handle.fetchHistory()) : {}
        evidence.push({ workflowId, status, pending, ...history })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
    return evidence
  } finally {
    await connection.close()
  }
}

type Described = { readonly raw: { readonly pendingActivities?: readonly PendingActivity[] | null } }
type PendingActivity = { readonly activityType?: { readonly name?: string | null } | null; readonly attempt?: number | null }

const pendingOf = ({ raw }: Described) =>
  (raw.pendingActivities ?? []).map(({ activityType, attempt }) => ({
    activity: activityType?.name ?? '?',
    attempt: attempt ?? 1,
  }))
