// A message as the platform keeps it: its contract, its rules, and what its documents can be found by.
import { notificationContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import {
  decideNotification,
  evolveNotification,
  initial,
  type Notification,
  type NotificationCommand,
  type NotificationEvent,
} from './notification.ts'

export const notification = defineAggregate<Notification, NotificationCommand, NotificationEvent>({
  contract: notificationContract,
  decider: { initial, decide: decideNotification, evolve: evolveNotification },
  stateSchema: 1,
  copies: (state) => (state.status === 'none' ? {} : { status: state.status, applicationId: state.wanted.applicationId }),
  indexes: [{ keys: { applicationId: 1 } }],
})
