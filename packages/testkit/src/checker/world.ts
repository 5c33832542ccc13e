// The evidence, indexed once: events by aggregate and by command, states folded from the log alone.
// Guarantees: folds with the services' own pure functions, over what the log holds and in the order of its sequences.
import { positionField } from '@simpul/platform'
import type {
  Evidence,
  FoldedService,
  LoggedEvent,
  ServiceEvidence,
  StoredDocument,
  StoredRow,
  Subject,
  SubjectAggregate,
} from './evidence.ts'

/** One aggregate type of one service, with all that was found of it. */
export interface Kind {
  readonly source: string
  readonly subject: Subject
  readonly aggregate: SubjectAggregate
  readonly documents: ReadonlyMap<string, StoredDocument>
  /** In order of sequence. */
  readonly events: ReadonlyMap<string, readonly LoggedEvent[]>
  readonly folded: ReadonlyMap<string, unknown>
}

export interface World {
  readonly evidence: Evidence
  readonly subjects: readonly Subject[]
  readonly kinds: ReadonlyMap<string, Kind>
  readonly byCommand: ReadonlyMap<string, readonly LoggedEvent[]>
  rowsOf(subject: Subject, projection: string): readonly StoredRow[]
  /** The last sequence that a group without rows has recorded, by key. */
  positionsOf(subject: Subject, group: string): ReadonlyMap<string, number>
  collection(subject: Subject, name: string): readonly Readonly<Record<string, unknown>>[]
  foldedService(subject: Subject): FoldedService
}

/** `microcredit.application` → `application`: the collection of its documents. */
export const collectionOf = (source: string) => source.split('.')[1] ?? source

/** The event as the fold takes it. */
export const bodyOf = ({ data, type, sealed }: LoggedEvent) => ({ ...data, type, ...(sealed === undefined ? {} : { sealed }) })

/** As a database keeps it: without what is undefined. */
export const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

export function worldOf(evidence: Evidence, subjects: readonly Subject[]): World {
  const bySubject = new Map(evidence.services.map((service) => [service.name, service]))
  const collection = (subject: Subject, name: string) => bySubject.get(subject.name)?.collections[name] ?? []
  const kinds = new Map<string, Kind>()
  for (const subject of subjects)
    for (const aggregate of subject.aggregates) {
      const kind = kindOf(subject, aggregate, bySubject.get(subject.name))
      kinds.set(kind.source, kind)
    }
  const all = [...kinds.values()].flatMap(({ events }) => [...events.values()].flat())
  return {
    evidence,
    subjects,
    kinds,
    byCommand: Map.groupBy(all, ({ commandId }) => commandId),
    rowsOf: (subject, projection) => collection(subject, `rows.${projection}`) as never,
    positionsOf(subject, group) {
      const keys = collection(subject, 'positions') as unknown as { _id: string; at: Record<string, number> }[]
      const field = positionField(group)
      return new Map(keys.flatMap(({ _id, at }) => (at[field] === undefined ? [] : [[_id, at[field]]])))
    },
    collection,
    foldedService: (subject) => ({
      states: (source) => kinds.get(source)?.folded ?? new Map(),
      events: (source) => kinds.get(source)?.events ?? new Map(),
      stored: (source) => kinds.get(source)?.documents ?? new Map(),
      collections: bySubject.get(subject.name)?.collections ?? {},
    }),
  }
}

function kindOf(subject: Subject, aggregate: SubjectAggregate, service: ServiceEvidence | undefined): Kind {
  const { source } = aggregate.contract
  const name = collectionOf(source)
  const documents = (service?.collections[name] ?? []) as unknown as StoredDocument[]
  const logged = (service?.collections[`${name}.events`] ?? []) as unknown as LoggedEvent[]
  const events = new Map(
    [...Map.groupBy(logged, ({ aggregateId }) => aggregateId)].map(([id, of]) => [
      id,
      of.toSorted((a, b) => a.sequence - b.sequence),
    ]),
  )
  const fold = (of: readonly LoggedEvent[]) =>
    plain(
      of.reduce<unknown>(
        (state, event) => aggregate.decider.evolve(state as never, bodyOf(event) as never),
        aggregate.decider.initial,
      ),
    )
  return {
    source,
    subject,
    aggregate,
    documents: new Map(documents.map((document) => [document._id, document])),
    events,
    folded: new Map([...events].map(([id, of]) => [id, fold(of)])),
  }
}

/** `3 more` is all that is said beyond the first; the first is what a person works on. */
export interface Finding {
  readonly text: string
}
