// One request that succeeds, for each route of the market.
import { offered, productText } from './marketWorld.ts'
import type { Sample } from './requests.ts'
import type { World } from './world.ts'

const ofOffer =
  (body?: Sample['body']) =>
  ({ ids }: World) =>
    ({ as: 'seller', params: { id: ids.offer }, ...(body ? { body } : {}) }) as const

export const marketRequests: Readonly<Record<string, (world: World) => Sample>> = {
  'GET /market/cooperatives/:id': ({ ids }) => ({ as: 'nobody', params: { id: ids.koperasi } }),
  'POST /market/producers': () => ({ as: 'seller', body: { memberNo: 'A-02', person: null, region: '11.04.01' } }),
  'POST /market/producers/:id/retirement': ({ ids }) => ({ as: 'seller', params: { id: ids.producer }, body: {} }),
  'GET /market/producers': () => ({ as: 'seller', query: { status: 'active', limit: 10 } }),
  'POST /market/products': () => ({ as: 'seller', body: { ...productText, dimension: 'mass' } }),
  'POST /market/products/:id/changes': ({ ids }) => ({
    as: 'seller',
    params: { id: ids.product },
    body: { ...productText, description: 'Biji hijau, petik merah, kadar air 12%.' },
  }),
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
  'POST /market/offers/:id/resumption': ofOffer({}),
  'POST /market/stocks': ({ ids }) => ({ as: 'seller', body: { offer: ids.offer, onHand: '12' } }),
  'GET /market/offers': ({ ids }) => ({ as: 'seller', query: { product: ids.product, limit: 10 } }),
  'GET /market/offers/:id': ofOffer(),
  'GET /market/offers/:id/prices': ofOffer(),
  'GET /market/offers/:id/quote': ({ ids }) => ({ as: 'seller', params: { id: ids.offer }, query: { quantity: '20' } }),
}
