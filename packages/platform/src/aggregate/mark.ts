// A command's mark: what an aggregate keeps of each command, to know that one is new without a look into the log.
// Guarantees: a command whose mark is missing among all marks was never recorded. Does not: the opposite; who finds a mark looks.
// Shown by execute.test.ts.
import { createHash } from 'node:crypto'

/** 66 bits of the id's hash: two hundred of them weigh 3 kB, and one in 10^17 looks for nothing. */
export const markOf = (commandId: string): string => createHash('sha256').update(commandId).digest('base64url').slice(0, 11)

/** With one more; undefined when they were not all known, or become too many. */
export function marksWith(before: readonly string[] | null, commandId: string, max: number): readonly string[] | undefined {
  return before === null || before.length >= max ? undefined : [...before, markOf(commandId)]
}
