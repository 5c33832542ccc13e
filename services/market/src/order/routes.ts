// Orders: asked for by anybody who is signed in, at the price of that moment; read and cancelled by buyer and seller.
// Guarantees: an order is of what the public sees, in a quantity that the offer admits; it stands only once its stock is held.
// Does not: take money; nor tell anybody else that the order exists.
import { dayInWib } from '@simpul/kernel'
import { defineRoutes, instantOf, type Actor, type ServiceContext } from '@simpul/platform'
import { Type } from 'typebox'
import { closed, decimal, id, reason } from '../bodies.ts'
import { offer } from '../offer/aggregate.ts'
import { isPaused, type ListedOffer } from '../offer/offer.ts'
import { quote } from '../offer/quote.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { product } from '../product/aggregate.ts'
import { orders } from '../projections/orders.ts'
import { refuse } from '../refusals.ts'
import { isOfSeller, personOf, sellerOf } from '../rights.ts'
import { seller as sellerAggregate } from '../seller/aggregate.ts'
import { isSuspended } from '../seller/seller.ts'
import { thousandths } from '../units/saleUnit.ts'
import { order } from './aggregate.ts'
import type { Order } from './order.ts'
import { facts, OrderView, orderView, status } from './view.ts'

type Context = ServiceContext<MarketOutside>

const isBuyer = (state: Order, { person }: Actor) => state.status !== 'none' && person !== undefined && state.buyer === person
const mayRead = (state: Order, actor: Actor) =>
  state.status !== 'none' &&
  (isBuyer(state, actor) || (actor.roles.includes('manager') && isOfSeller(state, actor)) || actor.roles.includes('auditor'))

export const orderRoutes = defineRoutes<MarketOutside>({ tag: 'Pesanan' }, (route) => {
  route.create('/orders', {
    summary: { id: 'Pesan dari suatu penawaran', en: 'Order from an offer' },
    may: { roles: 'anyone-signed-in' },
    aggregate: order,
    body: closed({ offer: id, quantity: decimal }),
    async command({ actor, body, context, id: of }) {
      const found = await openOffer(context, body.offer)
      const { quantity, priceIdr, totalIdr, standing } = quote(found, body.quantity)
      const amount = thousandths(found.saleUnit, body.quantity)
      if (amount === null) throw refuse('stock/invalid', { field: 'quantity' })
      const buyer = personOf(actor)
      const ordered = { buyer, buyerOrg: actor.org ?? null, seller: found.seller, offer: body.offer }
      const isEstimate = standing === 'estimated'
      return { type: 'RequestOrder', id: of, ...ordered, quantity, amount, priceIdr, totalIdr, isEstimate, by: buyer }
    },
  })
  route.command('/orders/:id/cancellation', {
    summary: { id: 'Batalkan pesanan saya', en: 'Cancel my order' },
    may: { roles: 'anyone-signed-in', owns: isBuyer },
    aggregate: order,
    body: closed({ reason }),
    target: ({ params }) => params.id,
    command: ({ actor, body }) => ({ type: 'CancelOrder', side: 'buyer', ...body, by: personOf(actor) }),
  })
  route.command('/orders/:id/refusal', {
    summary: { id: 'Tolak pesanan yang tidak dapat dipenuhi', en: 'Refuse an order that cannot be met' },
    may: { roles: ['manager'], owns: isOfSeller, confirmed: true },
    aggregate: order,
    body: closed({ reason }),
    target: ({ params }) => params.id,
    command: ({ actor, body }) => ({ type: 'CancelOrder', side: 'seller', ...body, by: personOf(actor) }),
  })
})

export const orderReadingRoutes = defineRoutes<MarketOutside>({ tag: 'Pesanan' }, (route) => {
  route.get('/orders/:id', {
    summary: { id: 'Lihat pesanan', en: 'Look at an order' },
    may: { roles: 'anyone-signed-in' },
    response: OrderView,
    async read({ params, actor, context }) {
      const found = await context.commands.state(order, params.id)
      if (!found || found.state.status === 'none' || !mayRead(found.state, actor)) return null
      return orderView(params.id, found.version, found.state)
    },
  })
  const item = closed({ id, status, ...facts, at: Type.String() })
  route.list('/my/orders', {
    summary: { id: 'Pesanan saya', en: 'My orders' },
    may: { roles: 'anyone-signed-in' },
    query: closed({ status: Type.Optional(status) }),
    item,
    after: orders,
    rows: ({ query, actor, ...asked }) => listed({ buyer: personOf(actor), ...query }, asked),
  })
  route.list('/orders', {
    summary: { id: 'Pesanan kepada koperasi saya', en: 'Orders to my cooperative' },
    may: { roles: ['manager'] },
    query: closed({ status: Type.Optional(status) }),
    item,
    after: orders,
    rows: ({ query, actor, ...asked }) => listed({ seller: sellerOf(actor), ...query }, asked),
  })
})

type Paged = { readonly context: Context; readonly limit: number; readonly after?: string }

async function listed(filter: Readonly<Record<string, unknown>>, { context, limit, after }: Paged) {
  const sort = { by: 'at', direction: -1 } as const
  const page = await context.rows(orders).find({ filter, sort, limit, ...(after === undefined ? {} : { after }) })
  const rows = page.rows.map((row) => {
    const { id: of, status: stands, buyer, buyerOrg, seller, offer: from, quantity, priceIdr, totalIdr, isEstimate, at } = row
    return { id: of, status: stands, buyer, buyerOrg, seller, offer: from, quantity, priceIdr, totalIdr, isEstimate, at }
  })
  return { rows, next: page.next }
}

/** By the aggregates themselves, not by rows: what is ordered is bound by it. */
async function openOffer({ commands, outside }: Context, id: string): Promise<ListedOffer> {
  const found = (await commands.state(offer, id))?.state
  if (found?.status !== 'listed') throw refuse('offer/not-open', { field: 'offer' })
  const of = (await commands.state(product, found.product))?.state
  const standing = (await commands.state(sellerAggregate, found.seller))?.state
  const paused = isPaused(found, dayInWib(instantOf(outside.clock.now())))
  if (of?.status !== 'published' || paused || (standing && isSuspended(standing)))
    throw refuse('offer/not-open', { field: 'offer' })
  return found
}
