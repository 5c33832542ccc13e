// How an applicant wants to be told: by which channels, in which language. Nothing chosen, nothing sent.
// Guarantees: no address here; partners tells it at the moment of sending. A channel that turned out to be blocked stays so until the
// person chooses again, which says that their address at partners is right now.
import { contactContract } from '@simpul/contracts'
import { never, type Instant } from '@simpul/kernel'
import { defineAggregate } from '@simpul/platform'
import type { ChannelName } from '@simpul/platform/notify'
import type { PersonId } from '../parties.ts'

export type { ChannelName }

export const LANGUAGES = ['id', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export type ContactEvent =
  | { type: 'ContactChosen'; person: PersonId; channels: readonly ChannelName[]; language: Language; by: PersonId }
  | { type: 'ChannelBlocked'; channel: ChannelName; code: string }

export type Contact =
  | { readonly status: 'none' }
  | {
      readonly status: 'chosen'
      readonly person: PersonId
      readonly channels: readonly ChannelName[]
      readonly language: Language
      readonly blocked: readonly ChannelName[]
    }

export type ContactCommand =
  | {
      type: 'ChooseContact'
      person: PersonId
      channels: readonly ChannelName[]
      language: Language
      by: PersonId
      now: Instant
    }
  | { type: 'BlockChannel'; channel: ChannelName; code: string; now: Instant }

const initial: Contact = { status: 'none' }

export function decideContact(state: Contact, command: ContactCommand): readonly ContactEvent[] {
  switch (command.type) {
    case 'ChooseContact': {
      const { person, channels, language, by } = command
      return [{ type: 'ContactChosen', person, channels: [...new Set(channels)], language, by }]
    }
    case 'BlockChannel': {
      const { channel, code } = command
      // Chosen away meanwhile, or blocked by another message: nothing is new.
      const isNews = state.status === 'chosen' && state.channels.includes(channel) && !state.blocked.includes(channel)
      return isNews ? [{ type: 'ChannelBlocked', channel, code }] : []
    }
    default:
      return never(command)
  }
}

export function evolveContact(state: Contact, event: ContactEvent): Contact {
  switch (event.type) {
    case 'ContactChosen': {
      const { person, channels, language } = event
      return { status: 'chosen', person, channels, language, blocked: [] }
    }
    case 'ChannelBlocked':
      return state.status === 'chosen' ? { ...state, blocked: [...state.blocked, event.channel] } : state
    default:
      return never(event)
  }
}

/** Where messages go now. */
export const openChannels = (state: Contact): readonly ChannelName[] =>
  state.status === 'chosen' ? state.channels.filter((channel) => !state.blocked.includes(channel)) : []

export const contact = defineAggregate<Contact, ContactCommand, ContactEvent>({
  contract: contactContract,
  decider: { initial, decide: decideContact, evolve: evolveContact },
  stateSchema: 1,
  copies: () => ({}),
  indexes: [],
})
