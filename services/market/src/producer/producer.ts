// A member of a cooperative who makes what it sells, by the member number of the cooperative.
// Guarantees: one producer a member number; the name stays at partners, which is asked by the id of the person, where there is one.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'

/** The id is the key, so a member is not registered twice. */
export const producerId = (seller: SellerId, memberNo: string) => `${seller}.${memberNo}`

type Made = { readonly by: PersonId; readonly at: Instant }

export type ProducerEvent =
  | ({ type: 'ProducerRegistered'; seller: SellerId; memberNo: string; person: PersonId | null; region: string } & Made)
  | ({ type: 'ProducerRetired' } & Made)

export type Producer =
  | { readonly status: 'none' }
  | {
      readonly status: 'active' | 'retired'
      readonly seller: SellerId
      readonly memberNo: string
      /** At partners; null for who has no account. */
      readonly person: PersonId | null
      /** Not finer than the district, which says nothing about one person. */
      readonly region: string
    }

export const initial: Producer = { status: 'none' }

export function evolve(state: Producer, event: ProducerEvent): Producer {
  switch (event.type) {
    case 'ProducerRegistered': {
      const { seller, memberNo, person, region } = event
      return { status: 'active', seller, memberNo, person, region }
    }
    case 'ProducerRetired':
      return state.status === 'active' ? { ...state, status: 'retired' } : state
    default:
      return never(event)
  }
}
