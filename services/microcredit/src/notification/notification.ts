// One message about one step by one channel, and what became of it: the log of its delivery.
// Guarantees: at most five attempts, each begun on the record before anything is sent; nothing is sent after it was taken or given up.
// Does not guarantee: that a message whose outcome is unknown did not arrive; by a channel that does not drop repeats it is not sent again.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId } from '../parties.ts'
import { refuse } from './refusals.ts'
import type { ChannelName, Language } from './contact.ts'

export const ATTEMPTS_MAX = 5

export interface Wanted {
  readonly applicationId: string
  readonly sequence: number
  readonly step: string
  readonly person: PersonId
  readonly channel: ChannelName
  readonly language: Language
  readonly text: string
}

export type NotificationEvent =
  | ({ type: 'NotificationWanted' } & Wanted)
  | { type: 'SendingBegun'; attempt: number }
  | { type: 'SendingFailed'; attempt: number; code: string }
  | { type: 'NotificationSent'; attempt: number; ref: string }
  | { type: 'NotificationGivenUp'; attempt: number; code: string }

export type Notification =
  | { readonly status: 'none' }
  /** `sending`: the attempt that was begun and has no outcome yet. */
  | { readonly status: 'open'; readonly wanted: Wanted; readonly attempts: number; readonly sending: number | null }
  | { readonly status: 'sent'; readonly wanted: Wanted; readonly attempts: number }
  | { readonly status: 'given-up'; readonly wanted: Wanted; readonly attempts: number; readonly code: string }

export type NotificationCommand =
  | ({ type: 'WantNotification'; now: Instant } & Wanted)
  | { type: 'BeginSending'; attempt: number; now: Instant }
  | { type: 'RecordSent'; attempt: number; ref: string; now: Instant }
  | { type: 'RecordFailure'; attempt: number; code: string; final: boolean; now: Instant }

export const initial: Notification = { status: 'none' }

export function decideNotification(state: Notification, command: NotificationCommand): readonly NotificationEvent[] {
  switch (command.type) {
    case 'WantNotification': {
      if (state.status !== 'none') return [] // its id is step and channel: wanted again is the same message
      const { type: _, now: __, ...wanted } = command
      return [{ type: 'NotificationWanted', ...wanted }]
    }
    case 'BeginSending': {
      if (state.status !== 'open') throw refuse('notification/over', { status: state.status })
      const { attempt } = command
      if (attempt !== state.attempts + 1 || attempt > ATTEMPTS_MAX) throw refuse('notification/attempt-used', { attempt })
      return [{ type: 'SendingBegun', attempt }]
    }
    case 'RecordSent':
      if (state.status === 'none') throw refuse('notification/over', { status: 'none' })
      // Late good news corrects "given up": an attempt whose worker was thought dead had gone through.
      return state.status === 'sent' ? [] : [{ type: 'NotificationSent', attempt: command.attempt, ref: command.ref }]
    case 'RecordFailure': {
      const { attempt, code, final } = command
      if (state.status !== 'open' || (state.sending !== attempt && state.attempts >= attempt)) return [] // told before
      if (final || attempt >= ATTEMPTS_MAX) return [{ type: 'NotificationGivenUp', attempt, code }]
      return [{ type: 'SendingFailed', attempt, code }]
    }
    default:
      return never(command)
  }
}

export function evolveNotification(state: Notification, event: NotificationEvent): Notification {
  if (event.type === 'NotificationWanted') {
    const { type: _, ...wanted } = event
    return { status: 'open', wanted, attempts: 0, sending: null }
  }
  if (state.status === 'none') return state
  const { wanted } = state
  switch (event.type) {
    case 'SendingBegun':
      return { status: 'open', wanted, attempts: event.attempt, sending: event.attempt }
    case 'SendingFailed':
      return { status: 'open', wanted, attempts: event.attempt, sending: null }
    case 'NotificationSent':
      return { status: 'sent', wanted, attempts: event.attempt }
    case 'NotificationGivenUp':
      return { status: 'given-up', wanted, attempts: event.attempt, code: event.code }
    default:
      return never(event)
  }
}

/** The same step by the same channel is the same message, whoever asks for it and however often. */
export const notificationId = (applicationId: string, sequence: number, channel: ChannelName) =>
  `${applicationId}:${sequence}:${channel}`
