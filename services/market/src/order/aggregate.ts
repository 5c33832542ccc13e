// The order as the platform keeps it.
import { orderContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { orderDecider, type OrderCommand } from './decide.ts'
import type { Order, OrderEvent } from './order.ts'

export const order = defineAggregate<Order, OrderCommand, OrderEvent>({
  contract: orderContract,
  decider: orderDecider,
  stateSchema: 1,
  copies: () => ({}),
  indexes: [],
})
