// The offer as the platform keeps it.
import { offerContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { offerDecider, type OfferCommand } from './decide.ts'
import type { Offer, OfferEvent } from './offer.ts'

export const offer = defineAggregate<Offer, OfferCommand, OfferEvent>({
  contract: offerContract,
  decider: offerDecider,
  stateSchema: 1,
  copies: () => ({}),
  indexes: [],
})
