// What a restore from a backup may lose, and nothing else: what was answered after the backup was begun, and before the restore.
// Guarantees: what was answered earlier must still be there, what was answered later too, and nothing of the lost minutes is in the log.
import type { Attempt, RunEvidence } from './evidence.ts'
import type { World } from './world.ts'

type Run = Pick<RunEvidence, 'restores'>

/** Its answer, if there was one, is of the lost minutes. */
export const isTakenBack = ({ restores }: Run, { at, ms }: Attempt) =>
  restores.some(({ backupBegan, restoredAt }) => at + ms >= backupBegan && at <= restoredAt)

/** Journeys that began in the lost minutes or sent a command in them may come to nothing: what they saw or did may be gone. */
export function lostJourneys({ run, requests }: World['evidence']): ReadonlySet<string> {
  const lost = new Set<string>()
  const begun = new Set<string>()
  for (const attempt of requests.toSorted((a, b) => a.at - b.at)) {
    const { journey, commandId } = attempt
    if ((commandId !== undefined || !begun.has(journey)) && isTakenBack(run, attempt)) lost.add(journey)
    begun.add(journey)
  }
  return lost
}

/** An event of the lost minutes in the log: old and new were mixed, or it was no restore at all. */
export function* nothingOfLostMinutes({ evidence: { run }, kinds }: World): Generator<string> {
  for (const { events } of kinds.values())
    for (const { id, type, time } of [...events.values()].flat()) {
      const at = Date.parse(time)
      if (run.restores.some(({ backupEnded, restoredAt }) => at > backupEnded && at < restoredAt))
        yield `${id} ${type} of ${time} is in the log, although the restore took that time back`
    }
}
