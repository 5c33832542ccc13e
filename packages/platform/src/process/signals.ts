// The signals that every process workflow understands, and the names of the platform's own activities.
import { defineSignal } from '@temporalio/workflow'
import type { Signalled } from './inboxState.ts'
import { SIGNALS } from './names.ts'

export const eventsSignal = defineSignal<[readonly Signalled[]]>(SIGNALS.events)
/** An operator: whatever stood in the way of a step is mended, try it again now. */
export const resumeSignal = defineSignal(SIGNALS.resume)
/** An operator: go through the procedure again in a new run, with the events it has (after a change of the workflow's code). */
export const renewSignal = defineSignal(SIGNALS.renew)
