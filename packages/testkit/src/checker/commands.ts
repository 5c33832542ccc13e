// I1 and I2: what the load was answered against what the log holds.
// Guarantees: every answered command is found, or named; every event that a person caused is traced to a request of the load.
import type { Attempt, LoggedEvent } from './evidence.ts'
import { isTakenBack } from './restored.ts'
import type { World } from './world.ts'

/** Every 2xx command ⇒ exactly its events, once, under the version that was answered. */
export function* answeredCommands({ evidence, byCommand }: World): Generator<string> {
  for (const [commandId, attempts] of byCommandId(evidence.requests)) {
    const successes = attempts.filter((attempt) => isSuccess(attempt) && !isTakenBack(evidence.run, attempt))
    const [first] = successes
    if (!first) continue
    const events = byCommand.get(commandId) ?? []
    const where = `${first.method} ${first.path} (${first.journey}, command ${commandId})`
    const expected = first.expects ?? []
    const versions = new Set(successes.map(({ id, version }) => `${id} at version ${version}`))
    if (expected.length > 0 && versions.size > 1)
      yield `${where} was answered in ${versions.size} ways for one Idempotency-Key: ${[...versions].join('; ')}`
    const types = events.map(({ type }) => type)
    if (types.join() !== expected.join()) {
      yield `${where} was answered ${first.status}, so the log must hold ${list(expected)}, but it holds ${list(types)}`
      continue
    }
    const last = events.at(-1)
    if (last && (last.aggregateId !== first.id || last.sequence !== first.version))
      yield `${where} was answered ${first.id} at version ${first.version}, but its last event is ${last.id}`
  }
}

/** Every other command ⇒ no event; one without an answer ⇒ all of its events or none. */
export function* unansweredCommands({ evidence, byCommand, kinds }: World): Generator<string> {
  const asked = byCommandId(evidence.requests)
  for (const [commandId, attempts] of asked) {
    if (attempts.some((attempt) => isSuccess(attempt) && !isTakenBack(evidence.run, attempt))) continue
    const [first] = attempts
    const types = (byCommand.get(commandId) ?? []).map(({ type }) => type)
    if (!first || types.length === 0) continue
    const where = `${first.method} ${first.path} (${first.journey}, command ${commandId})`
    if (!attempts.some((attempt) => isUncertain(attempt) || isSuccess(attempt)))
      yield `${where} was answered ${first.status} ${first.code ?? ''}, but the log holds ${list(types)}`
    else if (types.join() !== (first.expects ?? []).join())
      yield `${where} had no answer, so all of ${list(first.expects ?? [])} or nothing may be in the log, but it holds ${list(types)}`
  }
  for (const { events } of kinds.values())
    for (const event of [...events.values()].flat())
      if (isByPerson(event) && !asked.has(event.commandId))
        yield `${event.id} ${event.type} was caused by ${event.actor} with command ${event.commandId}, which nobody sent`
}

/** A 503 that says "busy" wrote nothing, one that says "outcome unknown" may have: a client treats both as unknown. */
const isUncertain = ({ outcome, status }: Attempt) => outcome === 'ambiguous' || (status ?? 0) >= 500

const isSuccess = ({ outcome, status }: Attempt) =>
  outcome === 'answered' && status !== undefined && status >= 200 && status < 300

const isByPerson = ({ actor }: LoggedEvent) => !/^(process|consumer|sweep|service)(:|$)/.test(actor)

const byCommandId = (requests: readonly Attempt[]): Map<string, Attempt[]> =>
  Map.groupBy(
    requests.filter(({ commandId }) => commandId !== undefined),
    ({ commandId = '' }) => commandId,
  )

const list = (types: readonly string[]) => (types.length === 0 ? 'nothing' : types.join(' + '))
