// An order as its buyer and its seller read it. Does not: name anybody; partners is asked for that.
import { Type, type Static } from 'typebox'
import { closed, decimal, id, orNull } from '../bodies.ts'
import type { KnownOrder } from './order.ts'

const idr = Type.Integer({ minimum: 0 })
export const status = Type.Enum(['awaiting-stock', 'placed', 'refused', 'cancelled'])

export const facts = {
  buyer: id,
  buyerOrg: orNull(id),
  seller: id,
  offer: id,
  quantity: decimal,
  priceIdr: idr,
  totalIdr: idr,
  /** Of irregular pieces: what the scales say settles it. */
  isEstimate: Type.Boolean(),
}

export const OrderView = closed({
  id,
  version: Type.Integer(),
  status,
  ...facts,
  why: orNull(Type.String()),
  since: Type.String(),
})

export function orderView(of: string, version: number, state: KnownOrder): Static<typeof OrderView> {
  const { status: stands, buyer, buyerOrg, seller, offer, quantity, priceIdr, totalIdr, isEstimate, since } = state
  const why = 'why' in state ? state.why : null
  return { id: of, version, status: stands, buyer, buyerOrg, seller, offer, quantity, priceIdr, totalIdr, isEstimate, why, since }
}
