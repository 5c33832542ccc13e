// LIMIT of the consumer: KafkaJS eachBatch and one unordered bulk of upserts a batch, and nothing for safety: no schema, no order across a
// gap, no blocked key, no guard against an older event. The rows hold what Simpul's worklist holds.
// Run by tests/bench: MONGODB_URL, DATABASE, KAFKA_BROKERS, TOPIC in the environment.
import { Kafka, logLevel } from 'kafkajs'
import { MongoClient } from 'mongodb'

const { MONGODB_URL = '', DATABASE = '', KAFKA_BROKERS = '', TOPIC = '' } = process.env
const client = await new MongoClient(MONGODB_URL, { writeConcern: { w: 'majority', journal: true } }).connect()
const rows = client.db(DATABASE).collection<any>('rows')
const ORDERS = ['dueAt', 'status dueAt', 'scheme dueAt', 'holder dueAt', 'submittedAt', 'plafonIdr']
const indexed = ['lender', 'lender unit'].flatMap((whose) => ORDERS.map((order) => `${whose} ${order}`))
const indexes: Record<string, 1 | -1>[] = [
  ...[...indexed, 'hands dueAt'].map((fields) =>
    Object.fromEntries(fields.split(' ').map((field) => [`row.row.${field}`, 1 as const])),
  ),
  { 'row.row.applicant': 1, 'row.row.submittedAt': -1 },
]
for (const keys of indexes) await rows.createIndex(keys)
const consumer = new Kafka({ brokers: KAFKA_BROKERS.split(','), logLevel: logLevel.ERROR }).consumer({
  groupId: `${TOPIC}.rows`,
  maxWaitTimeInMs: 100,
})
await consumer.connect()
await consumer.subscribe({ topics: [TOPIC], fromBeginning: true })
consumer.on(consumer.events.GROUP_JOIN, () => process.stdout.write('READY consumer 0\n'))
await consumer.run({
  partitionsConsumedConcurrently: 2,
  eachBatch: async ({ batch }) => {
    const sets = new Map<string, object>() // a draft's two events may be in one batch
    for (const message of batch.messages) sets.set(String(message.key), { ...sets.get(String(message.key)), ...setOf(message) })
    const upserts = [...sets].map(([_id, $set]) => ({ updateOne: { filter: { _id }, update: { $set }, upsert: true } }))
    await rows.bulkWrite(upserts, { ordered: false })
  },
})

function setOf({ value, headers = {} }: any): object {
  const data = JSON.parse(value.toString())
  const seq = Number(headers.ce_sequence.toString())
  if (headers.ce_type.toString().includes('DraftStarted'))
    return {
      seq,
      hidden: false,
      'row.application.status': 'draft',
      'row.application.applicationId': data.applicationId,
      'row.application.applicant': data.applicant,
      ...emptyRow(data.applicant.person),
    }
  const { changes } = data
  return { seq, 'row.application.draft': changes, 'row.row.scheme': changes.scheme, 'row.row.plafonIdr': changes.plafonIdr }
}

/** Dotted, because an update may not set a thing and a part of it. */
function emptyRow(applicant: string): object {
  const empty = ['lender', 'unit', 'scheme', 'plafonIdr', 'officer', 'dueAt', 'setback', 'submittedAt']
  const row = { status: 'draft', applicant, holder: 'applicant', hands: [], escalated: false }
  const all = { ...Object.fromEntries(empty.map((name) => [name, null])), ...row }
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`row.row.${name}`, value]))
}
