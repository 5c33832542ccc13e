// The shape every aggregate has: a pure decision and a pure fold.
// Guarantees: nothing here does I/O, reads a clock or makes an id, so it runs in services, tests and workflows alike.

/** A wall-clock instant: RFC 3339 in UTC with milliseconds, e.g. `2026-05-10T10:00:00.000Z`. Strings compare in time order. */
export type Instant = string & { readonly __brand?: 'Instant' }

/** A calendar day in WIB (UTC+7), `YYYY-MM-DD`. Strings compare in time order. */
export type Day = string & { readonly __brand?: 'Day' }

export interface Decider<State, Command, Event> {
  readonly initial: State
  /** Throws a Refusal for an expected "no". `[]` means nothing to do. Never reads a clock, an id source or I/O. */
  decide(state: State, command: Command): readonly Event[]
  /** Total: an event it does not know is a compile error, not a silent `return state`. */
  evolve(state: State, event: Event): State
}

/** Makes a switch total: the compiler refuses a case that was forgotten; at run time it names what arrived. */
export function never(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`)
}

/** The state after all events, oldest first. */
export function fold<State, Event>(
  decider: Pick<Decider<State, never, Event>, 'initial' | 'evolve'>,
  events: Iterable<NoInfer<Event>>,
): State {
  let state = decider.initial
  for (const event of events) state = decider.evolve(state, event)
  return state
}
