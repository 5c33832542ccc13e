// An offer as its seller and those who oversee the market read it: with every figure of its price, and what a quantity would cost.
// Guarantees: nobody else learns that it exists. Does not: keep a history of its own; prices are read from the offer's events.
import { available as availableIn } from '@simpul/kernel'
import { instantOf, defineRoutes, type Actor, type ServiceContext } from '@simpul/platform'
import { Type } from 'typebox'
import { closed, decimal, id, idrText, unitCode } from '../bodies.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { offers } from '../projections/offers.ts'
import { stocks } from '../projections/stocks.ts'
import { refuse } from '../refusals.ts'
import { mayRead, OVERSEERS, sellerOf } from '../rights.ts'
import { stock } from '../stock/aggregate.ts'
import { nameOf, perBaseUnit, type Content } from '../units/saleUnit.ts'
import type { UnitCode } from '../units/unit.ts'
import { offer } from './aggregate.ts'
import type { ListedOffer } from './offer.ts'
import { perBaseIdr, quote } from './quote.ts'
import { OfferView, offerView, stockShown } from './view.ts'

type Context = ServiceContext<MarketOutside>
type Weighed = { readonly weighedQuantity?: string; readonly weighedUnit?: UnitCode }

const readers = { roles: ['manager', ...OVERSEERS] } as const
const idr = Type.Integer({ minimum: 0 })
/** A price changes at most 60 times in 30 days; what is older stands in the log. */
const PRICES_SHOWN_MAX = 100

const pricePoint = closed({
  at: Type.String(),
  priceIdr: idr,
  perBaseIdr: idrText,
  lowestOf30DaysIdr: Type.Union([idr, Type.Null()]),
})

const OfferItem = closed({
  id,
  product: id,
  sku: Type.String(),
  unitName: Type.String(),
  priceIdr: idr,
  baseUnit: unitCode,
  perBaseIdr: idrText,
  stock: Type.Union([closed({ quantity: Type.String(), inBase: Type.String() }), Type.Null()]),
  since: Type.String(),
})

export const offerListRoutes = defineRoutes<MarketOutside>({ tag: 'Membaca penawaran' }, (route) => {
  route.list('/offers', {
    summary: { id: 'Penawaran koperasi saya', en: 'Offers of my cooperative' },
    may: { roles: ['manager'] },
    query: closed({ product: Type.Optional(id) }),
    item: OfferItem,
    after: offers,
    async rows({ query, actor, context, limit, after }) {
      const filter = { seller: sellerOf(actor), ...query }
      const sort = { by: 'sku', direction: 1 } as const
      const page = await context.rows(offers).find({ filter, sort, limit, ...(after === undefined ? {} : { after }) })
      const kept = new Map((await context.rows(stocks).getMany(page.rows.map(({ id: of }) => of))).map((row) => [row.id, row]))
      const rows = page.rows.map((row) => {
        const { id: of, product, sku, saleUnit, priceIdr, since } = row
        const inStock = kept.get(of)
        return {
          id: of,
          product,
          sku,
          unitName: nameOf(saleUnit),
          priceIdr,
          baseUnit: perBaseUnit(saleUnit),
          perBaseIdr: perBaseIdr(saleUnit, priceIdr),
          stock: inStock ? stockShown(row, inStock.available) : null,
          since,
        }
      })
      return { rows, next: page.next }
    },
  })
})

export const offerReadingRoutes = defineRoutes<MarketOutside>({ tag: 'Membaca penawaran' }, (route) => {
  route.get('/offers/:id', {
    summary: { id: 'Lihat penawaran', en: 'Look at an offer' },
    may: readers,
    response: OfferView,
    async read({ params, actor, context }) {
      const found = await readable(context, params.id, actor)
      if (!found) return null
      const kept = (await context.commands.state(stock, params.id))?.state
      const available = kept?.status === 'kept' ? availableIn(kept.pool) : null
      return offerView({ id: params.id, ...found, available }, instantOf(context.outside.clock.now()))
    },
  })
  route.get('/offers/:id/prices', {
    summary: { id: 'Riwayat harga', en: 'History of the price' },
    may: readers,
    response: closed({
      unitName: Type.String(),
      baseUnit: unitCode,
      prices: Type.Array(pricePoint, { maxItems: PRICES_SHOWN_MAX }),
    }),
    async read({ params, actor, context }) {
      const found = await readable(context, params.id, actor)
      if (!found) return null
      const { saleUnit } = found.state
      const told = (await context.history(offer, params.id)).filter(({ data }) => typeof data['priceIdr'] === 'number')
      const prices = told.slice(-PRICES_SHOWN_MAX).map(({ time, data }) => {
        const { priceIdr, lowestOf30DaysIdr = null } = data as { priceIdr: number; lowestOf30DaysIdr?: number }
        return { at: time, priceIdr, perBaseIdr: perBaseIdr(saleUnit, priceIdr), lowestOf30DaysIdr }
      })
      return { unitName: nameOf(saleUnit), baseUnit: perBaseUnit(saleUnit), prices }
    },
  })
  route.get('/offers/:id/quote', {
    summary: { id: 'Hitung harga untuk suatu jumlah', en: 'What a quantity costs' },
    may: readers,
    query: closed({ quantity: decimal, weighedQuantity: Type.Optional(decimal), weighedUnit: Type.Optional(unitCode) }),
    response: closed({
      quantity: decimal,
      inBase: decimal,
      baseUnit: unitCode,
      priceIdr: idr,
      tierFrom: Type.Union([decimal, Type.Null()]),
      perBaseIdr: idrText,
      totalIdr: idr,
      standing: Type.Enum(['exact', 'estimated', 'weighed']),
    }),
    async read({ params, query, actor, context }) {
      const found = await readable(context, params.id, actor)
      return found && quote(found.state, query.quantity, weighedOf(query))
    },
  })
})

function weighedOf({ weighedQuantity: quantity, weighedUnit: unit }: Weighed): Content | null {
  if (quantity === undefined && unit === undefined) return null
  if (quantity === undefined || unit === undefined) throw refuse('offer/weight-incomplete')
  return { quantity, unit }
}

async function readable(
  { commands }: Context,
  id: string,
  actor: Actor,
): Promise<{ version: number; state: ListedOffer } | null> {
  const found = await commands.state(offer, id)
  return found?.state.status === 'listed' && mayRead(found.state, actor) ? { version: found.version, state: found.state } : null
}
