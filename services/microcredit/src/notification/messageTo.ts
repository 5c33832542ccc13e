// One message to one person by each channel that they chose.
// Guarantees: the same message again is no second one (its id); who chose nothing is not written to. Does not: send; the delivery does.
import type { Commands, CommandMeta } from '@simpul/platform'
import type { PersonId } from '../parties.ts'
import type { Words } from '../wib.ts'
import { notification } from './aggregate.ts'
import { contact, openChannels } from './contact.ts'
import { notificationId } from './notification.ts'

export interface Message {
  readonly person: PersonId
  /** Of the application or group that it is about. */
  readonly about: string
  /** Of the message, without step and channel. */
  readonly id: string
  readonly sequence: number
  readonly step: string
  readonly words: Words
}

export async function messageTo(
  { person, about, id, sequence, step, words }: Message,
  commands: Commands,
  meta: Omit<CommandMeta, 'commandId' | 'creates'>,
): Promise<void> {
  const chosen = (await commands.state(contact, person))?.state
  if (chosen?.status !== 'chosen') return
  const { language } = chosen
  for (const channel of openChannels(chosen)) {
    const target = notificationId(id, sequence, channel)
    const wanted = { applicationId: about, sequence, step, person, channel, language, text: words[language] }
    const more = { ...meta, creates: true, commandId: `tell:${target}` }
    await commands.send(notification, target, { type: 'WantNotification', ...wanted }, more)
  }
}
