// LIMIT of the relay: the driver and KafkaJS in a loop with the same three durable steps, and nothing for safety: no lease, no order between
// loops, no bisection of what fails, no check of what a duplicate held. One batch at a time, log and Kafka side by side.
// Run by tests/bench: MONGODB_URL, DATABASE, KAFKA_BROKERS, TOPIC in the environment.
import { Kafka, logLevel, Partitioners } from 'kafkajs'
import { MongoClient } from 'mongodb'

const { MONGODB_URL = '', DATABASE = '', KAFKA_BROKERS = '', TOPIC = '' } = process.env
const BATCH = 500
const IDLE_MS = 50
const client = await new MongoClient(MONGODB_URL, { writeConcern: { w: 'majority', journal: true } }).connect()
const documents = client.db(DATABASE).collection<any>('applications')
const log = client.db(DATABASE).collection<any>('applications.events')
const producer = new Kafka({ brokers: KAFKA_BROKERS.split(','), logLevel: logLevel.ERROR }).producer({
  maxInFlightRequests: 1,
  createPartitioner: Partitioners.DefaultPartitioner,
})
await producer.connect()
process.stdout.write('READY relay 0\n')

let stopping = false
process.once('SIGTERM', () => (stopping = true))
while (!stopping) {
  const due = await documents
    .find({ outboxSince: { $gt: 0 } }, { projection: { outbox: 1 } })
    .sort({ outboxSince: 1 })
    .limit(BATCH)
    .toArray()
  if (due.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
    continue
  }
  const entries = due.flatMap(({ outbox }) => outbox)
  await Promise.all([
    log.insertMany(
      entries.map((entry) => ({ ...entry, _id: entry.id })),
      { ordered: false },
    ),
    producer.send({ topic: TOPIC, acks: -1, messages: entries.map(messageOf) }),
  ])
  await documents.bulkWrite(
    due.map(({ _id, outbox }) => ({
      updateOne: {
        filter: { _id },
        update: { $pull: { outbox: { id: { $in: outbox.map(({ id }: { id: string }) => id) } } }, $unset: { outboxSince: '' } },
      },
    })),
    { ordered: false },
  )
}

/** The same bytes as Simpul's CloudEvents. */
function messageOf(entry: any) {
  const { id, aggregateId, sequence, type, source, time, data, ...by } = entry
  return {
    key: aggregateId,
    value: JSON.stringify(data),
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: `/${source.replace('.', '/')}/${aggregateId}`,
      ce_type: `id.simpul.${source}.${type}.v1`,
      ce_time: time,
      ce_subject: aggregateId,
      ce_sequence: String(sequence).padStart(12, '0'),
      ...Object.fromEntries(Object.entries(by).map(([name, value]) => [`ce_${name.toLowerCase()}`, String(value)])),
    },
  }
}
