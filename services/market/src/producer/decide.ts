// How a cooperative registers the members who make what it sells. Who left may come back under the same number.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'
import { refuse } from '../refusals.ts'
import { evolve, initial, type Producer, type ProducerEvent } from './producer.ts'

type By = { readonly by: PersonId; readonly now: Instant }

export type ProducerCommand =
  | ({ type: 'RegisterProducer'; seller: SellerId; memberNo: string; person: PersonId | null; region: string } & By)
  | ({ type: 'RetireProducer' } & By)

export function decide(state: Producer, command: ProducerCommand): readonly ProducerEvent[] {
  const { by, now: at } = command
  switch (command.type) {
    case 'RegisterProducer': {
      const { seller, memberNo, person, region } = command
      if (state.status === 'active') throw refuse('producer/already-registered', { field: 'memberNo', memberNo })
      return [{ type: 'ProducerRegistered', seller, memberNo, person, region, by, at }]
    }
    case 'RetireProducer':
      if (state.status === 'none') throw refuse('producer/not-registered')
      return state.status === 'retired' ? [] : [{ type: 'ProducerRetired', by, at }]
    default:
      return never(command)
  }
}

export const producerDecider = { initial, decide, evolve }
