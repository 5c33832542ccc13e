// A disclosure: somebody asked to see personal data in the clear, for whom and why. Recorded before anything is shown.
// Guarantees: ids, names of fields and a reference alone, no word of anybody; over after a quarter of an hour.
// Does not guarantee: that what was asked for was also read; it could be.
import { never, type Instant } from '@simpul/kernel'

export const PEOPLE_MAX = 100
export const OPEN_FOR_MS = 15 * 60_000 // a page is filled at once; who needs it longer asks again, and that is recorded too

export type DisclosedField = 'birthDate' | 'name' | 'nik' | 'npwp' | 'phone' | 'email' | 'address'

export type DisclosureEvent =
  /** Another service asked, for the caller whom it names. `fields`: what it was granted for this purpose then. */
  | {
      readonly type: 'PeopleResolved'
      readonly service: string
      readonly purpose: string
      readonly onBehalfOf: string
      readonly people: readonly string[]
      readonly fields: readonly DisclosedField[]
      readonly at: Instant
    }
  | {
      readonly type: 'PersonRevealed'
      readonly by: string
      readonly person: string
      readonly fields: readonly DisclosedField[]
      /** Why: a sealed file, because words about a person are personal. */
      readonly reasonRef: string
      readonly at: Instant
    }

export type Disclosure =
  | { readonly status: 'none' }
  | {
      readonly status: 'to-service' | 'to-officer'
      /** Subject of the officer, or name of the service. */
      readonly by: string
      readonly people: readonly string[]
      readonly fields: readonly DisclosedField[]
      readonly since: Instant
    }

export const initial: Disclosure = { status: 'none' }

export function evolve(_state: Disclosure, event: DisclosureEvent): Disclosure {
  switch (event.type) {
    case 'PeopleResolved':
      return { status: 'to-service', by: event.service, people: event.people, fields: event.fields, since: event.at }
    case 'PersonRevealed':
      return { status: 'to-officer', by: event.by, people: [event.person], fields: event.fields, since: event.at }
    default:
      return never(event)
  }
}

export const isOpen = (since: Instant, nowMs: number) => nowMs < Date.parse(since) + OPEN_FOR_MS
