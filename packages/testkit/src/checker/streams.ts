// The rest of I1: each aggregate's events are one unbroken line in the log, and Kafka tells the same, first occurrences in order.
// Guarantees: what the run itself put on Kafka is left out by its header. Does not: ask of a wiped Kafka what was sent before.
import { isDeepStrictEqual } from 'node:util'
import { INJECTED, type KafkaRecord, type LoggedEvent } from './evidence.ts'
import type { World } from './world.ts'

export function* unbrokenLog({ kinds }: World): Generator<string> {
  for (const { source, documents, events } of kinds.values()) {
    for (const [id, of] of events) {
      const gap = of.findIndex(({ sequence }, index) => sequence !== index + 1)
      if (gap >= 0) yield `${source} ${id}: after event ${gap} the log goes on with event ${of[gap]?.sequence}`
      const wrong = of.find(
        (event) => event.id !== `${id}:${String(event.sequence).padStart(12, '0')}` || event.source !== source,
      )
      if (wrong) yield `${source} ${id}: event ${wrong.sequence} is called ${wrong.id} of ${wrong.source}`
      const apart = commandApart(of)
      if (apart)
        yield `${source} ${id}: command ${apart.commandId} was carried out twice, again at event ${apart.sequence} ${apart.type}`
      if (!documents.has(id)) yield `${source} ${id}: the log has ${of.length} events of an aggregate that is not there`
    }
    for (const { _id, version, outbox } of documents.values()) {
      const known = new Set([...(events.get(_id) ?? []), ...outbox].map(({ sequence }) => sequence))
      if (known.size !== version)
        yield `${source} ${_id}: it is at version ${version}, but log and outbox hold ${known.size} events`
    }
  }
}

/** The events of one command stand beside each other; a command id that comes again later has acted twice. */
function commandApart(events: readonly LoggedEvent[]): LoggedEvent | undefined {
  const seen = new Set<string>()
  return events.find(({ commandId }, index) => {
    const again = seen.has(commandId) && events[index - 1]?.commandId !== commandId
    seen.add(commandId)
    return again
  })
}

export function* kafkaTellsTheSame({ evidence, kinds }: World): Generator<string> {
  // Of a new epoch as of a wiped Kafka: what was sent before is not asked for.
  const wiped = evidence.run.wiped.includes('kafka') || evidence.run.restores.length > 0
  const sent = evidence.kafka.filter(({ headers }) => headers[INJECTED] === undefined)
  const byKey = Map.groupBy(sent, ({ topic, key }) => `${topic} ${key}`)
  const topics = [...new Set(sent.map(({ topic }) => topic))]
  for (const { source, events } of kinds.values()) {
    const topic = topics.find((name) => name.endsWith(`.${source}.v1`)) ?? `….${source}.v1`
    for (const [id, of] of events) {
      const records = byKey.get(`${topic} ${id}`) ?? []
      yield* oneKey(`${topic} ${id}`, of, records, wiped)
    }
    const strangers = sent.filter((record) => record.topic === topic && !events.has(record.key ?? ''))
    for (const { offset, key } of strangers) yield `${topic}: message ${offset} is of ${key}, of which the log knows nothing`
  }
}

function* oneKey(
  name: string,
  events: readonly LoggedEvent[],
  records: readonly KafkaRecord[],
  wiped: boolean,
): Generator<string> {
  const partitions = new Set(records.map(({ partition }) => partition))
  if (partitions.size > 1) yield `${name}: its messages are on ${partitions.size} partitions, so nothing orders them`
  const bySequence = new Map(events.map((event) => [event.sequence, event]))
  let next: number | undefined
  for (const record of records.toSorted((a, b) => a.offset - b.offset)) {
    const sequence = Number(record.headers['ce_sequence'])
    const event = bySequence.get(sequence)
    if (!event) yield `${name}: message ${record.offset} carries event ${record.headers['ce_sequence']}, which is not in the log`
    else yield* sameContent(name, record, event)
    next ??= wiped ? sequence : 1
    if (sequence > next) yield `${name}: message ${record.offset} carries event ${sequence} before event ${next} was ever sent`
    if (sequence >= next) next = sequence + 1
  }
  if (wiped && next === undefined) return
  const last = events.length
  if ((next ?? 1) <= last) yield `${name}: the log has ${last} events, Kafka was sent ${(next ?? 1) - 1} of them`
}

function* sameContent(name: string, { offset, value, headers }: KafkaRecord, event: LoggedEvent): Generator<string> {
  if (headers['ce_id'] !== event.id) yield `${name}: message ${offset} is called ${headers['ce_id']}, the event ${event.id}`
  let data: unknown
  try {
    data = JSON.parse(value ?? '')
  } catch {
    yield `${name}: message ${offset} is not JSON`
    return
  }
  if (!isDeepStrictEqual(data, event.data))
    yield `${name}: message ${offset} says something else than event ${event.id} in the log`
  if (value?.includes('"sealed"')) yield `${name}: message ${offset} carries sealed personal data`
}
