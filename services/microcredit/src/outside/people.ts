// Who a person is, asked of partners at the moment it is needed and kept nowhere here.
// Guarantees: partners has recorded who asks, for whom and why before it tells anything; NIK and name are in the answer alone, never in
// an address, a cache or a log; who cannot be told is missing, never guessed.
// Does not guarantee: that they are verified; the answer says whether partners has verified them.
import { randomUUID } from 'node:crypto'
import type { ChannelName } from '@simpul/platform/notify'
import { outside, type Down, type OutsideOptions } from '@simpul/platform/outside'
import { Type } from 'typebox'

const Recorded = Type.Object({ id: Type.String() })
const Told = Type.Object({
  people: Type.Array(
    Type.Object({
      id: Type.String(),
      verified: Type.Boolean(),
      name: Type.Optional(Type.String()),
      nik: Type.Optional(Type.String()),
      phone: Type.Optional(Type.String()),
      email: Type.Optional(Type.String()),
    }),
  ),
})

export type PersonAnswer =
  | { readonly kind: 'known'; readonly verified: boolean; readonly nik: string }
  /** Not registered, withdrawn, or erased. */
  | { readonly kind: 'unknown' }
  | Down

export type AddressAnswer = { readonly kind: 'known'; readonly to: string } | { readonly kind: 'unknown' } | Down

export interface People {
  identityOf(person: string, purpose: 'kur-checks' | 'kur-akad'): Promise<PersonAnswer>
  /** Names for a page of at most 100 people, for whom it is shown to; empty when partners is down. */
  namesOf(people: readonly string[], onBehalfOf: string): Promise<ReadonlyMap<string, string>>
  /** Where a message reaches them now; `unknown` also when they gave none. */
  addressOf(person: string, channel: ChannelName): Promise<AddressAnswer>
}

export const PEOPLE_BOUNDS = { timeoutMs: 3_000, attempts: 3, breaker: { failures: 10, openForMs: 5_000 } } as const
export const PEOPLE_MAX = 100
const PURPOSE_OF: Record<ChannelName, string> = { email: 'kur-notice-email', whatsapp: 'kur-notice-phone' }

interface Asking {
  readonly purpose: string
  readonly onBehalfOf: string
  readonly people: readonly string[]
}

export function people(options: Pick<OutsideOptions, 'baseUrl' | 'headers'> & Partial<OutsideOptions>): People {
  const resolve = resolving(options)
  return {
    async identityOf(person, purpose) {
      const told = await resolve({ purpose, onBehalfOf: 'process:approval', people: [person] })
      if (told.kind === 'down') return told
      const found = told.people.find(({ id }) => id === person)
      if (!found) return { kind: 'unknown' }
      if (found.nik === undefined) throw new Error(`partners tells no NIK for ${purpose}`)
      return { kind: 'known', verified: found.verified, nik: found.nik }
    },
    async namesOf(wanted, onBehalfOf) {
      if (wanted.length > PEOPLE_MAX) throw new Error(`${wanted.length} people on one page; at most ${PEOPLE_MAX}`)
      if (wanted.length === 0) return new Map()
      const told = await resolve({ purpose: 'kur-worklist', onBehalfOf, people: [...new Set(wanted)] })
      if (told.kind === 'down') return new Map()
      return new Map(told.people.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]])))
    },
    async addressOf(person, channel) {
      const told = await resolve({ purpose: PURPOSE_OF[channel], onBehalfOf: 'process:delivery', people: [person] })
      if (told.kind === 'down') return told
      const found = told.people.find(({ id }) => id === person)
      const to = channel === 'email' ? found?.email : found?.phone
      return to === undefined || to === '' ? { kind: 'unknown' } : { kind: 'known', to }
    },
  }
}

/** Two steps, because the record must stand before the answer is read. A record without an answer is only a record too many. */
function resolving(options: Pick<OutsideOptions, 'baseUrl' | 'headers'> & Partial<OutsideOptions>) {
  const partners = outside({ ...PEOPLE_BOUNDS, ...options, name: 'partners' })
  const record = partners.question({
    operation: 'record-disclosure',
    answers: { 201: Recorded },
    request: ({ key, ...asking }: Asking & { key: string }) => ({
      method: 'POST',
      path: '/internal/people-resolutions',
      headers: { 'idempotency-key': key },
      body: { service: 'microcredit', ...asking },
    }),
  })
  const read = partners.question({
    operation: 'read-disclosure',
    answers: { 200: Told },
    request: (id: string) => ({ method: 'GET', path: `/internal/people-resolutions/${encodeURIComponent(id)}` }),
  })
  return async (asking: Asking) => {
    // One key for all attempts: a lost answer does not make a second record.
    const recorded = await record({ ...asking, key: randomUUID() })
    if (recorded.kind === 'down') return recorded
    const told = await read(recorded.value.body.id)
    return told.kind === 'down' ? told : ({ kind: 'told', people: told.value.body.people } as const)
  }
}
