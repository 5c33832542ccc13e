// How code inside a service (reactions, activities, routes) gives a command to one of the service's aggregates.
import type { Aggregate, CommandBody, Unstamped } from '../aggregate/aggregate.ts'
import type { EventBody } from '../aggregate/envelope.ts'
import type { Recorded } from '../aggregate/envelope.ts'

export interface CommandMeta {
  /** Same id, same effect once. From a process `workflowId:step:cause:n`, from a consumer `consumer:eventId`. */
  readonly commandId: string
  /** `process:approval`, `consumer:quota-hold`, or a subject. */
  readonly actor: string
  readonly correlationId?: string
  readonly causationId?: string
  readonly traceparent?: string
  readonly creates?: boolean
  readonly expectedVersion?: number
}

export interface Commands {
  /** Executes on behalf of a process or consumer. Throws a Refusal for an expected no, whatever else for what may be tried again. */
  send<State, Command extends CommandBody, Event extends EventBody>(
    aggregate: Aggregate<State, Command, Event>,
    target: string,
    command: Unstamped<Command>,
    meta: CommandMeta,
  ): Promise<Recorded>
  /** The aggregate's state as it is now, or null. */
  state<State, Command extends CommandBody, Event extends EventBody>(
    aggregate: Aggregate<State, Command, Event>,
    id: string,
  ): Promise<{ state: State; version: number } | null>
}
