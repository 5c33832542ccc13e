// A cooperative's offers: listed, priced and paused by its manager.
// Guarantees: whose offer it is comes from the token; whoever binds the cooperative has rights confirmed at that moment; an offer names
// active members of the cooperative alone. Does not: show anything to the public.
import { defineRoutes, type ServiceContext } from '@simpul/platform'
import { closed, day, harvests, id, orNull, priceIdr, producers, saleUnit, sku, terms, tiers } from '../bodies.ts'
import { requireCooperative } from '../knownSellers.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import type { SellerId } from '../parties.ts'
import { producer } from '../producer/aggregate.ts'
import { product } from '../product/aggregate.ts'
import { refuse } from '../refusals.ts'
import { isOfSeller, personOf, sellerOf } from '../rights.ts'
import { offer } from './aggregate.ts'
import { offerId } from './offer.ts'

type Context = ServiceContext<MarketOutside>

const setters = { roles: ['manager'], owns: isOfSeller, confirmed: true } as const
const prices = { priceIdr, tiers }

export const offerRoutes = defineRoutes<MarketOutside>({ tag: 'Penawaran koperasi' }, (route) => {
  route.create('/offers', {
    summary: { id: 'Tawarkan produk', en: 'Offer a product' },
    may: { roles: ['manager'], confirmed: true },
    aggregate: offer,
    body: closed({ product: id, sku, saleUnit, terms, producers, ...prices }),
    target: ({ actor, body }) => offerId(sellerOf(actor), body.sku.toUpperCase()),
    async command({ actor, body, context }) {
      const seller = sellerOf(actor)
      await requireCooperative(context, seller)
      await requireProducers(context, seller, body.producers)
      const found = (await context.commands.state(product, body.product))?.state
      if (!found || found.status === 'none') throw refuse('product/not-drafted', { field: 'product' })
      if (found.status !== 'published' && found.seller !== seller) throw refuse('product/not-published', { field: 'product' })
      const { dimension } = found
      return { type: 'ListOffer', ...body, sku: body.sku.toUpperCase(), seller, dimension, by: personOf(actor) }
    },
  })
  route.command('/offers/:id/price', {
    summary: { id: 'Ubah harga', en: 'Change the price' },
    may: setters,
    aggregate: offer,
    body: closed(prices),
    ifMatch: 'required',
    target: ({ params }) => params.id,
    command: ({ actor, body }) => ({ type: 'ChangePrice', ...body, by: personOf(actor) }),
  })
  route.command('/offers/:id/terms', {
    summary: { id: 'Ubah syarat pesanan dan produsen', en: 'Change what orders are admitted, and the producers' },
    may: setters,
    aggregate: offer,
    body: closed({ terms, producers }),
    ifMatch: 'required',
    target: ({ params }) => params.id,
    async command({ actor, body, context }) {
      await requireProducers(context, sellerOf(actor), body.producers)
      return { type: 'SetTerms', ...body, by: personOf(actor) }
    },
  })
  route.command('/offers/:id/pause', {
    summary: { id: 'Jeda penawaran', en: 'Pause an offer' },
    may: setters,
    aggregate: offer,
    body: closed({ from: day, to: orNull(day) }),
    target: ({ params }) => params.id,
    command: ({ actor, body }) => ({ type: 'PauseOffer', ...body, by: personOf(actor) }),
  })
  route.command('/offers/:id/harvests', {
    summary: { id: 'Isi kalender panen', en: 'Say when it is harvested' },
    may: setters,
    aggregate: offer,
    body: closed({ harvests }),
    target: ({ params }) => params.id,
    command: ({ actor, body }) => ({ type: 'SetHarvests', ...body, by: personOf(actor) }),
  })
  route.command('/offers/:id/resumption', {
    summary: { id: 'Buka lagi penawaran', en: 'Resume an offer' },
    may: setters,
    aggregate: offer,
    body: closed({}),
    target: ({ params }) => params.id,
    command: ({ actor }) => ({ type: 'ResumeOffer', by: personOf(actor) }),
  })
})

async function requireProducers({ commands }: Context, seller: SellerId, ids: readonly string[]): Promise<void> {
  const states = await Promise.all(ids.map(async (each) => (await commands.state(producer, each))?.state))
  for (const [n, state] of states.entries())
    if (state?.status !== 'active' || state.seller !== seller)
      throw refuse('producer/not-of-seller', { field: `producers.${n}`, producer: ids[n] ?? '' })
}
