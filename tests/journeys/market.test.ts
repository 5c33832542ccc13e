// A coffee cooperative comes to the market: registered at partners, known here a moment later, its coffee offered by the karung.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client, type Body, type StoryProblem } from '../../examples/client.ts'
import { Installation } from './installation.ts'

const text = { name: 'Kopi arabika Gayo', category: 'perkebunan', description: 'Biji hijau, petik merah.' }
const karung = { kind: 'pack', name: 'karung', content: { quantity: '60', unit: 'KGM' } }

let simpul: Installation
let visitor: Client
let manager: Client
let cooperative: string
let person: string
let moderator: Client
let product: string
beforeAll(async () => {
  simpul = await Installation.start(['api,relay,projector,process,worker'])
  const signIn = (who: Parameters<typeof Client.signIn>[2]) => Client.signIn(simpul.api, simpul.issuer, who, 'gayo')
  visitor = await signIn({ as: 'applicant', sub: 'gayo' })
  person = (await visitor.post('/partners/people', 'person', { ...someone, nik: '1104014108900001' })).id as string
  const founder = await signIn({ as: 'applicant', person })
  const about = { kind: 'koperasi', name: 'KSU Kopi Gayo', region: '11.04.01', nib: '1234567890123' }
  cooperative = (await founder.post('/partners/organisations', 'cooperative', about)).id as string
  manager = await signIn({ as: 'manager', person, org: cooperative })
  moderator = await signIn({ as: 'moderator', person: 'p-moderator' })
  await founder.post(`/partners/parties/${cooperative}/verification`, 'verification')
})
afterAll(() => simpul.stop())

const someone = { name: 'Aman Gayo', birthDate: '1990-08-01', region: '11.04.01', phone: '081234567890' }
const refused = (act: Promise<Body>) =>
  act.then(
    () => null,
    (error: StoryProblem) => [error.status, error.code],
  )

test('a product is offered by its karung, found by its cooperative, priced again, and no longer once the role is gone', async () => {
  const draft = () => manager.post('/market/products', 'product', { ...text, dimension: 'mass' })
  product = (await manager.onceNot('seller/unknown', draft)).id as string
  expect(await manager.get(`/market/cooperatives/${cooperative}`)).toMatchObject({ name: 'KSU Kopi Gayo', region: '11.04.01' })
  const { id: producer } = await manager.post('/market/producers', 'producer', { memberNo: 'A-01', person, region: '11.04.01' })
  const terms = { moq: '10', multiple: '5', orderMinimumIdr: 0 }
  const asked = { product, sku: 'gayo-60', saleUnit: karung, terms, producers: [producer], priceIdr: 5_400_000, tiers: [] }
  const { id: offer } = await manager.post('/market/offers', 'offer', asked)
  expect(offer).toBe(`${cooperative}.GAYO-60`)
  await manager.post('/market/stocks', 'stock', { offer, onHand: '100' })

  const at = `/market/offers/${offer}`
  await manager.post(`${at}/price`, 'price', { priceIdr: 5_100_000, tiers: [] }, 1)
  expect(await manager.get(at)).toMatchObject({
    unitName: 'karung 60 kg',
    perBaseIdr: '85000',
    lowestOf30DaysIdr: 5_400_000,
    moqInBase: '600',
    stock: { quantity: '100', inBase: '6000' },
  })
  expect((await manager.get(`${at}/prices`)).prices.map(({ priceIdr }: Body) => priceIdr)).toEqual([5_400_000, 5_100_000])
  expect(await manager.get(`${at}/quote?quantity=15`)).toMatchObject({ totalIdr: 76_500_000, inBase: '900' })
  expect(await refused(manager.get(`${at}/quote?quantity=16`))).toEqual([422, 'offer/not-a-multiple'])
  const [row] = (
    await manager.until('/market/offers', 'the row', ({ items }) => items[0]?.priceIdr === 5_100_000 && items[0].stock)
  ).items
  expect(row).toMatchObject({ id: offer, perBaseIdr: '85000', stock: { quantity: '100', inBase: '6000' } })
})

test('who is no manager of it any more changes no price, whatever the token says', async () => {
  const stranger = (await visitor.post('/partners/people', 'stranger', { ...someone, nik: '1104014108900002' })).id as string
  const token = await Client.signIn(simpul.api, simpul.issuer, { as: 'manager', person: stranger, org: cooperative }, 'stranger')
  const price = token.post(`/market/offers/${cooperative}.GAYO-60/price`, 'price', { priceIdr: 1, tiers: [] }, 2)
  expect(await refused(price)).toEqual([403, 'http/right-withdrawn'])
})

test('a moderator asks for a revision, publishes it, and the public finds it by two of its words', async () => {
  const at = `/market/products/${product}`
  await manager.onceNot('seller/not-verified', () => manager.post(`${at}/proposal`, 'propose'))
  const queued = ({ items }: Body) => items.some(({ id }: Body) => id === product)
  const { items } = await moderator.until('/market/moderation/queue', 'the queue', queued)
  expect(items[0]).toMatchObject({ id: product, sellerName: 'KSU Kopi Gayo', isNew: true })
  const note = 'Sebutkan kadar airnya.'
  await moderator.post(`${at}/revision`, 'revise', { n: 1, note })
  expect(await refused(manager.post(`${at}/proposal`, 'again'))).toEqual([409, 'product/edit-first'])
  await manager.post(`${at}/changes`, 'edit', { ...text, description: 'Kadar air 12%.' }, 3)
  await manager.post(`${at}/proposal`, 'proposed-again')
  await moderator.post(`${at}/publication`, 'publish', { n: 2 })

  const found = ({ items: shown }: Body) => shown.some(({ id, offers }: Body) => id === product && offers === 1)
  await visitor.until('/market/catalogue?q=gayo%20kopi&category=perkebunan', 'the catalogue', found)
  expect((await visitor.get('/market/catalogue?q=gayo%20robusta')).items).toEqual([])
  const page = await fetch(`${simpul.api}/market/katalog?q=kopi+gayo&category=`)
  expect(await page.text()).toContain('mulai Rp85.000 per kg')
  const { changes } = await manager.get(`${at}/changes`)
  expect(changes.map(({ what, said }: Body) => (said === null ? what : [what, said]))).toEqual([
    'ProductDrafted',
    'ProductProposed',
    ['RevisionRequested', note],
    'ProductEdited',
    'ProductProposed',
    'ProductPublished',
  ])
})

test('a buyer orders what is there and no more, and what is cancelled is there again', async () => {
  const offer = `${cooperative}.GAYO-60`
  const buyer = await Client.signIn(simpul.api, simpul.issuer, { as: 'applicant', person: 'p-hotel' }, 'hotel')
  const asked = async (step: string, quantity: string, status: string) => {
    const { id } = await buyer.post('/market/orders', step, { offer, quantity })
    return buyer.until(`/market/orders/${id}`, status, (order) => order.status === status)
  }
  const first = await asked('first', '95', 'placed')
  expect(first).toMatchObject({ totalIdr: 484_500_000, why: null, isEstimate: false })
  expect(await asked('second', '10', 'refused')).toMatchObject({ why: 'reservation/not-enough' })
  await buyer.post(`/market/orders/${first.id}/cancellation`, 'cancel', { reason: 'Acara dibatalkan' })
  const left = async (quantity: string) =>
    manager.until(`/market/offers/${offer}`, 'the stock', ({ stock }) => stock.quantity === quantity)
  await left('100')
  await asked('third', '100', 'placed')
  await left('0')
  const mine = await buyer.until(
    '/market/my/orders',
    'the list',
    ({ items }) => items.filter((row: Body) => row.status === 'placed').length === 1,
  )
  expect(mine.items).toHaveLength(3)
  expect(await refused(manager.post('/market/stocks', 'less', { offer, onHand: '99' }))).toEqual([409, 'stock/below-ordered'])
})
