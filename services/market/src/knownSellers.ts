// What must be known of a cooperative: that it is one, before it prepares anything; that it is verified and not suspended, before anything
// of it is shown.
// Guarantees: by partners' facts as they have arrived here. Does not guarantee: rights; those are asked of partners (outside/rights.ts).
import type { ServiceContext } from '@simpul/platform'
import type { SellerId } from './parties.ts'
import type { MarketOutside } from './outside/marketOutside.ts'
import { cooperatives } from './projections/cooperatives.ts'
import { refuse } from './refusals.ts'
import { seller as sellerAggregate } from './seller/aggregate.ts'
import { isSuspended, isTrusted, initial } from './seller/seller.ts'

export async function requireCooperative({ rows }: Pick<ServiceContext, 'rows'>, seller: SellerId): Promise<void> {
  if (!(await rows(cooperatives).get(seller))) throw refuse('seller/unknown')
}

/** Whether it is trusted; refused when it may not sell. */
export async function requireSeller({ rows, commands }: ServiceContext<MarketOutside>, seller: SellerId): Promise<boolean> {
  const facts = await rows(cooperatives).get(seller)
  if (!facts) throw refuse('seller/unknown')
  if (!facts.verified) throw refuse('seller/not-verified', { asOf: facts.asOf })
  const standing = (await commands.state(sellerAggregate, seller))?.state ?? initial
  if (isSuspended(standing)) throw refuse('seller/suspended')
  return isTrusted(standing)
}
