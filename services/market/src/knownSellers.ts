// What must be known of a cooperative before it brings anything to the market: that it is one.
// Guarantees: by partners' facts as they have arrived here. Does not guarantee: rights; those are asked of partners (outside/rights.ts).
import type { ServiceContext } from '@simpul/platform'
import type { SellerId } from './parties.ts'
import { cooperatives } from './projections/cooperatives.ts'
import { refuse } from './refusals.ts'

export async function requireCooperative({ rows }: Pick<ServiceContext, 'rows'>, seller: SellerId): Promise<void> {
  if (!(await rows(cooperatives).get(seller))) throw refuse('seller/unknown')
}
