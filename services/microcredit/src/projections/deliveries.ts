// What became of each message about an application: the delivery log.
// Guarantees: a pure fold; no address and no person in it.
import { notificationContract } from '@simpul/contracts'
import { never, type Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import type { ChannelName } from '@simpul/platform/notify'
import type { NotificationEvent } from '../notification/notification.ts'

export type DeliveryRow = {
  readonly applicationId: string
  readonly sequence: number
  readonly step: string
  readonly channel: ChannelName
  readonly text: string
  readonly status: 'open' | 'sent' | 'given-up'
  readonly attempts: number
  readonly code: string | null
  readonly wantedAt: Instant
  readonly changedAt: Instant
}

export const deliveries = projection<DeliveryRow, NotificationEvent>({
  name: 'deliveries',
  from: notificationContract,
  indexes: [{ keys: { applicationId: 1, wantedAt: -1 } }],
  fold(row, event, { time }) {
    if (event.type === 'NotificationWanted') {
      const { applicationId, sequence, step, channel, text } = event
      const begun = { status: 'open', attempts: 0, code: null, wantedAt: time, changedAt: time } as const
      return { applicationId, sequence, step, channel, text, ...begun }
    }
    if (!row) return row
    const { attempt: attempts } = event
    switch (event.type) {
      case 'SendingBegun':
        return { ...row, attempts, changedAt: time }
      case 'SendingFailed':
        return { ...row, attempts, code: event.code, changedAt: time }
      case 'NotificationSent':
        return { ...row, attempts, status: 'sent', code: null, changedAt: time }
      case 'NotificationGivenUp':
        return { ...row, attempts, status: 'given-up', code: event.code, changedAt: time }
      default:
        return never(event)
    }
  },
})
