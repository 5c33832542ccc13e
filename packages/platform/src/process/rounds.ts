// Which round of a process an event belongs to, told by the events alone.
// Guarantees: pure; the same events give the same rounds, live or from the log. Shown by starter.test.ts and process.int.test.ts.
import { toEvent, type Envelope } from '../aggregate/envelope.ts'
import type { Signalled } from './inboxState.ts'
import type { AnyProcess } from './process.ts'

export interface Round {
  readonly round: number
  /** Sequence of its start event. */
  readonly from: number
  /** Sequence of the last event that its workflow must hear, of those read so far. */
  readonly told: number
}

/** An event that a round's workflow must hear. */
export interface Hearing {
  readonly round: Round
  readonly envelope: Envelope
  /** Sequence of the one heard before it. */
  readonly after: number
}

/** The declaration and the events disagree: no retry helps, an operator must look. */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood'
}

/** The round that begins with this event, or null. */
function begins(process: AnyProcess, envelope: Envelope): Round | null {
  const roundOf = process.starts[envelope.type] as ((event: unknown) => number) | undefined
  if (!roundOf) return null
  const round = roundOf(toEvent(envelope))
  if (!Number.isSafeInteger(round) || round < 1)
    throw new NotUnderstood(`${envelope.id} starts round ${String(round)} of ${process.name}`)
  return { round, from: envelope.sequence, told: envelope.sequence }
}

/** Reads events in order and says of each which round's workflow must hear it. */
export class RoundReader {
  private readonly process: AnyProcess
  /** The round that stands after the events read so far. */
  standing: Round | null

  constructor(process: AnyProcess, standing: Round | null) {
    this.process = process
    this.standing = standing
  }

  /** The event that ends a round is the last that its workflow hears. Null: none hears this one. */
  hears(envelope: Envelope): Hearing | null {
    const { hears, ends } = this.process
    const begun = begins(this.process, envelope)
    const round = begun ?? this.standing
    const heard = begun !== null || !hears || hears.includes(envelope.type)
    const told = round && heard ? { ...round, told: envelope.sequence } : round
    this.standing = begun === null && ends?.includes(envelope.type) ? null : told
    return round && heard ? { round, envelope, after: begun === null ? round.told : envelope.sequence - 1 } : null
  }
}

/** Public data only: a workflow's history is no place for a person. */
export function signalled({ envelope, after }: Omit<Hearing, 'round'>): Signalled {
  const { id, sequence, time, type, data, correlationId, traceparent } = envelope
  const trace = traceparent === undefined ? {} : { traceparent }
  return { id, sequence, ...(after === sequence - 1 ? {} : { after }), time, correlationId, ...trace, event: { ...data, type } }
}
