// A projection: what a service remembers of one kind of aggregate, its own or another service's, as rows to query.
// Guarantees (projector.ts): each row is the fold of its aggregate's events in order, each exactly once; a row is never removed.
// Shown by orderedConsumer.test.ts.
import type { EventContract } from '../aggregate/contract.ts'
import type { IndexSpec } from '../aggregate/aggregate.ts'
import type { Envelope, EventBody } from '../aggregate/envelope.ts'

export type Row = Readonly<Record<string, unknown>>

/** Returned by a fold when the row shall no longer be seen; its sequence stays, so a re-sent old stream cannot bring it back. */
export const HIDDEN = Symbol('hidden')

export interface Projection<ProjectedRow extends Row = Row, Event extends EventBody = EventBody> {
  /** Unique within the service; names the collection. Change it, or rebuild, when the fold changes. */
  readonly name: string
  readonly from: EventContract
  readonly indexes: readonly IndexSpec[]
  /** Pure. `null` before the first event that makes a row. Returns the same row for events it ignores. */
  fold(row: ProjectedRow | null, event: Event, envelope: Envelope): ProjectedRow | null | typeof HIDDEN
}

export const projection = <ProjectedRow extends Row, Event extends EventBody>(
  declared: Projection<ProjectedRow, Event>,
): Projection<ProjectedRow, Event> => declared

// oxlint-disable-next-line typescript/no-explicit-any -- a list of projections of different rows has no other common type
export type AnyProjection = Projection<any, any>

export interface StoredRow {
  readonly id: string
  readonly seq: number
  readonly hidden: boolean
  readonly row: Row | null
}

export interface RowChange {
  readonly id: string
  /** The sequence that was loaded; 0 when there was no row. The write holds only if it is still that. */
  readonly loaded: number
  readonly seq: number
  readonly hidden: boolean
  readonly row: Row | null
}

/** Rows of one projection. Memory and mongo; one contract suite. */
export interface RowStore {
  load(ids: readonly string[]): Promise<Map<string, StoredRow>>
  /** Answers the ids whose row was no longer at `loaded`. */
  save(changes: readonly RowChange[]): Promise<string[]>
}

/** Read side of a projection, for routes and activities. Hidden rows are never returned. */
export interface Rows<ProjectedRow extends Row> {
  get(id: string): Promise<(ProjectedRow & { id: string; seq: number }) | null>
  getMany(ids: readonly string[]): Promise<(ProjectedRow & { id: string; seq: number })[]>
  /** `filter` is by equality or MongoDB operators, built by the service, never taken from a request as it is. Keyset paged. */
  find(query: RowQuery): Promise<{ rows: (ProjectedRow & { id: string; seq: number })[]; next: string | null }>
  count(filter: Readonly<Record<string, unknown>>): Promise<number>
}

export interface RowQuery {
  readonly filter: Readonly<Record<string, unknown>>
  /** One field and a direction; ties are broken by id. */
  readonly sort: { readonly by: string; readonly direction: 1 | -1 }
  /** ≤ 100. */
  readonly limit: number
  /** Opaque, from an earlier answer's `next`. */
  readonly after?: string
}
