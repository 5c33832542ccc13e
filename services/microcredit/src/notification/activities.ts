// One attempt at one message: begun on the record, address asked of partners, sent, outcome recorded.
// Guarantees: an address lives inside this step alone; a worker that dies between sending and recording leaves the attempt begun, and
// whoever comes next sends again only where the channel drops repeats, otherwise gives up as unsettled.
import { randomUUID } from 'node:crypto'
import { Refusal } from '@simpul/kernel'
import { instantOf, type ServiceContext, type StepMeta } from '@simpul/platform'
import type { Channel, Delivery } from '@simpul/platform/notify'
import { Away } from '../outside/away.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import type { People } from '../outside/people.ts'
import { contact } from './contact.ts'
import { notification } from './aggregate.ts'
import { ATTEMPTS_MAX, type Wanted } from './notification.ts'

/** After the first, second, … attempt: a restart, a bad hour, a bad morning. What is older than that is read in the timeline. */
export const WAITS_MS = [60_000, 5 * 60_000, 60 * 60_000, 4 * 3_600_000] as const

const SUBJECT = { id: 'Kabar tentang pengajuan KUR Anda', en: 'News about your KUR application' } as const

export const deliverySteps = ({ commands, outside }: ServiceContext<MicrocreditOutside>) => ({
  /** When to try again, or null: taken or given up. */
  async deliver(meta: StepMeta, id: string): Promise<string | null> {
    const state = (await commands.state(notification, id))?.state
    if (state?.status !== 'open') return null
    const { wanted, sending } = state
    const channel = outside.channels[wanted.channel]
    const attempt = sending ?? state.attempts + 1
    const say = { ...meta, commandId: `${id}:${attempt}` }
    const begun = sending === null
    if (!begun && !channel?.dropsRepeats) return failed({ kind: 'unknown', code: 'unsettled' })
    if (begun) await begin()
    const delivery = channel ? await sent(outside.people, channel, id, wanted) : NO_CHANNEL
    if (delivery.kind !== 'accepted') return failed(delivery)
    await commands.send(
      notification,
      id,
      { type: 'RecordSent', attempt, ref: delivery.ref },
      { ...say, commandId: `${say.commandId}:sent` },
    )
    return null

    /** With an id of its own: of two runs of one attempt (a worker thought dead) the second must not go on to send. */
    async function begin(): Promise<void> {
      try {
        const commandId = `${say.commandId}:begin:${randomUUID()}`
        await commands.send(notification, id, { type: 'BeginSending', attempt }, { ...say, commandId })
      } catch (error) {
        if (error instanceof Refusal && error.code === 'notification/attempt-used') throw new Away('another run is sending')
        throw error
      }
    }

    async function failed(delivery: Exclude<Delivery, { kind: 'accepted' }>): Promise<string | null> {
      const { kind, code } = delivery
      const final = kind === 'refused' || (kind === 'unknown' && !channel?.dropsRepeats)
      const meant = { type: 'RecordFailure', attempt, code, final } as const
      await commands.send(notification, id, meant, { ...say, commandId: `${say.commandId}:failed` })
      if (kind === 'refused' && delivery.blocked) {
        const block = { type: 'BlockChannel', channel: wanted.channel, code } as const
        await commands.send(contact, wanted.person, block, { ...say, commandId: `${say.commandId}:blocked` })
      }
      const wait = WAITS_MS[attempt - 1]
      return final || attempt >= ATTEMPTS_MAX || wait === undefined ? null : instantOf(outside.clock.now() + wait)
    }
  },
})

export type DeliverySteps = ReturnType<typeof deliverySteps>

/** The installation lost the setting since it was chosen. */
const NO_CHANNEL: Delivery = { kind: 'refused', code: 'no-channel', blocked: false }

async function sent(people: People, channel: Channel, key: string, wanted: Wanted): Promise<Delivery> {
  const address = await people.addressOf(wanted.person, wanted.channel)
  if (address.kind === 'down') return { kind: 'down', code: 'partners' }
  // Erased or withdrawn, or never given: no other message would get through either.
  if (address.kind === 'unknown') return { kind: 'refused', code: 'no-address', blocked: true }
  return channel.send({ key, to: address.to, subject: SUBJECT[wanted.language], text: wanted.text })
}
