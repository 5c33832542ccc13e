// A product of the catalogue, as the cooperative that brings it drafts, edits, proposes and withdraws it.
// Guarantees: whose product it is comes from the token; an edit is refused when somebody else's came between.
import { defineRoutes } from '@simpul/platform'
import { closed, dimension, productText, reason } from '../bodies.ts'
import { requireCooperative, requireSeller } from '../knownSellers.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { isOfSeller, personOf, sellerOf } from '../rights.ts'
import { product } from './aggregate.ts'

const text = closed(productText)

export const productRoutes = defineRoutes<MarketOutside>({ tag: 'Produk' }, (route) => {
  route.create('/products', {
    summary: { id: 'Buat produk', en: 'Draft a product' },
    may: { roles: ['manager'], confirmed: true },
    aggregate: product,
    body: closed({ ...productText, dimension }),
    async command({ actor, body: { dimension: measured, ...of }, context }) {
      await requireCooperative(context, sellerOf(actor))
      return { type: 'DraftProduct', seller: sellerOf(actor), dimension: measured, text: of, by: personOf(actor) }
    },
  })
  route.command('/products/:id/changes', {
    summary: { id: 'Ubah produk', en: 'Edit a product' },
    may: { roles: ['manager'], owns: isOfSeller, confirmed: true },
    aggregate: product,
    body: text,
    ifMatch: 'required',
    target: ({ params }) => params.id,
    command: ({ actor, body }) => ({ type: 'EditProduct', text: body, by: personOf(actor) }),
  })
  route.command('/products/:id/proposal', {
    summary: { id: 'Ajukan ke moderator', en: 'Propose to a moderator' },
    may: { roles: ['manager'], owns: isOfSeller, confirmed: true },
    aggregate: product,
    body: closed({}),
    target: ({ params }) => params.id,
    async command({ actor, context }) {
      const isTrusted = await requireSeller(context, sellerOf(actor))
      return { type: 'ProposeProduct', isTrusted, by: personOf(actor) }
    },
  })
  route.command('/products/:id/withdrawal', {
    summary: { id: 'Tarik produk dari penjualan', en: 'Withdraw a product from sale' },
    may: { roles: ['manager'], owns: isOfSeller, confirmed: true },
    aggregate: product,
    body: closed({ reason }),
    target: ({ params }) => params.id,
    command: ({ actor, body }) => ({ type: 'WithdrawProduct', side: 'seller', ...body, by: personOf(actor) }),
  })
})
