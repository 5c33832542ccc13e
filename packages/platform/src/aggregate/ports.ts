// What execute, relay and feed need of a database. Implementations: memory (tests, simulation) and mongo.
// Guarantees, of both (ports.contract.ts): of writers with one version one wins; what is sent leaves the outbox, what came meanwhile stays.
// Does not guarantee: that a write whose answer was lost did not happen; the caller looks.
import type { Envelope } from './envelope.ts'

export interface Stored<State = unknown> {
  readonly id: string
  /** Counts events: the ETag, the expected version, and the sequence of the last event. */
  readonly version: number
  readonly stateSchema: number
  readonly state: State
  readonly createdBy: { readonly commandId: string; readonly fingerprint: string }
  readonly outbox: readonly Envelope[]
  /** One of each command that ever changed it (mark.ts); null when they are not all known: too many, or another release wrote it. */
  readonly marks: readonly string[] | null
}

export interface Write {
  readonly id: string
  /** Version before the events; 0 creates. */
  readonly from: number
  readonly state: unknown
  readonly stateSchema: number
  readonly copies: Readonly<Record<string, unknown>>
  readonly envelopes: readonly Envelope[]
  /** Of all commands with this one; without them the aggregate's marks are unknown from now on. */
  readonly marks?: readonly string[]
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface Pending {
  readonly id: string
  /** From the head, in order, at most the asked number of entries. */
  readonly envelopes: readonly Envelope[]
}

export interface AggregateStore {
  load(id: string): Promise<Stored | null>
  /** Those of them that are there, in no order. */
  loadMany(ids: readonly string[]): Promise<Stored[]>
  /** False when a document with that id is there. May throw an error of unknown outcome. */
  insert(write: Write): Promise<boolean>
  /** False when the version is no longer `from`. Pushes to the outbox, never sets it. May throw an error of unknown outcome. */
  update(write: Write): Promise<boolean>
  /** Documents with something in the outbox, oldest first. */
  pending(limit: number, except: readonly string[]): Promise<Pending[]>
  /** Takes entries up to `sequence` (inclusive) out of each outbox. */
  removeSent(sent: readonly { id: string; sequence: number }[]): Promise<void>
  heads(after: string, limit: number): Promise<{ id: string; version: number }[]>
  /** True for an error after which the write may or may not have happened, or a read may be tried again. */
  isTransient(error: unknown): boolean
}

export interface EventLog {
  /** Idempotent. Answers the ids of aggregates whose stored event of the same sequence has other content. */
  append(envelopes: readonly Envelope[]): Promise<string[]>
  /** The events that a command gave an aggregate. */
  byCommand(aggregateId: string, commandId: string): Promise<Envelope[]>
  /** In order of sequence, `from` inclusive. */
  read(aggregateId: string, from: number, limit: number): Promise<Envelope[]>
}
