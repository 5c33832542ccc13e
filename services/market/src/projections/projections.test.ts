// What the market's lists fold from events: cooperatives from partners', the rest from its own.
import type { EventOf, partyContract } from '@simpul/contracts'
import { HIDDEN, type Envelope } from '@simpul/platform'
import { describe, expect, it, test } from 'vitest'
import { cooperatives, type CooperativeRow } from './cooperatives.ts'
import { offers } from './offers.ts'
import { producers } from './producers.ts'
import type { ProductEvent } from '../product/product.ts'
import { products, type ProductRow } from './products.ts'
import { sellers } from './sellers.ts'
import { orders } from './orders.ts'
import type { StockEvent } from '../stock/stock.ts'
import { stocks, type StockRow } from './stocks.ts'

type PartyEvent = EventOf<typeof partyContract>
const at = '2026-03-10T03:00:00.000Z'
const timed = (time: string) => ({ time }) as Envelope
const registered = (kind: 'koperasi' | 'warung'): PartyEvent => ({
  type: 'OrganisationRegistered',
  kind,
  name: 'KSU Gayo',
  region: '11.04',
  at,
})
const row: CooperativeRow = { name: 'KSU Gayo', region: '11.04', verified: false, asOf: at }
const verified: PartyEvent = { type: 'PartyVerified', round: 1, kind: 'koperasi', by: 'oss', at }
const later = '2026-03-11T03:00:00.000Z'

describe('cooperatives', () => {
  const fold = (of: CooperativeRow | null, event: PartyEvent, time = later) => cooperatives.fold(of, event, timed(time))

  it('are koperasi alone', () => {
    expect(fold(null, registered('koperasi'), at)).toEqual(row)
    expect(fold(null, registered('warung'))).toBeNull()
    expect(fold(null, verified)).toBeNull()
    expect(fold(null, { type: 'PartyWithdrawn', kind: 'warung', by: 'p', at })).toBeNull()
  })
  it('are verified since then, and no longer once it lapses', () => {
    const now = fold(row, verified) as CooperativeRow
    expect(now).toEqual({ ...row, verified: true, asOf: later })
    expect(fold(now, { type: 'VerificationLapsed', round: 1, changed: ['nib'] }, at)).toEqual({ ...row, asOf: at })
  })
  it('take another name and place', () =>
    expect(fold(row, { type: 'OrganisationCorrected', name: 'KSU Baru', region: '11.06', changed: ['name'] })).toEqual({
      ...row,
      name: 'KSU Baru',
      region: '11.06',
      asOf: later,
    }))
  it('stay as old as they were where nothing changed', () => {
    expect(fold(row, { type: 'RoleGranted', person: 'p', role: 'manager', grantedBy: 'p' })).toBe(row)
    expect(fold(row, { type: 'VerificationRequested', round: 1, kind: 'koperasi' })).toBe(row)
  })
  it('who withdrew is seen no more', () =>
    expect(fold(row, { type: 'PartyWithdrawn', kind: 'koperasi', by: 'p', at })).toBe(HIDDEN))
})

const by = 'p-manager'
const terms = { moq: '10', multiple: '5', orderMinimumIdr: 0 }
const listed = {
  type: 'OfferListed',
  seller: 'kop',
  product: 'kopi',
  sku: 'A',
  saleUnit: { kind: 'measure', unit: 'DTN' },
  priceIdr: 1_450_000,
  tiers: [],
  terms,
  producers: [],
  by,
  at,
} as const

test('an offer is compared by the price of a kilogram, also after its price changed', () => {
  const first = offers.fold(null, listed, timed(at))
  expect(first).toMatchObject({ perBaseHundredths: 1_450_000, priceIdr: 1_450_000, pause: null })
  if (!first || first === HIDDEN) throw new Error('a row')
  const priced = {
    type: 'OfferPriced',
    priceIdr: 1_000_000,
    fromIdr: 1_450_000,
    tiers: [],
    lowestOf30DaysIdr: 1_450_000,
    by,
    at,
  } as const
  expect(offers.fold(first, priced, timed(at))).toEqual({ ...first, priceIdr: 1_000_000, perBaseHundredths: 1_000_000 })
  expect(offers.fold(first, { type: 'OfferPaused', from: '2026-03-10', to: null, by, at }, timed(at))).toMatchObject({
    pause: { from: '2026-03-10', to: null },
  })
  expect(offers.fold({ ...first, pause: { from: '2026-03-10', to: null } }, { type: 'OfferResumed', by, at }, timed(at))).toEqual(
    first,
  )
  expect(
    offers.fold(first, { type: 'OfferTermsSet', terms: { ...terms, moq: '5' }, producers: [], by, at }, timed(at)),
  ).toMatchObject({ terms: { moq: '5' } })
  const harvests = [{ fromMonth: 11, toMonth: 2, expected: '5' }]
  expect(offers.fold(first, { type: 'HarvestsSet', harvests, by, at }, timed(at))).toEqual({ ...first, harvests })
})

test('producers and stock are rows of their own', () => {
  const one = producers.fold(
    null,
    { type: 'ProducerRegistered', seller: 'kop', memberNo: 'A', person: null, region: '11', by, at },
    timed(at),
  )
  expect(one).toEqual({ seller: 'kop', memberNo: 'A', person: null, region: '11', status: 'active', since: at })
  expect(producers.fold(one as never, { type: 'ProducerRetired', by, at: later }, timed(later))).toMatchObject({
    status: 'retired',
    since: later,
  })
  const reserved = { rid: 'o:1', at } as const
  const kept = (...events: readonly StockEvent[]) =>
    events.reduce<StockRow | null>((row, event) => stocks.fold(row, event, timed(at)) as StockRow, null)
  const set = { type: 'StockSet', seller: 'kop', onHand: 50, fromOnHand: 0, by, at } as const
  const held = { type: 'ReservationHeld', ...reserved, amount: 20, validUntil: at } as const
  const confirmed = { type: 'ReservationConfirmed', ...reserved, amount: 20 } as const
  const ended = { ...reserved, amount: 20, rememberUntil: at } as const
  expect(kept(set)).toEqual({ seller: 'kop', onHand: 50, ordered: 0, available: 50 })
  expect(kept(set, held, confirmed)).toEqual({ seller: 'kop', onHand: 50, ordered: 20, available: 30 })
  expect(kept(set, held, { type: 'ReservationReleased', ...ended })).toMatchObject({ ordered: 0, available: 50 })
  expect(kept(set, held, confirmed, { type: 'ReservationReversed', ...ended })).toMatchObject({ ordered: 0, available: 50 })
  expect(kept(set, held, confirmed, { type: 'ReservationConsumed', ...ended })).toMatchObject({
    onHand: 30,
    ordered: 0,
    available: 30,
  })
  expect(kept(set, held, { ...set, onHand: 25 })).toMatchObject({ ordered: 20, available: 5 })
})

describe('products', () => {
  const text = { name: 'Kopi Gayo', category: 'perkebunan', description: '' } as const
  const made = { by, at } as const
  const after = (...events: readonly ProductEvent[]) =>
    events.reduce<ProductRow | null>((row, event) => products.fold(row, event, timed(event.at)) as ProductRow, null)
  const drafted = { type: 'ProductDrafted', seller: 'kop', dimension: 'mass', text, ...made } as const
  const proposed = { type: 'ProductProposed', n: 1, by, at: later } as const
  const published = { type: 'ProductPublished', n: 1, before: null, after: text, decidedBy: 'moderator', by, at: later } as const
  const edited = { type: 'ProductEdited', n: 2, before: text, after: { ...text, name: 'Kopi Baru' }, ...made } as const

  it('show the public nothing before they are published', () => {
    expect(after(drafted)).toEqual({
      seller: 'kop',
      dimension: 'mass',
      name: 'Kopi Gayo',
      category: 'perkebunan',
      status: 'draft',
      stage: 'editing',
      published: null,
      waitingSince: null,
      since: at,
    })
    expect(after(drafted, proposed)).toMatchObject({ stage: 'proposed', published: null, waitingSince: later })
  })
  it('are found by the words that are published, also while another name waits', () => {
    const row = after(drafted, proposed, published, edited, proposed)
    expect(row).toMatchObject({ status: 'published', name: 'Kopi Baru', stage: 'proposed', waitingSince: later })
    expect(row?.published).toEqual({ ...text, words: ['kop', 'kopi', 'gay', 'gayo'] })
  })
  it('wait no more once they are answered', () => {
    const said = { n: 1, by, at: later } as const
    for (const event of [
      { type: 'ProductRejected', reason: 'r', ...said },
      { type: 'RevisionRequested', note: 'n', ...said },
      published,
    ] as const)
      expect(after(drafted, proposed, event)?.waitingSince).toBeNull()
    expect(after(drafted, proposed, published)?.stage).toBeNull()
  })
  it('are not shown once they are withdrawn; a change that waits goes on waiting', () => {
    const withdrawn = { type: 'ProductWithdrawn', side: 'seller', reason: 'r', ...made } as const
    expect(after(drafted, proposed, published, withdrawn)).toMatchObject({
      status: 'withdrawn',
      stage: 'editing',
      published: null,
    })
    expect(after(drafted, proposed, published, edited, proposed, withdrawn)).toMatchObject({
      stage: 'proposed',
      waitingSince: later,
    })
  })
})

test('of a cooperative it is kept whether it is trusted and whether it is suspended', () => {
  const said = { reason: 'r', by, at } as const
  const row = sellers.fold(null, { type: 'SellerTrusted', ...said }, timed(at))
  expect(row).toEqual({ trusted: true, suspended: false })
  expect(sellers.fold(row as never, { type: 'SellerSuspended', ...said }, timed(at))).toEqual({ trusted: true, suspended: true })
})

test('an order is listed as it stands', () => {
  const reservation = { rid: 'o:1', stock: 'kop.A', amount: 1, validUntil: at, at } as const
  const what = {
    buyer: 'b',
    buyerOrg: null,
    seller: 'kop',
    offer: 'kop.A',
    quantity: '1',
    priceIdr: 1,
    totalIdr: 1,
    isEstimate: false,
  }
  const first = orders.fold(null, { type: 'OrderRequested', ...what, ...reservation, by: 'b' }, timed(at))
  expect(first).toEqual({ ...what, status: 'awaiting-stock', at })
  const then = (event: Parameters<typeof orders.fold>[1]) =>
    (orders.fold(first as never, event, timed(at)) as { status: string }).status
  expect(then({ type: 'OrderPlaced', ...reservation })).toBe('placed')
  expect(then({ type: 'StockRefused', code: 'c', facts: {}, ...reservation })).toBe('refused')
  expect(then({ type: 'OrderCancelled', side: 'buyer', reason: 'r', standing: 'asked', by: 'b', ...reservation })).toBe(
    'cancelled',
  )
})
