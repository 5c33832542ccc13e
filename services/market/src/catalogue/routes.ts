// The public catalogue: as data, and as pages that a cheap phone reads.
// Guarantees: published products alone, and of them the offers that are open. Does not: ask anybody to sign in.
import { defineRoutes } from '@simpul/platform'
import { Type } from 'typebox'
import { closed, productText } from '../bodies.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { products } from '../projections/products.ts'
import { catalogue, publishedProduct } from './published.ts'
import { cataloguePage, productPage, PRODUCTS_A_PAGE } from './page.ts'
import { CatalogueItem, catalogueItem, openOfferView, ProductPage } from './view.ts'

const q = Type.Optional(Type.String({ maxLength: 80 }))
const search = { q, category: Type.Optional(productText.category) }
const HTML = 'text/html; charset=utf-8'

export const catalogueRoutes = defineRoutes<MarketOutside>({ tag: 'Katalog' }, (route) => {
  route.list('/catalogue', {
    summary: { id: 'Cari produk', en: 'Search for products' },
    may: { roles: 'public' },
    query: closed(search),
    item: CatalogueItem,
    after: products,
    async rows({ query, context, limit, after }) {
      const page = await catalogue(context, { ...query, limit, ...(after === undefined ? {} : { after }) })
      return { rows: page.rows.map(catalogueItem), next: page.next }
    },
  })
  route.get('/catalogue/:id', {
    summary: { id: 'Produk dan penawarannya', en: 'A product and its offers' },
    may: { roles: 'public' },
    response: ProductPage,
    async read({ params, context }) {
      const found = await publishedProduct(context, params.id)
      if (!found?.product.published) return null
      const { name, category, description } = found.product.published
      const { dimension } = found.product
      return { id: params.id, name, category, description, dimension, offers: found.offers.map(openOfferView) }
    },
  })
  route.rendered('/katalog', {
    summary: { id: 'Halaman katalog', en: 'The page of the catalogue' },
    may: { roles: 'public' },
    /** A form sends its empty fields too. */
    query: closed({
      q,
      category: Type.Optional(Type.Union([Type.Literal(''), productText.category])),
      after: Type.Optional(Type.String({ maxLength: 512 })),
    }),
    contentTypes: [HTML],
    async read({ query: { q: words = '', category = '', after }, context }) {
      const asked = { q: words, ...(category === '' ? {} : { category }), limit: PRODUCTS_A_PAGE }
      const page = await catalogue(context, { ...asked, ...(after === undefined ? {} : { after }) })
      return { contentType: HTML, body: cataloguePage(page, { q: words, category }), name: 'katalog.html', shown: 'inline' }
    },
  })
  route.rendered('/katalog/:id', {
    summary: { id: 'Halaman produk', en: 'The page of a product' },
    may: { roles: 'public' },
    query: closed({}),
    contentTypes: [HTML],
    async read({ params, context }) {
      const found = await publishedProduct(context, params.id)
      if (!found?.product.published) return null
      return { contentType: HTML, body: productPage(found.product.published, found.offers), name: 'produk.html', shown: 'inline' }
    },
  })
})
