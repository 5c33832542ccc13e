// The procedure of a home visit: plan it, wait for it with a reminder and an escalation, close it; a cancellation ends it anywhere.
import { inbox, steps, unlessEndedBy, type ProcessInput } from '../workflow.ts'
import type { visitSteps } from './activities.ts'
import type { VisitEvent } from './visit.ts'

export async function visiting(input: ProcessInput<VisitEvent>) {
  const events = inbox<VisitEvent>(input)
  const step = steps<ReturnType<typeof visitSteps>>(events)
  return unlessEndedBy(events, 'VisitCancelled', async () => {
    const planned = await step.plan(input.id, input.round)
    const made = await events.next('VisitMade', {
      within: () => step.due(),
      onReminder: () => step.remind(input.id, input.round),
      onOverdue: () => step.escalate(input.id, input.round),
    })
    await step.close(input.id, input.round)
    return { planned, note: made.event.note }
  })
}
