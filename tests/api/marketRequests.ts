// One request that succeeds, for each route of the market.
import { COOPERATIVE, offered, productText, reason } from './marketWorld.ts'
import type { Sample } from './requests.ts'
import type { World } from './world.ts'

const ofOffer =
  (body?: Sample['body']) =>
  ({ ids }: World) =>
    ({ as: 'seller', params: { id: ids.offer }, ...(body ? { body } : {}) }) as const

export const marketRequests: Readonly<Record<string, (world: World) => Sample>> = {
  'GET /market/catalogue': () => ({ as: 'nobody', query: { q: 'kopi gay', category: 'perkebunan', limit: 10 } }),
  'GET /market/catalogue/:id': ({ ids }) => ({ as: 'nobody', params: { id: ids.published } }),
  'GET /market/katalog': () => ({ as: 'nobody', query: { q: 'kopi', category: '' } }),
  'GET /market/katalog/:id': ({ ids }) => ({ as: 'nobody', params: { id: ids.published } }),
  'GET /market/cooperatives/:id': () => ({ as: 'nobody', params: { id: COOPERATIVE } }),
  'POST /market/producers': () => ({ as: 'seller', body: { memberNo: 'A-02', person: null, region: '11.04.01' } }),
  'POST /market/producers/:id/retirement': ({ ids }) => ({ as: 'seller', params: { id: ids.producer }, body: {} }),
  'GET /market/producers': () => ({ as: 'seller', query: { status: 'active', limit: 10 } }),
  'POST /market/products': () => ({ as: 'seller', body: { ...productText, dimension: 'mass' } }),
  'POST /market/products/:id/changes': ({ ids }) => ({
    as: 'seller',
    params: { id: ids.product },
    body: { ...productText, description: 'Biji hijau, petik merah, kadar air 12%.' },
  }),
  'POST /market/products/:id/proposal': ({ ids }) => ({ as: 'seller', params: { id: ids.product }, body: {} }),
  'POST /market/products/:id/withdrawal': ({ ids }) => ({ as: 'seller', params: { id: ids.published }, body: { reason } }),
  'GET /market/moderation/queue': () => ({ as: 'moderator', query: { limit: 10 } }),
  'POST /market/products/:id/publication': ({ ids }) => ({ as: 'moderator', params: { id: ids.proposed }, body: { n: 1 } }),
  'POST /market/products/:id/rejection': ({ ids }) => ({ as: 'moderator', params: { id: ids.proposed }, body: { n: 1, reason } }),
  'POST /market/products/:id/revision': ({ ids }) => ({
    as: 'moderator',
    params: { id: ids.proposed },
    body: { n: 1, note: reason },
  }),
  'POST /market/products/:id/removal': ({ ids }) => ({ as: 'moderator', params: { id: ids.published }, body: { reason } }),
  'POST /market/sellers/trust': () => ({ as: 'moderator', body: { seller: COOPERATIVE, trusted: true, reason } }),
  'POST /market/sellers/suspension': () => ({ as: 'moderator', body: { seller: COOPERATIVE, suspended: true, reason } }),
  'GET /market/products': () => ({ as: 'seller', query: { limit: 10 } }),
  'GET /market/products/:id': ({ ids }) => ({ as: 'seller', params: { id: ids.product } }),
  'GET /market/products/:id/changes': ({ ids }) => ({ as: 'seller', params: { id: ids.product }, query: { from: 1 } }),
  'POST /market/offers': ({ ids }) => ({
    as: 'seller',
    body: { ...offered, sku: 'GAYO-61', product: ids.product, producers: [ids.producer] },
  }),
  'POST /market/offers/:id/price': ofOffer({ priceIdr: 5_300_000, tiers: [{ from: '20', priceIdr: 5_000_000 }] }),
  'POST /market/offers/:id/terms': ({ ids }) => ({
    as: 'seller',
    params: { id: ids.offer },
    body: { terms: { moq: '4', multiple: '2', orderMinimumIdr: 0 }, producers: [ids.producer] },
  }),
  'POST /market/offers/:id/pause': ofOffer({ from: '2025-03-10', to: null }),
  'POST /market/offers/:id/harvests': ofOffer({ harvests: [{ fromMonth: 11, toMonth: 2, expected: '500' }] }),
  'POST /market/offers/:id/resumption': ofOffer({}),
  'POST /market/stocks': ({ ids }) => ({ as: 'seller', body: { offer: ids.offer, onHand: '12' } }),
  'POST /market/orders': ({ ids }) => ({ as: 'siti', body: { offer: ids.offer, quantity: '20' } }),
  'POST /market/orders/:id/cancellation': ({ ids }) => ({ as: 'budi', params: { id: ids.order }, body: { reason } }),
  'POST /market/orders/:id/refusal': ({ ids }) => ({ as: 'seller', params: { id: ids.order }, body: { reason } }),
  'GET /market/orders/:id': ({ ids }) => ({ as: 'budi', params: { id: ids.order } }),
  'GET /market/my/orders': () => ({ as: 'budi', query: { status: 'awaiting-stock', limit: 10 } }),
  'GET /market/orders': () => ({ as: 'seller', query: { status: 'awaiting-stock', limit: 10 } }),
  'GET /market/offers': ({ ids }) => ({ as: 'seller', query: { product: ids.published, limit: 10 } }),
  'GET /market/offers/:id': ofOffer(),
  'GET /market/offers/:id/prices': ofOffer(),
  'GET /market/offers/:id/quote': ({ ids }) => ({ as: 'seller', params: { id: ids.offer }, query: { quantity: '20' } }),
}
