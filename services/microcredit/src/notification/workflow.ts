// A message is tried until it was taken or given up; how often and how far apart is the step's business.
import { inbox, isRefused, steps, type ProcessInput } from '@simpul/platform/workflow'
import type { DeliverySteps } from './activities.ts'
import type { NotificationEvent } from './notification.ts'

export async function delivery(input: ProcessInput<NotificationEvent>) {
  const events = inbox<NotificationEvent>(input)
  const step = steps<DeliverySteps>(events)
  for (;;) {
    const again = await step.deliver(input.id)
    if (again === null || isRefused(again)) return
    await events.until(again)
  }
}
