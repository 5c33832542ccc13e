// What the checker goes by: everything that can be seen of an installation from outside, as plain values.
// Guarantees: nothing here is asked of a service; what was read and what the load wrote down is all there is.
import type { EventContract } from '@simpul/platform'

/** One request of the load and what became of it, as the load's own log has it. */
export interface Attempt {
  /** Milliseconds since 1970 when it was sent, and how long until it was answered or given up. */
  readonly at: number
  readonly ms: number
  readonly journey: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Of a command: its id by the rules of the API (ids.ts), and the event types that a success must have given. */
  readonly commandId?: string
  readonly expects?: readonly string[]
  /** `ambiguous`: no answer, so it may have happened. */
  readonly outcome: 'answered' | 'ambiguous'
  readonly status?: number
  readonly code?: string
  readonly id?: string
  readonly version?: number
  /** Why there was no answer, or what is wrong with the one that came. */
  readonly cause?: string
  readonly misfit?: string
}

export interface LoggedEvent {
  readonly id: string
  readonly aggregateId: string
  readonly sequence: number
  readonly type: string
  readonly source: string
  readonly time: string
  readonly data: Readonly<Record<string, unknown>>
  readonly sealed?: unknown
  readonly commandId: string
  readonly actor: string
  readonly [field: string]: unknown
}

export interface StoredDocument {
  readonly _id: string
  readonly version: number
  readonly state: unknown
  readonly outbox: readonly LoggedEvent[]
  readonly outboxSince?: number
  readonly [copy: string]: unknown
}

export interface StoredRow {
  readonly _id: string
  readonly seq: number
  readonly hidden: boolean
  readonly row: unknown
}

export type Collections = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

/** One service's database, collection by collection. */
export interface ServiceEvidence {
  readonly name: string
  readonly collections: Collections
}

export interface KafkaRecord {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: string | null
  readonly value: string | null
  readonly headers: Readonly<Record<string, string>>
}

/** A consumer group on a partition: what it has committed, and where the partition ends. */
export interface GroupOffset {
  readonly group: string
  readonly topic: string
  readonly partition: number
  readonly committed: number
  readonly end: number
}

export interface WorkflowEvidence {
  readonly workflowId: string
  readonly status: string
  /** Activities that are tried again and again: name and attempt. */
  readonly pending: readonly { readonly activity: string; readonly attempt: number }[]
  /** From the history, where it was read: sequences that the signals carried, and what failed. */
  readonly heard?: readonly number[]
  readonly failures?: readonly string[]
}

/** When the run was disturbing the installation: answers of 5xx are allowed then, and `budgetMs` longer. */
export interface FaultWindow {
  readonly from: number
  readonly to: number
  readonly what: string
}

/** Milliseconds since 1970. */
export interface Restore {
  readonly backupBegan: number
  readonly backupEnded: number
  readonly restoredAt: number
}

export interface MemorySample {
  readonly at: number
  readonly process: string
  readonly pid: number
  readonly rssMb: number
}

export interface RunEvidence {
  readonly seed: number
  readonly plan: string
  readonly windows: readonly FaultWindow[]
  /** Messages that the run put on Kafka itself carry the header `simpul-injected`; these keys must be blocked by them, no others. */
  readonly poisoned: readonly { readonly group: string; readonly key: string }[]
  /** Kafka or Temporal lost everything in the run. */
  readonly wiped: readonly ('kafka' | 'temporal')[]
  /** Everything went back to a backup that was taken in this time, under a new epoch; the old installation had ended at `restoredAt`. */
  readonly restores: readonly Restore[]
  readonly memory: readonly MemorySample[]
  /** Journeys of the load that did not come to their end, in words. */
  readonly unfinished: readonly string[]
  /** Milliseconds from the healing until nothing moved any more; null when that did not happen in time. */
  readonly quietAfterMs: number | null
  readonly quietWithinMs: number
}

export interface Evidence {
  readonly run: RunEvidence
  readonly requests: readonly Attempt[]
  readonly services: readonly ServiceEvidence[]
  readonly kafka: readonly KafkaRecord[]
  readonly offsets: readonly GroupOffset[]
  readonly workflows: readonly WorkflowEvidence[]
}

export const INJECTED = 'simpul-injected'

/** The public part of an aggregate's declaration that checking needs: its contract and its pure fold. */
export interface SubjectAggregate {
  readonly contract: EventContract
  readonly decider: { readonly initial: unknown; evolve(state: never, event: never): unknown }
  copies(state: never): Readonly<Record<string, unknown>>
}

export interface SubjectProjection {
  readonly name: string
  readonly from: EventContract
  fold(row: never, event: never, envelope: never): unknown
}

export interface SubjectProcess {
  readonly name: string
  readonly from: EventContract
  /** The types that its workflow waits for; absent: all. */
  readonly hears?: readonly string[]
  openRound(state: never): number | null
}

/** A service as the checker sees it: what it declares to the world, and the sums that must come out. */
export interface Subject {
  readonly name: string
  readonly aggregates: readonly SubjectAggregate[]
  readonly projections: readonly SubjectProjection[]
  readonly reactions: readonly { readonly name: string; readonly from: EventContract }[]
  readonly processes: readonly SubjectProcess[]
  readonly sums: readonly Sum[]
  /** Processes whose workflow may run on after its round: watches that end by the clock. */
  readonly watches?: readonly string[]
}

/** What a service adds of its own: money, stock, seats (I8), or an effect that must have come once (I5). */
export interface Sum {
  readonly invariant: 'I5' | 'I8'
  /** What must hold, as a sentence. */
  readonly says: string
  /** The counterexamples, each a sentence. */
  broken(service: FoldedService): readonly string[]
}

/** A service's aggregates as the log alone gives them. */
export interface FoldedService {
  /** By aggregate id, folded from the log. */
  states(source: string): ReadonlyMap<string, unknown>
  events(source: string): ReadonlyMap<string, readonly LoggedEvent[]>
  /** As stored, for what must agree with the log's sums. */
  stored(source: string): ReadonlyMap<string, StoredDocument>
  readonly collections: Collections
}
