// I3, I4 and I5: what is stored is what the events add up to, and each consumer took each event once.
// Guarantees: every document, row and copy is compared, and each difference is told with its place. Does not: judge an aggregate whose
// log is broken; I1 and I6 say so.
import { isDeepStrictEqual } from 'node:util'
import { HIDDEN } from '@simpul/platform'
import type { LoggedEvent, StoredRow, Subject, SubjectProjection } from './evidence.ts'
import { bodyOf, plain, type World } from './world.ts'

/** Fold of the events = stored state, with the copies that queries go by. */
export function* storedStates({ kinds }: World): Generator<string> {
  for (const { source, aggregate, documents, folded, events } of kinds.values())
    for (const document of documents.values()) {
      const { _id, version, state } = document
      if ((events.get(_id)?.length ?? 0) !== version) continue // the log is broken or behind: said by I1 or I6
      const fold = folded.get(_id)
      if (!isDeepStrictEqual(plain(state), fold))
        yield `${source} ${_id}: its state differs from the fold of its ${version} events in ${difference(plain(state), fold)}`
      const copies = plain(aggregate.copies(fold as never)) as Record<string, unknown>
      const stale = Object.keys(copies).find((name) => !isDeepStrictEqual(plain(document[name]), copies[name]))
      if (stale)
        yield `${source} ${_id}: its field ${stale} is ${JSON.stringify(document[stale])}, its state says ${JSON.stringify(copies[stale])}`
    }
}

/** Each projection = fold from zero. */
export function* projectionRows(world: World): Generator<string> {
  for (const subject of world.subjects)
    for (const projection of subject.projections) {
      const rows = new Map(world.rowsOf(subject, projection.name).map((row) => [row._id, row]))
      const events = world.kinds.get(projection.from.source)?.events ?? new Map<string, LoggedEvent[]>()
      for (const [id, of] of events) yield* oneRow(`${subject.name}.${projection.name} ${id}`, projection, of, rows.get(id))
      for (const id of rows.keys())
        if (!events.has(id)) yield `${subject.name}.${projection.name} ${id}: a row of an aggregate without events`
    }
}

function* oneRow(
  name: string,
  projection: SubjectProjection,
  events: readonly LoggedEvent[],
  row?: StoredRow,
): Generator<string> {
  if ((row?.seq ?? 0) !== events.length) {
    yield `${name}: the row is at event ${row?.seq ?? 0}, the log has ${events.length}`
    return
  }
  const [value, hidden] = foldRow(projection, events)
  if ((row?.hidden ?? false) !== hidden) yield `${name}: it is ${row?.hidden ? 'hidden' : 'shown'}, its events say the other`
  if (!isDeepStrictEqual(plain(row?.row), plain(value)))
    yield `${name}: the row differs from the fold of its ${events.length} events in ${difference(plain(row?.row), plain(value))}`
}

function foldRow(projection: SubjectProjection, events: readonly LoggedEvent[]): [unknown, boolean] {
  let row: unknown = null
  let hidden = false
  for (const event of events) {
    const next = projection.fold(row as never, bodyOf(event) as never, event as never)
    hidden = next === HIDDEN
    row = hidden ? null : next
  }
  return [row, hidden]
}

/** Each consumer's effect once: every group stands exactly at the end of every aggregate, and its own sums come out. */
export function* effectsOnce(world: World): Generator<string> {
  for (const subject of world.subjects) {
    for (const { name, from } of [...subject.reactions, ...subject.processes])
      yield* positions(world, subject, `${subject.name}.${name}`, from.source)
    for (const sum of subject.sums)
      if (sum.invariant === 'I5') for (const broken of sum.broken(world.foldedService(subject))) yield `${sum.says}: ${broken}`
  }
}

function* positions(world: World, subject: Subject, group: string, source: string): Generator<string> {
  const done = world.positionsOf(subject, group)
  for (const [id, events] of world.kinds.get(source)?.events ?? []) {
    const at = done.get(id) ?? 0
    if (at !== events.length) yield `${group} has taken ${at} of the ${events.length} events of ${source} ${id}`
  }
}

export function* sumsOf(world: World): Generator<string> {
  for (const subject of world.subjects)
    for (const sum of subject.sums)
      if (sum.invariant === 'I8') for (const broken of sum.broken(world.foldedService(subject))) yield `${sum.says}: ${broken}`
}

/** The first place where two values part, as a path with both. */
function difference(stored: unknown, folded: unknown, path = ''): string {
  const at = path || 'the whole'
  if (typeof stored !== 'object' || typeof folded !== 'object' || !stored || !folded)
    return `${at} (${short(stored)} stored, ${short(folded)} by the events)`
  const keys = new Set([...Object.keys(stored), ...Object.keys(folded)])
  for (const key of keys) {
    const [a, b] = [(stored as Record<string, unknown>)[key], (folded as Record<string, unknown>)[key]]
    if (!isDeepStrictEqual(a, b)) return difference(a, b, path ? `${path}.${key}` : key)
  }
  return at
}

const short = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 120)
