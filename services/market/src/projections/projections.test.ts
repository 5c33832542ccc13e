// What the market's lists fold from events: cooperatives from partners', the rest from its own.
import type { EventOf, partyContract } from '@simpul/contracts'
import { HIDDEN, type Envelope } from '@simpul/platform'
import { describe, expect, it, test } from 'vitest'
import { cooperatives, type CooperativeRow } from './cooperatives.ts'
import { offers } from './offers.ts'
import { producers } from './producers.ts'
import { products } from './products.ts'
import { stocks } from './stocks.ts'

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
})

test('producers, products and stock are rows of their own', () => {
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
  const text = { name: 'Kopi', category: 'perkebunan', description: '' } as const
  const product = products.fold(null, { type: 'ProductDrafted', seller: 'kop', dimension: 'mass', text, by, at }, timed(at))
  expect(product).toEqual({ seller: 'kop', dimension: 'mass', name: 'Kopi', category: 'perkebunan', status: 'draft', since: at })
  const edited = { type: 'ProductEdited', n: 2, before: text, after: { ...text, name: 'Kopi Gayo' }, by, at: later } as const
  expect(products.fold(product as never, edited, timed(later))).toMatchObject({ name: 'Kopi Gayo', since: later })
  expect(stocks.fold(null, { type: 'StockSet', seller: 'kop', onHand: 5, fromOnHand: 0, by, at }, timed(at))).toEqual({
    seller: 'kop',
    available: 5,
  })
})
