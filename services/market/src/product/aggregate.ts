// The product as the platform keeps it.
import { productContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { productDecider, type ProductCommand } from './decide.ts'
import type { Product, ProductEvent } from './product.ts'

export const product = defineAggregate<Product, ProductCommand, ProductEvent>({
  contract: productContract,
  decider: productDecider,
  stateSchema: 1,
  copies: () => ({}),
  indexes: [],
})
