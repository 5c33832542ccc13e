// Given events, when a command, then events or a refusal: how every decider is tested.
// Guarantees: events are compared exactly and in order (a key that is `undefined` is not an absent one); a refusal by its code, and
// by its facts when they are given; both sentences of a refusal find their facts; decide and evolve change nothing they are given,
// and an event survives JSON, which is how it is stored.
// Does not guarantee: that the given history could have happened, or that a scenario exists for each branch.
import { Refusal, fold, sentence, type Decider, type Facts, type Instant } from '@simpul/kernel'
import { describe, expect, it } from 'vitest'

type Typed = { readonly type: string }

type Outcome<Event> =
  | { readonly kind: 'events'; readonly events: readonly Event[] }
  | { readonly kind: 'refusal'; readonly code: string; readonly facts?: Facts }

export interface Scenario<Command, Event> {
  readonly name: string
  readonly given: readonly Event[]
  readonly when: Command
  readonly expected: Outcome<Event>
}

interface Expecting<Command, Given> {
  /** These events, exactly and in this order; `.then()` says that nothing happens. */
  then<const Events extends readonly Typed[]>(...events: Events): Scenario<Command, Given | Events[number]>
  /** This refusal; with `facts` also exactly these facts. */
  refused(code: string, facts?: Facts): Scenario<Command, Given>
}

interface History<Given> {
  when<const Command extends Typed>(command: Command): Expecting<Command, Given>
}

/** A sentence that someone who knows the rule could confirm or deny; `.given()` may be left out for "nothing happened yet". */
export function scenario(name: string) {
  return {
    given: <const Events extends readonly Typed[]>(...events: Events) => after<Events[number]>(name, events),
    when: <const Command extends Typed>(command: Command) => after<never>(name, []).when(command),
  }
}

function after<Given>(name: string, given: readonly Given[]): History<Given> {
  return {
    when: (command) => ({
      // oxlint-disable-next-line unicorn/no-thenable -- given/when/then is the vocabulary; nobody awaits an expectation
      then: (...events) => ({ name, given, when: command, expected: { kind: 'events', events } }),
      refused: (code, facts) => ({
        name,
        given,
        when: command,
        expected: { kind: 'refusal', code, ...(facts === undefined ? {} : { facts }) },
      }),
    }),
  }
}

/** Registers one test a scenario. */
export function behaviour<State, Command, Event>(
  name: string,
  decider: Decider<State, Command, Event>,
  scenarios: readonly Scenario<NoInfer<Command>, NoInfer<Event>>[], // the decider says what commands and events there are
): void {
  const names = scenarios.map((each) => each.name)
  const twice = names.find((each, index) => names.indexOf(each) !== index)
  if (twice !== undefined) throw new Error(`behaviour '${name}' has two scenarios called '${twice}'`)
  if (scenarios.length === 0) throw new Error(`behaviour '${name}' has no scenario`)
  describe(name, () => {
    for (const each of scenarios) it(each.name, () => verify(decider, each))
  })
}

/** Throws an assertion error unless the decider does what the scenario says. */
export function verify<State, Command, Event>(
  decider: Decider<State, Command, Event>,
  of: Scenario<NoInfer<Command>, NoInfer<Event>>,
): void {
  const state = deepFreeze(fold(decider, deepFreeze(of.given)))
  const outcome = attempt(() => decider.decide(state, deepFreeze(of.when)))
  if (of.expected.kind === 'refusal') return verifyRefusal(outcome, of.expected)
  if (outcome.refusal) throw new Error(`refused: ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.facts)}`)
  expect(outcome.events).toStrictEqual(of.expected.events)
  expect(JSON.parse(JSON.stringify(outcome.events)), 'events as they are stored').toStrictEqual(outcome.events)
  // A decider that emits what its own fold cannot take would fail at the next load; it must fail here.
  outcome.events.reduce((folded, event) => deepFreeze(decider.evolve(folded, event)), state)
}

type Attempt<Event> = { events: readonly Event[]; refusal?: never } | { refusal: Refusal; events?: never }

function attempt<Event>(decide: () => readonly Event[]): Attempt<Event> {
  try {
    return { events: decide() }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error }
    throw error
  }
}

function verifyRefusal<Event>(outcome: Attempt<Event>, expected: { code: string; facts?: Facts }): void {
  const { refusal } = outcome
  if (!refusal) throw new Error(`expected the refusal ${expected.code}, but it happened: ${JSON.stringify(outcome.events)}`)
  expect(refusal.code).toBe(expected.code)
  if (expected.facts !== undefined) expect(refusal.facts).toStrictEqual(expected.facts)
  for (const template of [refusal.entry.id, refusal.entry.en]) {
    const unfilled = sentence(template, refusal.facts).match(/\{\w+\}/)
    if (unfilled) throw new Error(`the sentence of ${refusal.code} lacks the fact ${unfilled[0]}: ${template}`)
  }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}

/** An instant as people write it (`2026-05-10T17:00+07:00`) in the form that the system keeps: UTC with milliseconds. */
export function at(written: string): Instant {
  if (!/(Z|[+-]\d{2}:\d{2})$/.test(written)) throw new Error(`'${written}' says no zone: a test must not depend on the machine's`)
  return new Date(written).toISOString()
}
