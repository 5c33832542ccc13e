// The market's standing towards a cooperative, as the platform keeps it.
import { sellerContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { sellerDecider, type SellerCommand } from './decide.ts'
import type { Seller, SellerEvent } from './seller.ts'

export const seller = defineAggregate<Seller, SellerCommand, SellerEvent>({
  contract: sellerContract,
  decider: sellerDecider,
  stateSchema: 1,
  copies: () => ({}),
  indexes: [],
})
