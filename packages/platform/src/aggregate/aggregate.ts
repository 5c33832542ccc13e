// What a service declares of an aggregate, beside its pure decider.
import type { Decider, Instant } from '@simpul/kernel'
import type { EventContract } from './contract.ts'
import type { EventBody } from './envelope.ts'

export interface CommandBody {
  readonly type: string
  readonly now: Instant
}

/** A command before `now` is stamped; execute stamps it anew at each decide. */
export type Unstamped<Command> = Command extends CommandBody ? Omit<Command, 'now'> : never

export interface Aggregate<State, Command extends CommandBody, Event extends EventBody> {
  readonly contract: EventContract
  readonly decider: Decider<State, Command, Event>
  /** Raised by one whenever a stored state no longer fits `State`; older documents are then refolded from their events. */
  readonly stateSchema: number
  /** Top-level fields that queries filter by, copied out of the state at every write. */
  copies(state: State): Readonly<Record<string, unknown>>
  readonly indexes: readonly IndexSpec[]
}

export interface IndexSpec {
  readonly keys: Readonly<Record<string, 1 | -1>>
  readonly unique?: boolean
}

// The host treats aggregates alike and never looks into their states.
// oxlint-disable-next-line typescript/no-explicit-any -- a list of aggregates of different types has no other common type
export type AnyAggregate = Aggregate<any, any, any>

export const defineAggregate = <State, Command extends CommandBody, Event extends EventBody>(
  aggregate: Aggregate<State, Command, Event>,
): Aggregate<State, Command, Event> => aggregate

/** `microcredit.application` → `application` */
export const nameOf = (aggregate: AnyAggregate) => aggregate.contract.source.split('.')[1] as string
