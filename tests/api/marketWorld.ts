// Siti's cooperative at the market: a member who makes coffee, the product, an offer by the karung of 60 kg, and what is in stock.
// Guarantees: made by the routes themselves, so each thing is as a cooperative would make it.
import type { Actor } from '@simpul/platform'

export interface MarketIds {
  readonly producer: string
  readonly product: string
  readonly offer: string
}

type Post = (url: string, body: object, actor: Actor) => Promise<string>

export const productText = { name: 'Kopi arabika Gayo', category: 'perkebunan', description: 'Biji hijau, petik merah.' }
export const karung = { kind: 'pack', name: 'karung', content: { quantity: '60', unit: 'KGM' } }
export const offered = {
  sku: 'GAYO-60',
  saleUnit: karung,
  priceIdr: 5_400_000,
  tiers: [{ from: '20', priceIdr: 5_100_000 }],
  terms: { moq: '10', multiple: '5', orderMinimumIdr: 10_000_000 },
}

export async function openMarket(post: Post, { seller }: { readonly seller: Actor }): Promise<MarketIds> {
  const producer = await post('/market/producers', { memberNo: 'A-01', person: null, region: '11.04.01' }, seller)
  const product = await post('/market/products', { ...productText, dimension: 'mass' }, seller)
  const offer = await post('/market/offers', { ...offered, product, producers: [producer] }, seller)
  await post('/market/stocks', { offer, onHand: '100' }, seller)
  return { producer, product, offer }
}
