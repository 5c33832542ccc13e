// A cooperative in Gayo at the market: a member who makes coffee; a product in each state, an offer by the karung of 60 kg, its stock.
// Guarantees: made by the routes themselves, so each thing is as a cooperative would make it. Does not: compete; the rival has nothing.
import type { Actor } from '@simpul/platform'
import { party } from '../../services/partners/src/party/aggregate.ts'
import type { PartyEvent } from '../../services/partners/src/party/party.ts'
import type { Simpul } from './simpul.ts'

export interface MarketIds {
  readonly producer: string
  /** Never proposed. */
  readonly product: string
  /** Its change waits for a moderator. */
  readonly proposed: string
  readonly published: string
  readonly offer: string
  /** Budi's; its stock has not answered yet. */
  readonly order: string
}

export const COOPERATIVE = 'org-kop-gayo'
export const RIVAL_COOPERATIVE = 'org-kop-lain'

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
export const reason = 'Nama produk belum menyebut daerah asalnya.'

export async function openMarket(
  simpul: Simpul,
  post: Post,
  { seller, moderator, budi }: { readonly seller: Actor; readonly moderator: Actor; readonly budi: Actor },
): Promise<MarketIds> {
  for (const id of [COOPERATIVE, RIVAL_COOPERATIVE]) await cooperativeCalled(simpul, id)
  const drafted = () => post('/market/products', { ...productText, dimension: 'mass' }, seller)
  const producer = await post('/market/producers', { memberNo: 'A-01', person: null, region: '11.04.01' }, seller)
  const [product, proposed, published] = [await drafted(), await drafted(), await drafted()]
  for (const each of [proposed, published]) await post(`/market/products/${each}/proposal`, {}, seller)
  await post(`/market/products/${published}/publication`, { n: 1 }, moderator)
  const offer = await post('/market/offers', { ...offered, product: published, producers: [producer] }, seller)
  await post('/market/stocks', { offer, onHand: '100' }, seller)
  const order = await post('/market/orders', { offer, quantity: '15' }, budi)
  return { producer, product, proposed, published, offer, order }
}

function cooperativeCalled({ hosts }: Simpul, id: string): Promise<void> {
  const at = new Date().toISOString()
  const kind = 'koperasi'
  const events: readonly PartyEvent[] = [
    { type: 'OrganisationRegistered', kind, name: `Koperasi ${id}`, region: '11.04', at },
    { type: 'RoleGranted', person: 'p-seller', role: 'manager', grantedBy: 'p-seller' },
    { type: 'VerificationRequested', round: 1, kind },
    { type: 'PartyVerified', round: 1, kind, by: 'oss', at },
  ]
  return hosts.partners.seed(party, id, events)
}
