// Aggregates and their log in MongoDB: one document an aggregate, one document an event (architecture §4).
// Guarantees: one guarded update is the whole transaction, acknowledged by the majority and journalled; the outbox is only pushed and pulled.
// Does not guarantee: an answer. A lost one throws an error for which `isTransient` is true, and the caller looks.
import { isDeepStrictEqual } from 'node:util'
import type { Collection, Db } from './driver.ts'
import { isDuplicateKey, isTransientMongoError } from './errors.ts'
import type { IndexSpec } from '../aggregate/aggregate.ts'
import type { Envelope } from '../aggregate/envelope.ts'
import type { AggregateStore, EventLog, Pending, Stored, Write } from '../aggregate/ports.ts'

type AggregateDocument = {
  _id: string
  version: number
  stateSchema: number
  state: unknown
  createdBy: { commandId: string; fingerprint: string }
  outbox: Envelope[]
  outboxSince?: number
  /** Counts only at the version that it names: another release changes the document and leaves it. */
  commands?: { version: number; marks: readonly string[] }
}

export class MongoStore implements AggregateStore {
  private readonly documents: Collection<AggregateDocument>
  private readonly indexes: readonly IndexSpec[]

  constructor(db: Db, name: string, indexes: readonly IndexSpec[]) {
    this.documents = db.collection(name)
    this.indexes = indexes
  }

  /** Once, before the first use. Idempotent. */
  async prepare(): Promise<void> {
    await this.documents.createIndex({ outboxSince: 1 })
    for (const index of this.indexes) await this.documents.createIndex({ ...index.keys }, { unique: index.unique ?? false })
  }

  async load(id: string): Promise<Stored | null> {
    const found = await this.documents.findOne({ _id: id })
    return found && storedOf(found)
  }

  async loadMany(ids: readonly string[]): Promise<Stored[]> {
    return (await this.documents.find({ _id: { $in: [...ids] } }).toArray()).map(storedOf)
  }

  async insert(write: Write): Promise<boolean> {
    const [first] = write.envelopes
    if (!first) throw new Error('an aggregate is created by at least one event')
    try {
      await this.documents.insertOne({
        ...write.copies,
        _id: write.id,
        version: write.envelopes.length,
        stateSchema: write.stateSchema,
        state: write.state,
        createdBy: { commandId: first.commandId, fingerprint: first.fingerprint },
        outbox: [...write.envelopes],
        outboxSince: write.at,
        ...marked(write),
      })
      return true
    } catch (error) {
      if (isDuplicateKey(error)) return false
      throw error
    }
  }

  async update(write: Write): Promise<boolean> {
    const { matchedCount } = await this.documents.updateOne(
      { _id: write.id, version: write.from },
      {
        $set: { ...write.copies, state: write.state, stateSchema: write.stateSchema, ...marked(write) },
        $inc: { version: write.envelopes.length },
        $push: { outbox: { $each: [...write.envelopes] } },
        $min: { outboxSince: write.at },
      },
    )
    return matchedCount === 1
  }

  async pending(limit: number, except: readonly string[]): Promise<Pending[]> {
    const found = await this.documents
      .find(
        { outboxSince: { $gt: 0 }, ...(except.length > 0 ? { _id: { $nin: [...except] } } : {}) },
        { projection: { outbox: 1 } },
      )
      .sort({ outboxSince: 1 })
      .limit(limit)
      .toArray()
    return found.map((document) => ({ id: document._id, envelopes: document.outbox }))
  }

  async removeSent(sent: readonly { id: string; sequence: number }[]): Promise<void> {
    if (sent.length === 0) return
    // At this version nothing came after what was sent, so the outbox is empty then: one write, and one that is safe to repeat.
    const emptied = sent.map(({ id, sequence }) => ({
      updateOne: { filter: { _id: id, version: sequence }, update: { ...upTo(sequence), $unset: { outboxSince: '' } } },
    }))
    if ((await this.bulk(emptied)) === sent.length) return
    // Some have changed since; whoever has more to send keeps its mark.
    await this.bulk(
      sent.map(({ id, sequence }) => ({
        updateOne: { filter: { _id: id, version: { $gt: sequence } }, update: upTo(sequence) },
      })),
    )
  }

  /** Answers how many documents fitted their filter. */
  private async bulk(updates: readonly object[]): Promise<number> {
    const { matchedCount } = await this.documents.bulkWrite(
      updates as Parameters<Collection<AggregateDocument>['bulkWrite']>[0],
      {
        ordered: false,
      },
    )
    return matchedCount
  }

  async heads(after: string, limit: number): Promise<{ id: string; version: number }[]> {
    const found = await this.documents
      .find({ _id: { $gt: after } }, { projection: { version: 1 } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray()
    return found.map(({ _id, version }) => ({ id: _id, version }))
  }

  isTransient(error: unknown): boolean {
    return isTransientMongoError(error)
  }
}

const marked = ({ from, envelopes, marks }: Write) => (marks ? { commands: { version: from + envelopes.length, marks } } : {})

const storedOf = ({ _id, version, stateSchema, state, createdBy, outbox, commands }: AggregateDocument): Stored => ({
  id: _id,
  version,
  stateSchema,
  state,
  createdBy,
  outbox,
  marks: commands?.version === version ? commands.marks : null,
})

const upTo = (sequence: number) => ({ $pull: { outbox: { sequence: { $lte: sequence } } } })

export class MongoLog implements EventLog {
  private readonly events: Collection<Envelope & { _id: string }>

  constructor(db: Db, aggregate: string) {
    this.events = db.collection(`${aggregate}.events`)
  }

  async prepare(): Promise<void> {
    await this.events.createIndex({ aggregateId: 1, sequence: 1 }, { unique: true })
    await this.events.createIndex({ aggregateId: 1, commandId: 1 })
  }

  async append(envelopes: readonly Envelope[]): Promise<string[]> {
    if (envelopes.length === 0) return []
    try {
      await this.events.insertMany(
        envelopes.map((envelope) => ({ ...envelope, _id: envelope.id })),
        { ordered: false },
      )
      return []
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
      return this.conflicts(envelopes)
    }
  }

  async byCommand(aggregateId: string, commandId: string): Promise<Envelope[]> {
    return (await this.events.find({ aggregateId, commandId }).sort({ sequence: 1 }).toArray()).map(withoutKey)
  }

  async read(aggregateId: string, from: number, limit: number): Promise<Envelope[]> {
    const found = this.events
      .find({ aggregateId, sequence: { $gte: from } })
      .sort({ sequence: 1 })
      .limit(limit)
    return (await found.toArray()).map(withoutKey)
  }

  /** Some were there already. Whoever differs, or is still missing because another error hid behind the duplicates, is found here. */
  private async conflicts(envelopes: readonly Envelope[]): Promise<string[]> {
    const stored = await this.events.find({ _id: { $in: envelopes.map((envelope) => envelope.id) } }).toArray()
    const byId = new Map(stored.map((event) => [event._id, withoutKey(event)]))
    const conflicting = envelopes.filter((envelope) => {
      const logged = byId.get(envelope.id)
      if (!logged) throw new Error(`event ${envelope.id} was neither stored nor a duplicate`)
      return !isDeepStrictEqual(asJson(logged), asJson(envelope))
    })
    return [...new Set(conflicting.map((envelope) => envelope.aggregateId))]
  }
}

/** One was read, the other may be as the decider made it, with fields that are there and undefined. */
const asJson = (envelope: Envelope): unknown => JSON.parse(JSON.stringify(envelope))

function withoutKey(event: Envelope & { _id: string }): Envelope {
  const { _id: _, ...envelope } = event
  return envelope
}
