// Which round of a process an event belongs to, told by the events alone.
// Guarantees: pure; the same events give the same rounds, live or from the log.
import { toEvent, type Envelope } from '../aggregate/envelope.ts'
import type { Signalled } from './inboxState.ts'
import type { AnyProcess } from './process.ts'

export interface Round {
  readonly round: number
  /** Sequence of its start event. */
  readonly from: number
}

/** The round that begins with this event, or null. Throws when the declaration does not understand its own event. */
export function begins(process: AnyProcess, envelope: Envelope): Round | null {
  const roundOf = process.starts[envelope.type] as ((event: unknown) => number) | undefined
  if (!roundOf) return null
  const round = roundOf(toEvent(envelope))
  if (!Number.isSafeInteger(round) || round < 1)
    throw new Error(`${envelope.id} starts round ${String(round)} of ${process.name}`)
  return { round, from: envelope.sequence }
}

/** The round that stands after the event, given the one before it. */
export function standing(process: AnyProcess, before: Round | null, envelope: Envelope): Round | null {
  const begun = begins(process, envelope)
  if (begun) return begun
  return process.ends?.includes(envelope.type) ? null : before
}

/** Public data only: a workflow's history is no place for a person. */
export function signalled({ id, sequence, time, type, data, correlationId, traceparent }: Envelope): Signalled {
  const trace = traceparent === undefined ? {} : { traceparent }
  return { id, sequence, time, correlationId, ...trace, event: { ...data, type } }
}
