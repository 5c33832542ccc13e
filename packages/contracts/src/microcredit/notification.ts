// What is told of messages to applicants and of how they want them: no address, no name; the text is the same for everybody at that step.
import { Type } from 'typebox'
import { closed, code, id } from './shapes.ts'

const channel = Type.Enum(['email', 'whatsapp'])
const language = Type.Enum(['id', 'en'])
const attempt = Type.Integer({ minimum: 1, maximum: 5 })

export const contactContract = {
  source: 'microcredit.contact',
  types: {
    ContactChosen: closed({ person: id, channels: Type.Array(channel, { maxItems: 2 }), language, by: id }),
    ChannelBlocked: closed({ channel, code }),
  },
}

export const notificationContract = {
  source: 'microcredit.notification',
  types: {
    NotificationWanted: closed({
      applicationId: id,
      /** Of the event that is told. */
      sequence: Type.Integer({ minimum: 1 }),
      step: code,
      person: id,
      channel,
      language,
      text: Type.String({ minLength: 1, maxLength: 500 }),
    }),
    SendingBegun: closed({ attempt }),
    SendingFailed: closed({ attempt, code }),
    NotificationSent: closed({ attempt, ref: id }),
    NotificationGivenUp: closed({ attempt, code }),
  },
}
