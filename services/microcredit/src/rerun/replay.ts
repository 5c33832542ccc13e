// The verdicts of an application given again, each on the facts it was given on, by the edition it was given by.
// Guarantees: pure; what is stored is compared field by field and never touched. A verdict that cannot be given again (this program lacks
// its edition) is told apart from one that came out otherwise. Does not guarantee: more than was recorded: sentences are not stored.
import { isDeepStrictEqual } from 'node:util'
import { toEvent, type Envelope } from '@simpul/platform'
import { initial, type Application, type Verdict } from '../application/application.ts'
import { evolve, type ApplicationEvent } from '../application/events.ts'
import { verdictOf } from '../application/verdictFacts.ts'
import { FIRST_EDITION, type KurBooks } from '../rules/kurRules.ts'

export interface Replay {
  /** Of the event that recorded it. */
  readonly sequence: number
  readonly edition: string
  readonly akadOn: string
  readonly result: 'identical' | 'different' | 'edition-missing'
  /** What of it came out otherwise: `outcome`, `R-ACCESS`, … */
  readonly differences: readonly string[]
}

export function replayed(envelopes: readonly Envelope[], books: KurBooks): readonly Replay[] {
  const replays: Replay[] = []
  const states: Application[] = [initial]
  for (const envelope of envelopes) {
    const event = toEvent<ApplicationEvent>(envelope)
    if (event.type === 'VerdictGiven') replays.push(replayOf(event.verdict, states, envelope.sequence, books))
    states.push(evolve(states.at(-1) ?? initial, event))
  }
  return replays
}

/** `states[n]` is the application at version n. */
function replayOf(stored: Verdict, states: readonly Application[], sequence: number, books: KurBooks): Replay {
  const { edition = FIRST_EDITION, akadOn, onVersion = sequence - 1 } = stored
  const book = books.get(edition)
  if (!book) return { sequence, edition, akadOn, result: 'edition-missing', differences: [] }
  const again = verdictOf(states[onVersion] ?? initial, akadOn, { book, onVersion })
  const differences = again ? differencesOf(stored, again) : ['facts']
  return { sequence, edition, akadOn, result: differences.length === 0 ? 'identical' : 'different', differences }
}

/** Old verdicts do not say by which edition and on which version; that they lack it is no difference. Ways out are advice beside it. */
export function differencesOf(stored: Verdict, again: Verdict): readonly string[] {
  const { findings: before, edition, onVersion, ways: _, ...rest } = stored
  const { findings: after } = again
  const fields = Object.entries({ ...rest, ...(edition && { edition }), ...(onVersion && { onVersion }) })
  const ids = [...new Set([...before, ...after].map(({ rule }) => rule))]
  // Not its words, nor what they say it saw: older records have none, and a sentence may be said better.
  const of = (findings: Verdict['findings'], id: string) =>
    findings.flatMap(({ rule, version, outcome, confidence, cite }) =>
      rule === id ? [{ version, outcome, confidence, cite }] : [],
    )
  return [
    ...fields.flatMap(([name, value]) => (isDeepStrictEqual(value, again[name as keyof Verdict]) ? [] : [name])),
    ...ids.filter((id) => !isDeepStrictEqual(of(before, id), of(after, id))),
  ]
}
