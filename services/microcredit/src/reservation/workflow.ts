// Step 6 of the reservation protocol (architecture §4): the pool never ends a hold by itself, so somebody looks when its time is over.
// Guarantees: an approval does not wait for ever for a quota that never answered, and no hold is left that no application wants.
// Does not: release anything; it asks the application, whose own event drives the pool.
import { inbox, isRefused, steps, type ProcessInput } from '@simpul/platform/workflow'
import type { ApplicationEvent } from '../application/events.ts'
import type { ReservationSteps } from './activities.ts'

type Wanted = Extract<ApplicationEvent, { type: 'QuotaWanted' }>

export async function reservation(input: ProcessInput<Wanted>) {
  const events = inbox<Wanted>(input)
  const step = steps<ReservationSteps>(events)
  const { event } = await events.next('QuotaWanted')
  const { rid, quotaId, validUntil } = event
  await events.until(validUntil)
  for (let attempt = 1; ; attempt += 1) {
    const lookAgainAt = await step.settle(input.id, { rid, quotaId, validUntil }, attempt)
    if (lookAgainAt === null || isRefused(lookAgainAt)) return
    await events.until(lookAgainAt)
  }
}
