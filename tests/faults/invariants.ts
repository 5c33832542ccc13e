// What must hold from outside after any fault, read from the database alone (I1, I3, I4, I5, I6 of the reliability notes).
// Answers each breach as a sentence; an empty list means that all hold.
import { isDeepStrictEqual } from 'node:util'
import { toEvent, type Envelope } from '../../packages/platform/src/index.ts'
import type { CounterEvent } from '../../packages/platform/src/aggregate/sample.ts'
import type { Db } from '../../packages/platform/src/mongo/driver.ts'
import { ALL, counter, sums } from './sampleService.ts'

type Stored = { _id: string; version: number; state: unknown; outbox: Envelope[] }

export async function breaches(
  db: Db,
  expected: ReadonlyMap<string, readonly string[]>,
  rowsOfSums = 'rows.sums',
): Promise<string[]> {
  const found: string[] = []
  const aggregates = await db.collection<Stored>('counter').find().toArray()
  const rows = new Map(
    (await db.collection<{ _id: string; seq: number; row: unknown }>(rowsOfSums).find().toArray()).map((row) => [row._id, row]),
  )
  for (const aggregate of aggregates) {
    const events = await db
      .collection<Envelope & { _id: string }>('counter.events')
      .find({ aggregateId: aggregate._id })
      .sort({ sequence: 1 })
      .toArray()
    found.push(...ofAggregate(aggregate, events, rows.get(aggregate._id)))
    const wanted = expected.get(aggregate._id)
    const given = events.map((event) => event.commandId)
    if (wanted && !isDeepStrictEqual(given, wanted))
      found.push(`${aggregate._id}: its commands are ${given.join()}, not ${wanted.join()}`)
  }
  for (const id of expected.keys())
    if (!aggregates.some(({ _id }) => _id === id)) found.push(`${id}: acknowledged, but not there`)
  const opened = aggregates.filter(({ _id }) => _id !== ALL).length
  const total = (aggregates.find(({ _id }) => _id === ALL)?.state as { total?: number } | undefined)?.total
  if (total !== opened) found.push(`${opened} counters were opened, ${total} were counted`)
  return found
}

function ofAggregate(
  { _id, version, state, outbox }: Stored,
  events: readonly Envelope[],
  row?: { seq: number; row: unknown },
): string[] {
  const found: string[] = []
  const bodies = events.map((event) => toEvent<CounterEvent>(event))
  if (outbox.length > 0) found.push(`${_id}: ${outbox.length} events still in the outbox`)
  if (events.some((event, index) => event.sequence !== index + 1)) found.push(`${_id}: the log has a gap`)
  if (events.length !== version) found.push(`${_id}: version ${version}, but ${events.length} events in the log`)
  if (new Set(events.map((event) => event.commandId)).size !== events.length) found.push(`${_id}: a command counted twice`)
  if (!isDeepStrictEqual(bodies.reduce(counter.decider.evolve, counter.decider.initial), state))
    found.push(`${_id}: the state is not the fold of its events`)
  const folded = events.reduce<unknown>(
    (before, event, index) => sums.fold(before as never, bodies[index] as CounterEvent, event),
    null,
  )
  if (row?.seq !== version || !isDeepStrictEqual(row.row, folded))
    found.push(`${_id}: the projection is at ${row?.seq ?? 0} of ${version}, or not the fold`)
  return found
}
