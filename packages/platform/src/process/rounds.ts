// Which round of a process an event belongs to, told by the events alone.
// Guarantees: pure; the same events give the same rounds, live or from the log. Shown by starter.test.ts and process.int.test.ts.
import { toEvent, type Envelope } from '../aggregate/envelope.ts'
import type { Signalled } from './inboxState.ts'
import type { AnyProcess } from './process.ts'

export interface Round {
  readonly round: number
  /** Sequence of its start event. */
  readonly from: number
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
  return { round, from: envelope.sequence }
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

  /** The event that ends a round is the last that its workflow hears. */
  hears(envelope: Envelope): Round | null {
    const before = this.standing
    this.standing = begins(this.process, envelope) ?? (this.process.ends?.includes(envelope.type) ? null : before)
    return this.standing ?? before
  }
}

/** Public data only: a workflow's history is no place for a person. */
export function signalled({ id, sequence, time, type, data, correlationId, traceparent }: Envelope): Signalled {
  const trace = traceparent === undefined ? {} : { traceparent }
  return { id, sequence, time, correlationId, ...trace, event: { ...data, type } }
}
