// The producers of a cooperative, to be listed by it.
import { producerContract } from '@simpul/contracts'
import { never, type Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import type { ProducerEvent } from '../producer/producer.ts'

export type ProducerRow = {
  readonly seller: string
  readonly memberNo: string
  readonly person: string | null
  readonly region: string
  readonly status: 'active' | 'retired'
  readonly since: Instant
}

export const producers = projection<ProducerRow, ProducerEvent>({
  name: 'producers',
  from: producerContract,
  indexes: [{ keys: { seller: 1, memberNo: 1 } }],
  fold(row, event) {
    switch (event.type) {
      case 'ProducerRegistered': {
        const { seller, memberNo, person, region, at: since } = event
        return { seller, memberNo, person, region, status: 'active', since }
      }
      case 'ProducerRetired':
        return row && { ...row, status: 'retired', since: event.at }
      default:
        return never(event)
    }
  },
})
