// What the public sees: published products, and of each the offers that are open, the cheapest base unit first.
// Guarantees: an offer that is paused, or of a cooperative that is suspended or gone, is not among them; when that ends, it is again.
// Does not guarantee: that it is newer than its rows; whoever orders is told by the offer itself.
import { dayInWib } from '@simpul/kernel'
import { instantOf, type ServiceContext } from '@simpul/platform'
import { isPaused } from '../offer/offer.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { cooperatives, type CooperativeRow } from '../projections/cooperatives.ts'
import { offers, type OfferRow } from '../projections/offers.ts'
import { products, type ProductRow } from '../projections/products.ts'
import { sellers } from '../projections/sellers.ts'
import { stocks } from '../projections/stocks.ts'
import { queryWords } from '../search/words.ts'

type Context = ServiceContext<MarketOutside>
type Known<Row> = Row & { readonly id: string }

/** Of one product; who has more buyers than that needs a search of its own. */
export const OFFERS_SHOWN_MAX = 50

export interface OpenOffer {
  readonly offer: Known<OfferRow>
  readonly cooperative: CooperativeRow
  /** In thousandths of the base unit; null before the seller said it. */
  readonly available: number | null
}

export interface Asked {
  readonly q?: string
  readonly category?: string
  readonly limit: number
  readonly after?: string
}

export interface CataloguePage {
  readonly rows: readonly { readonly product: Known<ProductRow>; readonly offers: readonly OpenOffer[] }[]
  readonly next: string | null
}

export async function catalogue(context: Context, { q = '', category, limit, after }: Asked): Promise<CataloguePage> {
  const words = queryWords(q)
  // What is not a word at all is found nowhere, rather than everywhere.
  if (q.trim() !== '' && words.length === 0) return { rows: [], next: null }
  const filter = {
    status: 'published',
    ...(category === undefined ? {} : { 'published.category': category }),
    ...(words.length === 0 ? {} : { $and: words.map((word) => ({ 'published.words': word })) }),
  }
  const sort = { by: 'published.name', direction: 1 } as const
  const page = await context.rows(products).find({ filter, sort, limit, ...(after === undefined ? {} : { after }) })
  const rows = await Promise.all(page.rows.map(async (product) => ({ product, offers: await openOffers(context, product.id) })))
  return { rows, next: page.next }
}

export async function publishedProduct(context: Context, id: string) {
  const product = await context.rows(products).get(id)
  return product?.status === 'published' ? { product, offers: await openOffers(context, id) } : null
}

async function openOffers(context: Context, product: string): Promise<readonly OpenOffer[]> {
  const sort = { by: 'perBaseHundredths', direction: 1 } as const
  const { rows } = await context.rows(offers).find({ filter: { product }, sort, limit: OFFERS_SHOWN_MAX })
  const today = dayInWib(instantOf(context.outside.clock.now()))
  const [facts, standings, kept] = await Promise.all([
    byId(context.rows(cooperatives).getMany(sellersOf(rows))),
    byId(context.rows(sellers).getMany(sellersOf(rows))),
    byId(context.rows(stocks).getMany(rows.map(({ id }) => id))),
  ])
  return rows.flatMap((offer) => {
    const cooperative = facts.get(offer.seller)
    if (!cooperative || standings.get(offer.seller)?.suspended === true || isPaused(offer, today)) return []
    return [{ offer, cooperative, available: kept.get(offer.id)?.available ?? null }]
  })
}

const sellersOf = (rows: readonly OfferRow[]) => [...new Set(rows.map(({ seller }) => seller))]

const byId = async <Row extends { readonly id: string }>(rows: Promise<readonly Row[]>) =>
  new Map((await rows).map((row) => [row.id, row]))
