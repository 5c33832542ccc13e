// A product as its cooperative and those who oversee the market read it, with each of its edits.
// Guarantees: nobody else learns that it exists; an edit is shown with what stood before and after, who made it and when.
// Does not: keep the edits; they are the product's own events.
import { defineRoutes, fromSequence } from '@simpul/platform'
import { Type } from 'typebox'
import { closed, dimension, id, orNull, productText } from '../bodies.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { products } from '../projections/products.ts'
import { mayRead, OVERSEERS, sellerOf } from '../rights.ts'
import { product } from './aggregate.ts'
import type { ProductText } from './product.ts'

const text = closed(productText)
const readers = { roles: ['manager', ...OVERSEERS] } as const

export const productListRoutes = defineRoutes<MarketOutside>({ tag: 'Membaca produk' }, (route) => {
  route.list('/products', {
    summary: { id: 'Produk koperasi saya', en: 'Products of my cooperative' },
    may: { roles: ['manager'] },
    query: closed({}),
    item: closed({
      id,
      name: Type.String(),
      category: Type.String(),
      dimension,
      status: Type.Enum(['draft']),
      since: Type.String(),
    }),
    after: products,
    async rows({ actor, context, limit, after }) {
      const filter = { seller: sellerOf(actor) }
      const sort = { by: 'since', direction: -1 } as const
      const page = await context.rows(products).find({ filter, sort, limit, ...(after === undefined ? {} : { after }) })
      const rows = page.rows.map(({ id: of, name, category, dimension: measured, status, since }) => ({
        id: of,
        name,
        category,
        dimension: measured,
        status,
        since,
      }))
      return { rows, next: page.next }
    },
  })
})

export const productReadingRoutes = defineRoutes<MarketOutside>({ tag: 'Membaca produk' }, (route) => {
  route.get('/products/:id', {
    summary: { id: 'Lihat produk', en: 'Look at a product' },
    may: readers,
    response: closed({
      id,
      version: Type.Integer(),
      seller: id,
      dimension,
      status: Type.Enum(['draft']),
      n: Type.Integer(),
      text,
    }),
    async read({ params, actor, context }) {
      const found = await context.commands.state(product, params.id)
      if (!found || found.state.status === 'none' || !mayRead(found.state, actor)) return null
      return { id: params.id, version: found.version, ...found.state }
    },
  })
  route.get('/products/:id/changes', {
    summary: { id: 'Riwayat perubahan produk', en: 'Changes of a product' },
    may: readers,
    query: fromSequence,
    response: closed({
      changes: Type.Array(closed({ n: Type.Integer(), at: Type.String(), by: id, before: orNull(text), after: text })),
      nextFrom: orNull(Type.Integer()),
    }),
    async read({ params, query, actor, context }) {
      const found = await context.commands.state(product, params.id)
      if (!found || !mayRead(found.state, actor)) return null
      const { events, nextFrom } = await context.historyPage(product, params.id, query.from ?? 1)
      const changes = events.flatMap(({ time, data }) => {
        const { n = 1, by, text: drafted, before = null, after = drafted } = data as unknown as Changed
        return after ? [{ n, at: time, by, before, after }] : []
      })
      return { changes, nextFrom }
    },
  })
})

type Changed = { n?: number; by: string; text?: ProductText; before?: ProductText; after?: ProductText }
