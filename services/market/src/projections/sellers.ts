// How the market stands to cooperatives, for lists: those of whom nothing was decided have no row.
import { sellerContract } from '@simpul/contracts'
import { projection } from '@simpul/platform'
import { evolve, initial, type SellerEvent } from '../seller/seller.ts'

export type SellerRow = { readonly trusted: boolean; readonly suspended: boolean }

export const sellers = projection<SellerRow, SellerEvent>({
  name: 'sellers',
  from: sellerContract,
  indexes: [],
  fold(row, event) {
    const next = evolve(row ? { status: 'known', ...row } : initial, event)
    return next.status === 'known' ? { trusted: next.trusted, suspended: next.suspended } : row
  },
})
