// The delivery of a message as a process: from the wish to send it until it was taken or given up.
import { notificationContract } from '@simpul/contracts'
import { defineProcess } from '@simpul/platform'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { deliverySteps } from './activities.ts'
import type { Notification, NotificationEvent } from './notification.ts'

export const delivery = defineProcess<NotificationEvent, Notification, MicrocreditOutside>({
  name: 'delivery',
  from: notificationContract,
  starts: { NotificationWanted: () => 1 },
  ends: ['NotificationSent', 'NotificationGivenUp'],
  openRound: (state) => (state.status === 'open' ? 1 : null),
  workflow: { file: new URL('./workflow.ts', import.meta.url), name: 'delivery' },
  activities: deliverySteps,
})
