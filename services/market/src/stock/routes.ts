// What a cooperative says is in stock of its offers. Whose offer it is comes from the token, never from the request.
import { defineRoutes } from '@simpul/platform'
import { closed, decimal, id } from '../bodies.ts'
import { offer } from '../offer/aggregate.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { refuse } from '../refusals.ts'
import { isOfSeller, personOf, sellerOf } from '../rights.ts'
import { thousandths } from '../units/saleUnit.ts'
import { stock } from './aggregate.ts'

export const stockRoutes = defineRoutes<MarketOutside>({ tag: 'Stok' }, (route) => {
  route.create('/stocks', {
    summary: { id: 'Isi stok yang ada', en: 'Say what is in stock' },
    may: { roles: ['manager'], owns: isOfSeller, confirmed: true },
    aggregate: stock,
    /** In sale units. */
    body: closed({ offer: id, onHand: decimal }),
    target: ({ body }) => body.offer,
    location: '/offers/:id',
    async command({ actor, body, context }) {
      const seller = sellerOf(actor)
      const found = (await context.commands.state(offer, body.offer))?.state
      if (found?.status !== 'listed' || found.seller !== seller) throw refuse('offer/not-listed', { field: 'offer' })
      const onHand = thousandths(found.saleUnit, body.onHand)
      if (onHand === null) throw refuse('stock/invalid', { field: 'onHand' })
      return { type: 'SetStock', seller, onHand, by: personOf(actor) }
    },
  })
})
