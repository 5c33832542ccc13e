// A way to reach a person: e-mail, a messaging webhook. One message at a time, with a key of its own.
// Guarantees: an expected failure is a value, never thrown; address and text are in no failure and no log.
// Does not guarantee: that it was read. Whether a message may be sent again after a crash depends on the channel: `dropsRepeats`.
// Shown by notification/channels.test.ts of microcredit.

export const CHANNELS = ['email', 'whatsapp'] as const
export type ChannelName = (typeof CHANNELS)[number]

export interface Message {
  /** The same for each attempt at the same message. */
  readonly key: string
  readonly to: string
  /** Never personal data: subjects stand in lists, logs and notifications of other people's phones. */
  readonly subject: string
  readonly text: string
}

export type Delivery =
  | { readonly kind: 'accepted'; readonly ref: string }
  /** Surely not taken; another attempt may do. */
  | { readonly kind: 'down'; readonly code: string }
  /** It may have been taken: the answer was lost. */
  | { readonly kind: 'unknown'; readonly code: string }
  /** Not this message, now or later. `blocked`: nor any other to this address. */
  | { readonly kind: 'refused'; readonly code: string; readonly blocked: boolean }

export interface Channel {
  /** True: the other side keeps one of several messages with the same key, so an unknown outcome is simply tried again. */
  readonly dropsRepeats: boolean
  send(message: Message): Promise<Delivery>
}

export type Channels = Readonly<Partial<Record<ChannelName, Channel>>>
