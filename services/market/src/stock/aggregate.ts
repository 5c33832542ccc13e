// The stock as the platform keeps it.
import { stockContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { stockDecider, type StockCommand } from './decide.ts'
import type { Stock, StockEvent } from './stock.ts'

export const stock = defineAggregate<Stock, StockCommand, StockEvent>({
  contract: stockContract,
  decider: stockDecider,
  stateSchema: 1,
  copies: () => ({}),
  indexes: [],
})
