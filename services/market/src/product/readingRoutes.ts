// A product as its cooperative and those who oversee the market read it, with each of its edits.
// Guarantees: nobody else learns that it exists; an edit is shown with what stood before and after, who made it and when.
// Does not: keep the edits; they are the product's own events.
import { defineRoutes, fromSequence, toEvent, type Envelope } from '@simpul/platform'
import { Type, type Static } from 'typebox'
import { closed, dimension, id, orNull, productText } from '../bodies.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { products } from '../projections/products.ts'
import { mayRead, OVERSEERS, sellerOf } from '../rights.ts'
import { product } from './aggregate.ts'
import type { ProductEvent } from './product.ts'

const text = closed(productText)
const STAGES = ['editing', 'proposed', 'revision', 'rejected'] as const
const status = Type.Enum(['draft', 'published', 'withdrawn'])
const stage = orNull(Type.Enum([...STAGES]))
const entry = closed({
  sequence: Type.Integer(),
  what: Type.String(),
  at: Type.String(),
  by: id,
  n: orNull(Type.Integer()),
  before: orNull(text),
  after: orNull(text),
  /** Reason or note of whoever decided. */
  said: orNull(Type.String()),
})
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
      status,
      stage,
      since: Type.String(),
    }),
    after: products,
    async rows({ actor, context, limit, after }) {
      const filter = { seller: sellerOf(actor) }
      const sort = { by: 'since', direction: -1 } as const
      const page = await context.rows(products).find({ filter, sort, limit, ...(after === undefined ? {} : { after }) })
      const rows = page.rows.map(({ id: of, name, category, dimension: measured, status: stands, stage: at, since }) => ({
        id: of,
        name,
        category,
        dimension: measured,
        status: stands,
        stage: at,
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
      status,
      published: orNull(text),
      change: orNull(closed({ n: Type.Integer(), text, stage: Type.Enum([...STAGES]), note: orNull(Type.String()) })),
      /** Why it was withdrawn. */
      reason: orNull(Type.String()),
    }),
    async read({ params, actor, context }) {
      const found = await context.commands.state(product, params.id)
      if (!found || found.state.status === 'none' || !mayRead(found.state, actor)) return null
      const { seller, dimension: measured, status: stands, change } = found.state
      const published = found.state.status === 'published' ? found.state.published : null
      const reason = found.state.status === 'withdrawn' ? found.state.reason : null
      const told = { id: params.id, version: found.version, seller, dimension: measured, status: stands }
      return { ...told, published, change, reason }
    },
  })
  route.get('/products/:id/changes', {
    summary: { id: 'Riwayat perubahan produk', en: 'Changes of a product' },
    may: readers,
    query: fromSequence,
    response: closed({ changes: Type.Array(entry), nextFrom: orNull(Type.Integer()) }),
    async read({ params, query, actor, context }) {
      const found = await context.commands.state(product, params.id)
      if (!found || !mayRead(found.state, actor)) return null
      const { events, nextFrom } = await context.historyPage(product, params.id, query.from ?? 1)
      return { changes: events.map((envelope) => told(toEvent(envelope), envelope)), nextFrom }
    },
  })
})

function told(event: ProductEvent, { sequence, time }: Envelope): Static<typeof entry> {
  return {
    sequence,
    what: event.type,
    at: time,
    by: event.by,
    n: 'n' in event ? event.n : null,
    before: 'before' in event ? event.before : null,
    after: 'after' in event ? event.after : 'text' in event ? event.text : null,
    said: 'reason' in event ? event.reason : 'note' in event ? event.note : null,
  }
}
