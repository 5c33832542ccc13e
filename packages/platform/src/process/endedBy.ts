// A procedure that some events end wherever it stands: withdrawal, rejection, a loan that was cancelled.
// Guarantees: what waits is given up at once; a step under way may still take effect, its aggregate then refuses it.
// Shown by process.int.test.ts.
import { CancellationScope, condition, isCancellation } from '@temporalio/workflow'
import type { Inbox } from './inbox.ts'
import type { OfType } from './inboxState.ts'

export type Outcome<Result, Ended> = { readonly done: Result } | { readonly endedBy: Ended }

/** Runs the procedure until it is done or one of these events is there, whichever is first. */
export async function unlessEndedBy<Event extends { type: string }, Type extends Event['type'], Result>(
  events: Inbox<Event>,
  types: Type | readonly Type[],
  procedure: () => Promise<Result>,
): Promise<Outcome<Result, OfType<Event, Type>>> {
  const scope = new CancellationScope()
  const watch = new CancellationScope()
  const running = scope.run(async () => ({ done: await procedure() }))
  const ended = watch.run(() => condition(() => events.seen(types) !== undefined)).then(() => null)
  const first = await Promise.race([running, ended])
  if (first) {
    ended.catch(ignoreCancellation)
    watch.cancel()
    return first
  }
  scope.cancel()
  try {
    return await running // a last step may have been done in the same instant
  } catch (error) {
    ignoreCancellation(error)
  }
  return { endedBy: events.seen(types) as OfType<Event, Type> }
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error
}
