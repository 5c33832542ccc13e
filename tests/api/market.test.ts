// What the public sees of the market, by the real routes over the real folds: what is decided about a product or a cooperative shows at once.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '@simpul/platform'
import { COOPERATIVE, productText, reason } from './marketWorld.ts'
import { headersOf } from './simpul.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
beforeEach(() => world.simpul.putBack())

let asked = 0
async function post(path: string, body: object, actor: Actor, version?: number): Promise<unknown> {
  const headers = {
    ...(await headersOf(actor)),
    'idempotency-key': `market-${(asked += 1)}`,
    ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
  }
  const answer = await world.simpul.app.inject({ method: 'POST', url: `/market${path}`, payload: body, headers })
  const told = answer.json<{ code?: string; version?: number }>()
  return answer.statusCode < 300 ? 'ok' : told.code
}
async function get<Told = { items: { id: string; name: string; offers: number }[] }>(path: string): Promise<Told> {
  return (await world.simpul.app.inject({ url: `/market${path}` })).json<Told>()
}
const offersOf = async () =>
  (await get<{ offers: { id: string }[] }>(`/catalogue/${world.ids.published}`)).offers.map(({ id }) => id)
const shown = async (query = '') => (await get(`/catalogue${query}`)).items.map(({ id }) => id)

test('a published product is found by all of its words, in its category, by anybody', async () => {
  const { published } = world.ids
  expect(await shown()).toEqual([published])
  expect(await shown('?q=gayo%20KOP&category=perkebunan')).toEqual([published])
  expect(await shown('?q=gayo%20robusta')).toEqual([])
  expect(await shown('?category=rempah')).toEqual([])
  expect(await shown('?q=%21')).toEqual([])
  expect(await offersOf()).toEqual([world.ids.offer])
})

test('an edit is not seen before it is published, and the published version stays on sale', async () => {
  const { seller, moderator } = world.actors
  const at = `/products/${world.ids.published}`
  expect(await post(`${at}/changes`, { ...productText, name: 'Kopi Takengon' }, seller, 3)).toBe('ok')
  expect(await post(`${at}/proposal`, {}, seller)).toBe('ok')
  expect([await shown('?q=takengon'), await shown('?q=gayo')]).toEqual([[], [world.ids.published]])
  expect(await post(`${at}/changes`, productText, seller, 5)).toBe('product/change-pending')
  expect(await post(`${at}/publication`, { n: 1 }, moderator)).toBe('product/changed-meanwhile')
  expect(await post(`${at}/publication`, { n: 2 }, moderator)).toBe('ok')
  expect([await shown('?q=takengon'), await shown('?q=gayo')]).toEqual([[world.ids.published], []])
})

test('a suspended cooperative shows nothing, a reinstated one everything again', async () => {
  const { seller, moderator } = world.actors
  const suspension = (suspended: boolean) => post('/sellers/suspension', { seller: COOPERATIVE, suspended, reason }, moderator)
  expect(await suspension(true)).toBe('ok')
  expect(await offersOf()).toEqual([])
  expect(await post(`/products/${world.ids.product}/proposal`, {}, seller)).toBe('seller/suspended')
  expect(await suspension(false)).toBe('ok')
  expect(await offersOf()).toEqual([world.ids.offer])
})

test('a paused offer is not shown, a resumed one is', async () => {
  const { seller } = world.actors
  const at = `/offers/${world.ids.offer}`
  expect(await post(`${at}/pause`, { from: '2025-01-01', to: null }, seller)).toBe('ok')
  expect(await offersOf()).toEqual([])
  expect(await post(`${at}/resumption`, {}, seller)).toBe('ok')
  expect(await offersOf()).toEqual([world.ids.offer])
})

test('what a trusted cooperative proposes is seen at once; what it withdraws is gone', async () => {
  const { seller, moderator } = world.actors
  expect(await post('/sellers/trust', { seller: COOPERATIVE, trusted: true, reason }, moderator)).toBe('ok')
  expect(await post(`/products/${world.ids.product}/proposal`, {}, seller)).toBe('ok')
  expect((await shown()).toSorted()).toEqual([world.ids.product, world.ids.published].toSorted())
  expect(await post(`/products/${world.ids.published}/withdrawal`, { reason }, seller)).toBe('ok')
  expect(await shown()).toEqual([world.ids.product])
})

test('nobody moderates their own cooperative', async () => {
  const { sellerAsModerator: own } = world.actors
  expect(await post(`/products/${world.ids.proposed}/publication`, { n: 1 }, own)).toBe('platform/not-found')
  expect(await post('/sellers/trust', { seller: COOPERATIVE, trusted: true, reason }, own)).toBe('moderation/own-organisation')
})

test('another cooperative offers what is published, and not what is not', async () => {
  const { rivalSeller } = world.actors
  const terms = { moq: '1', multiple: '1', orderMinimumIdr: 0 }
  const offer = (product: string) =>
    post(
      '/offers',
      { product, sku: 'X', saleUnit: { kind: 'measure', unit: 'KGM' }, terms, producers: [], priceIdr: 80_000, tiers: [] },
      rivalSeller,
    )
  expect(await offer(world.ids.proposed)).toBe('product/not-published')
  expect(await offer(world.ids.published)).toBe('ok')
  expect(await offersOf()).toHaveLength(2)
})

test('the pages need no script and no other host', async () => {
  for (const path of ['/katalog', '/katalog?q=kopi&category=', `/katalog/${world.ids.published}`]) {
    const answer = await world.simpul.app.inject({ url: `/market${path}` })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; sandbox allow-forms",
    )
    expect(answer.body).toContain('Kopi arabika Gayo')
    expect(answer.body).not.toMatch(/<script/)
  }
  expect((await world.simpul.app.inject({ url: `/market/katalog/${world.ids.proposed}` })).statusCode).toBe(404)
})
