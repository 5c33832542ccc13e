// A reaction: a command that follows from an event, in the same or another service (reservations step by step, facts passed on).
// Guarantees: its command is sent at least once and in order per aggregate; its command id comes from the event, so it acts once.
// Shown by reactor.test.ts and host.int.test.ts.
import type { EventContract } from '../aggregate/contract.ts'
import type { Envelope, EventBody } from '../aggregate/envelope.ts'
import type { Commands } from '../host/commands.ts'

export interface Reaction<Event extends EventBody = EventBody> {
  /** Unique within the service; names the consumer group. */
  readonly name: string
  readonly from: EventContract
  /** Throws only for what may be tried again; an expected refusal is handled here, by what it means. */
  handle(event: Event, envelope: Envelope, commands: Commands): Promise<void>
}

export const reaction = <Event extends EventBody>(declared: Reaction<Event>): Reaction<Event> => declared

// oxlint-disable-next-line typescript/no-explicit-any -- a list of reactions to different events has no other common type
export type AnyReaction = Reaction<any>
