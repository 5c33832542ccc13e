// The producer as the platform keeps it.
import { producerContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { producerDecider, type ProducerCommand } from './decide.ts'
import type { Producer, ProducerEvent } from './producer.ts'

export const producer = defineAggregate<Producer, ProducerCommand, ProducerEvent>({
  contract: producerContract,
  decider: producerDecider,
  stateSchema: 1,
  copies: () => ({}),
  indexes: [],
})
