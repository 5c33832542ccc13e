// Aggregates and their log in memory: for unit tests and the simulation.
// Guarantees: the same contract as the MongoDB adapters (ports.contract.ts). Does not guarantee: anything after the process ends.
import { isDeepStrictEqual } from 'node:util'
import type { Envelope } from '../aggregate/envelope.ts'
import type { AggregateStore, EventLog, Pending, Stored, Write } from '../aggregate/ports.ts'

type Document = Stored & { outboxSince: number | null }

export class MemoryStore implements AggregateStore {
  private readonly documents = new Map<string, Document>()

  async load(id: string): Promise<Stored | null> {
    const document = this.documents.get(id)
    return document ? structuredClone(document) : null
  }

  async loadMany(ids: readonly string[]): Promise<Stored[]> {
    return (await Promise.all(ids.map((id) => this.load(id)))).filter((stored) => stored !== null)
  }

  async insert(write: Write): Promise<boolean> {
    const [first] = write.envelopes
    if (!first) throw new Error('an aggregate is created by at least one event')
    if (this.documents.has(write.id)) return false
    const createdBy = { commandId: first.commandId, fingerprint: first.fingerprint }
    this.documents.set(write.id, { ...this.written(write, []), createdBy, outboxSince: write.at })
    return true
  }

  async update(write: Write): Promise<boolean> {
    const document = this.documents.get(write.id)
    if (!document || document.version !== write.from) return false
    const outboxSince = Math.min(document.outboxSince ?? write.at, write.at)
    this.documents.set(write.id, { ...this.written(write, document.outbox), createdBy: document.createdBy, outboxSince })
    return true
  }

  async pending(limit: number, except: readonly string[]): Promise<Pending[]> {
    return [...this.documents.values()]
      .filter((document) => document.outboxSince !== null && !except.includes(document.id))
      .toSorted((a, b) => (a.outboxSince ?? 0) - (b.outboxSince ?? 0))
      .slice(0, limit)
      .map((document) => ({ id: document.id, envelopes: structuredClone(document.outbox) }))
  }

  async removeSent(sent: readonly { id: string; sequence: number }[]): Promise<void> {
    for (const { id, sequence } of sent) {
      const document = this.documents.get(id)
      if (!document) continue
      const outbox = document.outbox.filter((envelope) => envelope.sequence > sequence)
      this.documents.set(id, { ...document, outbox, outboxSince: outbox.length === 0 ? null : document.outboxSince })
    }
  }

  async heads(after: string, limit: number): Promise<{ id: string; version: number }[]> {
    return [...this.documents.values()]
      .filter((document) => document.id > after)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map(({ id, version }) => ({ id, version }))
  }

  /** Of every aggregate, in the order of creation. */
  states(): { readonly id: string; readonly state: unknown }[] {
    return [...this.documents.values()].map(({ id, state }) => ({ id, state: structuredClone(state) }))
  }

  isTransient(): boolean {
    return false
  }

  private written(write: Write, outbox: readonly Envelope[]) {
    return structuredClone({
      id: write.id,
      version: write.from + write.envelopes.length,
      stateSchema: write.stateSchema,
      state: write.state,
      outbox: [...outbox, ...write.envelopes],
      marks: write.marks ?? null,
    })
  }
}

export class MemoryLog implements EventLog {
  private readonly events = new Map<string, Envelope[]>()

  async append(envelopes: readonly Envelope[]): Promise<string[]> {
    const conflicting = new Set<string>()
    for (const envelope of envelopes) {
      const logged = this.events.get(envelope.aggregateId) ?? []
      this.events.set(envelope.aggregateId, logged)
      const same = logged.find((other) => other.sequence === envelope.sequence)
      if (!same) logged.push(structuredClone(envelope))
      else if (!isDeepStrictEqual(same, envelope)) conflicting.add(envelope.aggregateId)
    }
    return [...conflicting]
  }

  async byCommand(aggregateId: string, commandId: string): Promise<Envelope[]> {
    return this.sorted(aggregateId, (envelope) => envelope.commandId === commandId)
  }

  async read(aggregateId: string, from: number, limit: number): Promise<Envelope[]> {
    return this.sorted(aggregateId, (envelope) => envelope.sequence >= from).slice(0, limit)
  }

  /** Everything, aggregate by aggregate, in the order of arrival. */
  all(): Envelope[] {
    return [...this.events.values()].flat()
  }

  private sorted(aggregateId: string, wanted: (envelope: Envelope) => boolean): Envelope[] {
    const found = (this.events.get(aggregateId) ?? []).filter(wanted)
    return structuredClone(found).toSorted((a, b) => a.sequence - b.sequence)
  }
}
