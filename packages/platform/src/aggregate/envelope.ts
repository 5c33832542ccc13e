// An event as it is stored and sent: what happened, to which aggregate, as its how-many-th event, by whose command.
// Guarantees: `id` and `sequence` are unique and without gaps per aggregate; `sealed` never leaves the service that owns it.
// Shown by codec.test.ts and ownFeed.test.ts.
import type { Instant } from '@simpul/kernel'
import type { EventContract } from './contract.ts'

export interface EventBody {
  readonly type: string
  /** Personal data, encrypted (architecture §6). Stays in state and event log, never goes to Kafka. */
  readonly sealed?: unknown
}

export interface Envelope {
  /** `<aggregateId>:<sequence, 12 digits>` */
  readonly id: string
  readonly aggregateId: string
  /** 1 for the first event of an aggregate. */
  readonly sequence: number
  readonly type: string
  /** `<service>.<aggregate>` */
  readonly source: string
  readonly time: Instant
  readonly data: Readonly<Record<string, unknown>>
  readonly sealed?: unknown
  readonly commandId: string
  readonly fingerprint: string
  /** Who caused it: a subject, `process:<name>` or `consumer:<name>`. */
  readonly actor: string
  readonly correlationId: string
  readonly causationId: string
  readonly traceparent?: string
}

export interface Provenance {
  readonly commandId: string
  readonly fingerprint: string
  readonly actor: string
  readonly correlationId: string
  readonly causationId: string
  readonly traceparent?: string
}

export const eventId = (aggregateId: string, sequence: number) => `${aggregateId}:${String(sequence).padStart(12, '0')}`

export function toEnvelopes(
  contract: EventContract,
  aggregateId: string,
  version: number,
  events: readonly EventBody[],
  time: Instant,
  by: Provenance,
): Envelope[] {
  return events.map((event, index) => {
    const { type, sealed, ...data } = event
    const sequence = version + index + 1
    const id = eventId(aggregateId, sequence)
    return {
      id,
      aggregateId,
      sequence,
      type,
      source: contract.source,
      time,
      data,
      ...(sealed === undefined ? {} : { sealed }),
      ...by,
    }
  })
}

/** The event as the decider made it. */
export const toEvent = <Event extends EventBody>(envelope: Envelope): Event =>
  ({
    ...envelope.data,
    type: envelope.type,
    ...(envelope.sealed === undefined ? {} : { sealed: envelope.sealed }),
  }) as unknown as Event

/** What others may see of it. */
export function publicPart(envelope: Envelope): Envelope {
  const { sealed: _, ...rest } = envelope
  return rest
}

/** A command whose events stand. */
export interface Recorded {
  readonly id: string
  /** Version after the command's last event. */
  readonly version: number
}
