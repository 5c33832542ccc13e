// What a cooperative may do with its offers, and which quantities they admit at which price.
import { fold, Refusal } from '@simpul/kernel'
import { behaviour, scenario } from '@simpul/testkit'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { offerDecider, type OfferCommand } from './decide.ts'
import { isPaused, offerId, type ListedOffer, type OfferEvent } from './offer.ts'
import { CHANGES_MAX, PRICE_IDR_MAX } from './price.ts'
import { quote } from './quote.ts'
import { checkQuantity } from './terms.ts'

const now = '2026-03-10T03:00:00.000Z'
const on = (day: number) => new Date(Date.parse(now) + day * 86_400_000).toISOString()
const karung = { kind: 'pack', name: 'karung', content: { quantity: '60', unit: 'KGM' } } as const
const terms = { moq: '10', multiple: '5', orderMinimumIdr: 0 }
const by = 'p-manager'
const sold = { seller: 'kop', product: 'kopi', sku: 'GAYO', saleUnit: karung, terms, producers: ['kop.A-01'] } as const
const list = { type: 'ListOffer', ...sold, dimension: 'mass', priceIdr: 5_400_000, tiers: [], by, now } as const
const listed = { type: 'OfferListed', ...sold, priceIdr: 5_400_000, tiers: [], by, at: now } as const
const priceTo = (priceIdr: number, at = now, tiers: { from: string; priceIdr: number }[] = []) =>
  ({ type: 'ChangePrice', priceIdr, tiers, by, now: at }) as const
const pause = (from: string, to: string | null) => ({ type: 'PauseOffer', from, to, by, now }) as const
const loose = {
  ...list,
  saleUnit: { kind: 'measure', unit: 'KGM' },
  terms: { moq: '0.5', multiple: '0.25', orderMinimumIdr: 0 },
} as const

behaviour('an offer', offerDecider, [
  scenario('is listed with its own number, unit, price and terms').when(list).then(listed),
  scenario('writes its figures in one way')
    .when({
      ...list,
      saleUnit: { ...karung, content: { quantity: '60.0', unit: 'KGM' } },
      terms: { ...terms, moq: '10.00' },
      producers: ['a', 'a'],
    })
    .then({ ...listed, producers: ['a'] }),
  scenario('does not take a number that is taken')
    .given(listed)
    .when(list)
    .refused('offer/sku-taken', { field: 'sku', sku: 'GAYO' }),
  scenario('is not in litres when the product is sold by weight')
    .when({ ...list, saleUnit: { kind: 'measure', unit: 'LTR' } })
    .refused('offer/other-dimension', { field: 'saleUnit', sold: 'volume', dimension: 'mass' }),
  scenario('has a pack that holds something')
    .when({ ...list, saleUnit: { ...karung, content: { quantity: '0', unit: 'KGM' } } })
    .refused('offer/quantity-not-positive', { field: 'saleUnit.content.quantity' }),
  scenario('has a pack that can be counted to the gram')
    .when({ ...list, saleUnit: { ...karung, content: { quantity: '0.0005', unit: 'KGM' } } })
    .refused('offer/step-too-fine', { field: 'saleUnit.content', multiple: '0.0005' }),
  scenario('has an average that weighs something')
    .when({ ...list, saleUnit: { kind: 'irregular', name: 'ekor', average: { quantity: '0', unit: 'KGM' }, tolerancePpm: 1 } })
    .refused('offer/quantity-not-positive', { field: 'saleUnit.average.quantity' }),
  scenario('does not sell half a karung')
    .when({ ...list, terms: { ...terms, multiple: '0.5' } })
    .refused('offer/not-whole', { field: 'multiple', name: 'karung' }),
  scenario('sells a measure in parts')
    .when(loose)
    .then({ ...listed, saleUnit: loose.saleUnit, terms: loose.terms }),
  scenario('but not finer than stock is counted')
    .when({ ...loose, terms: { ...loose.terms, moq: '0.0005', multiple: '0.0005' } })
    .refused('offer/step-too-fine', { field: 'multiple', multiple: '0.0005' }),
  scenario('has a minimum that its steps reach')
    .when({ ...list, terms: { ...terms, moq: '48', multiple: '25' } })
    .refused('offer/moq-not-a-multiple', { field: 'moq', moq: '48', multiple: '25' }),
  scenario('has a minimum above zero')
    .when({ ...list, terms: { ...terms, moq: '0' } })
    .refused('offer/quantity-not-positive', { field: 'moq' }),
  scenario('has steps above zero')
    .when({ ...list, terms: { ...terms, multiple: '0' } })
    .refused('offer/quantity-not-positive', { field: 'multiple' }),
  scenario('has a price')
    .when({ ...list, priceIdr: 0 })
    .refused('offer/price-invalid', { field: 'priceIdr', maxIdr: PRICE_IDR_MAX }),
  scenario('in whole rupiah')
    .when({ ...list, priceIdr: 0.5 })
    .refused('offer/price-invalid'),
  scenario('with an upper bound')
    .when({ ...list, priceIdr: PRICE_IDR_MAX + 1 })
    .refused('offer/price-invalid'),
  scenario('has tiers that rise')
    .when({
      ...list,
      tiers: [
        { from: '20', priceIdr: 5 },
        { from: '20', priceIdr: 4 },
      ],
    })
    .refused('offer/tiers-not-ascending', { field: 'tiers.1.from' }),
  scenario('has tiers that are cheaper than the price')
    .when({ ...list, tiers: [{ from: '20', priceIdr: 5_400_000 }] })
    .refused('offer/tier-not-cheaper', { field: 'tiers.0.priceIdr', belowIdr: 5_400_000 }),
  scenario('has tiers that cost something')
    .when({ ...list, tiers: [{ from: '20', priceIdr: 0 }] })
    .refused('offer/tier-not-cheaper'),
  scenario('has tiers of whole karung')
    .when({ ...list, tiers: [{ from: '20.5', priceIdr: 1 }] })
    .refused('offer/not-whole', { field: 'tiers.0.from', name: 'karung' }),
  scenario('has tiers from something')
    .when({ ...list, tiers: [{ from: '0', priceIdr: 1 }] })
    .refused('offer/quantity-not-positive', { field: 'tiers.0.from' }),
  scenario('what was never listed has no price').when(priceTo(1)).refused('offer/not-listed'),
  scenario('a new price carries the lowest of the 30 days before it')
    .given(listed)
    .when(priceTo(6_000_000, on(3)))
    .then({
      type: 'OfferPriced',
      priceIdr: 6_000_000,
      fromIdr: 5_400_000,
      tiers: [],
      lowestOf30DaysIdr: 5_400_000,
      by,
      at: on(3),
    }),
  scenario('the same price again changes nothing').given(listed).when(priceTo(5_400_000)).then(),
  scenario('the same price with other tiers is a change')
    .given(listed)
    .when(priceTo(5_400_000, on(1), [{ from: '20', priceIdr: 5 }]))
    .then({
      type: 'OfferPriced',
      priceIdr: 5_400_000,
      fromIdr: 5_400_000,
      tiers: [{ from: '20', priceIdr: 5 }],
      lowestOf30DaysIdr: 5_400_000,
      by,
      at: on(1),
    }),
  scenario('a price that cannot be is not set').given(listed).when(priceTo(-1)).refused('offer/price-invalid'),
  scenario('takes other terms and producers')
    .given(listed)
    .when({ type: 'SetTerms', terms: { moq: '4', multiple: '2', orderMinimumIdr: 1 }, producers: [], by, now })
    .then({ type: 'OfferTermsSet', terms: { moq: '4', multiple: '2', orderMinimumIdr: 1 }, producers: [], by, at: now }),
  scenario('but none that do not fit')
    .given(listed)
    .when({ type: 'SetTerms', terms: { moq: '3', multiple: '2', orderMinimumIdr: 1 }, producers: [], by, now })
    .refused('offer/moq-not-a-multiple'),
  scenario('is paused for a time')
    .given(listed)
    .when(pause('2026-03-10', '2026-03-20'))
    .then({ type: 'OfferPaused', from: '2026-03-10', to: '2026-03-20', by, at: now }),
  scenario('is not paused backwards').given(listed).when(pause('2026-03-20', '2026-03-19')).refused('offer/pause-backwards'),
  scenario('is not paused for what is over')
    .given(listed)
    .when(pause('2026-03-01', '2026-03-09'))
    .refused('offer/pause-is-over', { field: 'to', to: '2026-03-09', today: '2026-03-10' }),
  scenario('is harvested in windows of months, also across the year')
    .given(listed)
    .when({ type: 'SetHarvests', harvests: [{ fromMonth: 11, toMonth: 2, expected: '500.0' }], by, now })
    .then({ type: 'HarvestsSet', harvests: [{ fromMonth: 11, toMonth: 2, expected: '500' }], by, at: now }),
  scenario('expects something of each harvest')
    .given(listed)
    .when({ type: 'SetHarvests', harvests: [{ fromMonth: 1, toMonth: 2, expected: '0' }], by, now })
    .refused('offer/quantity-not-positive', { field: 'harvests.0.expected' }),
  scenario('expects what can be counted')
    .given({ ...listed, saleUnit: { kind: 'measure', unit: 'GRM' } })
    .when({ type: 'SetHarvests', harvests: [{ fromMonth: 1, toMonth: 2, expected: '0.5' }], by, now })
    .refused('offer/step-too-fine', { field: 'harvests.0.expected', multiple: '0.5' }),
  scenario('is resumed')
    .given(listed, { type: 'OfferPaused', from: '2026-03-01', to: null, by, at: now })
    .when({ type: 'ResumeOffer', by, now })
    .then({ type: 'OfferResumed', by, at: now }),
  scenario('a pause that is to come can be taken back')
    .given(listed, { type: 'OfferPaused', from: '2026-04-01', to: null, by, at: now })
    .when({ type: 'ResumeOffer', by, now })
    .then({ type: 'OfferResumed', by, at: now }),
  scenario('resuming what is not paused changes nothing').given(listed).when({ type: 'ResumeOffer', by, now }).then(),
  scenario('nor what was paused until yesterday')
    .given(listed, { type: 'OfferPaused', from: '2026-03-01', to: '2026-03-09', by, at: now })
    .when({ type: 'ResumeOffer', by, now })
    .then(),
])

const after = (...commands: readonly OfferCommand[]): ListedOffer => {
  const events = commands.reduce<OfferEvent[]>(
    (told, command) => [...told, ...offerDecider.decide(fold(offerDecider, told), command)],
    [],
  )
  const state = fold(offerDecider, events)
  if (state.status !== 'listed') throw new Error('it is listed')
  return state
}
const refusalOf = (act: () => unknown) => {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.facts]
    throw error
  }
  return null
}

describe('the lowest price of 30 days', () => {
  const lowest = (...commands: readonly OfferCommand[]) => after(list, ...commands).price.lowestBeforeIdr

  it('is none for the first price', () => expect(lowest()).toBeNull())
  it('counts the price that is replaced, also when it stands for years', () =>
    expect(lowest(priceTo(9_000_000, on(900)))).toBe(5_400_000))
  it('a rise before a sale does not make the sale look better', () =>
    expect(lowest(priceTo(9_000_000, on(10)), priceTo(5_400_000, on(12)))).toBe(5_400_000))
  it('a price that ended 30 days ago is forgotten, one that ended a moment later is not', () => {
    const rise = priceTo(9_000_000, on(0))
    const change = (at: string) => lowest(rise, priceTo(8_000_000, at))
    expect(change(on(30))).toBe(9_000_000)
    expect(change(new Date(Date.parse(on(30)) - 1).toISOString())).toBe(5_400_000)
  })
  it(`is known because a price changes at most ${CHANGES_MAX} times in 30 days`, () => {
    const changes = Array.from({ length: CHANGES_MAX }, (_, n) => priceTo(n + 1, on(n / 10)))
    const state = after(list, ...changes)
    expect(refusalOf(() => offerDecider.decide(state, priceTo(7, on(6))))).toEqual([
      'offer/too-many-price-changes',
      { max: CHANGES_MAX },
    ])
    expect(offerDecider.decide(state, priceTo(7, on(60)))).toHaveLength(1)
  })
})

describe('quantities: MOQ 48 in steps of 24 (Spree #14536)', () => {
  const admits = { moq: '48', multiple: '24', orderMinimumIdr: 0 }
  test.each(['48', '72', '96', '72.000'])('%s is admitted', (quantity) =>
    expect(refusalOf(() => checkQuantity(admits, quantity))).toBeNull(),
  )
  it('50 is refused, and told what would do', () =>
    expect(refusalOf(() => checkQuantity(admits, '50'))).toEqual([
      'offer/not-a-multiple',
      { field: 'quantity', quantity: '50', multiple: '24', lower: '48', upper: '72' },
    ]))
  test.each(['24', '47.999'])('%s is below the minimum', (quantity) =>
    expect(refusalOf(() => checkQuantity(admits, quantity))).toEqual([
      'offer/below-moq',
      { field: 'quantity', quantity, moq: '48' },
    ]),
  )
  test.each(['0', 'abc', '-48', ''])('%s is no quantity', (quantity) =>
    expect(refusalOf(() => checkQuantity(admits, quantity))?.[0]).toBe('offer/quantity-not-positive'),
  )
  it('a multiple of 6 refuses 7 (Pinelab #375)', () =>
    expect(refusalOf(() => checkQuantity({ moq: '6', multiple: '6', orderMinimumIdr: 0 }, '7'))?.[0]).toBe(
      'offer/not-a-multiple',
    ))
  it('what is admitted is the minimum and whole steps above it, whatever the steps', () => {
    const step = fc.integer({ min: 1, max: 5_000 })
    fc.assert(
      fc.property(step, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 500_000 }), (thousandth, least, wanted) => {
        const written = (n: number) => `${Math.floor(n / 1_000)}.${String(n % 1_000).padStart(3, '0')}`
        const fits = wanted >= least * thousandth && wanted % thousandth === 0
        const refused = refusalOf(() =>
          checkQuantity({ moq: written(least * thousandth), multiple: written(thousandth), orderMinimumIdr: 0 }, written(wanted)),
        )
        return (refused === null) === fits
      }),
    )
  })
})

describe('a quotation', () => {
  const tiers = [
    { from: '20', priceIdr: 5_100_000 },
    { from: '50', priceIdr: 4_800_000 },
  ]
  const offer = after({ ...list, tiers, terms: { moq: '10', multiple: '5', orderMinimumIdr: 60_000_000 } })

  it('says the price of one, of a kilogram, of all, and how much that is', () =>
    expect(quote(offer, '20')).toEqual({
      quantity: '20',
      inBase: '1200',
      baseUnit: 'KGM',
      priceIdr: 5_100_000,
      tierFrom: '20',
      perBaseIdr: '85000',
      totalIdr: 102_000_000,
      standing: 'exact',
    }))
  test.each([
    ['15', 5_400_000, null],
    ['20', 5_100_000, '20'],
    ['45', 5_100_000, '20'],
    ['50', 4_800_000, '50'],
    ['1000', 4_800_000, '50'],
  ])('%s are %s each', (quantity, priceIdr, tierFrom) => expect(quote(offer, quantity)).toMatchObject({ priceIdr, tierFrom }))
  it('a tier only picks a price: what the minimum admits is not refused by it', () =>
    expect(quote(offer, '15').totalIdr).toBe(81_000_000))
  it('below the order minimum it says how much is missing', () =>
    expect(refusalOf(() => quote(offer, '10'))).toEqual([
      'offer/below-order-minimum',
      { totalIdr: 54_000_000, minimumIdr: 60_000_000 },
    ]))
  it('exactly the order minimum is enough', () => {
    const exact = after({ ...list, terms: { ...terms, orderMinimumIdr: 54_000_000 } })
    expect(quote(exact, '10').totalIdr).toBe(54_000_000)
  })
  it('is rounded once, at the end: 0.25 kg at Rp 3.333 are Rp 833, 0.5 kg Rp 1.667', () => {
    const rice = after({ ...loose, terms: { moq: '0.25', multiple: '0.25', orderMinimumIdr: 0 }, priceIdr: 3_333 })
    expect([quote(rice, '0.25').totalIdr, quote(rice, '0.5').totalIdr]).toEqual([833, 1_667])
  })
  it('beyond what is exact it is refused', () => {
    const dear = after({ ...list, priceIdr: PRICE_IDR_MAX, terms: { ...terms, moq: '5' } })
    expect(refusalOf(() => quote(dear, '999999995'))?.[0]).toBe('offer/total-too-large')
  })

  const ayam = after({
    ...list,
    saleUnit: { kind: 'irregular', name: 'ekor', average: { quantity: '1.2', unit: 'KGM' }, tolerancePpm: 200_000 },
    terms: { moq: '5', multiple: '5', orderMinimumIdr: 200_000 },
    priceIdr: 38_000,
  })
  it('of irregular pieces is an estimate until they are weighed', () => {
    expect(quote(ayam, '5')).toMatchObject({ inBase: '6', perBaseIdr: '38000', totalIdr: 228_000, standing: 'estimated' })
    expect(quote(ayam, '5', { quantity: '6350', unit: 'GRM' })).toMatchObject({
      inBase: '6.35',
      totalIdr: 241_300,
      standing: 'weighed',
    })
  })
  it('the scales do not take an order below its minimum', () =>
    expect(quote(ayam, '5', { quantity: '5', unit: 'KGM' }).totalIdr).toBe(190_000))
  it('weights too far from the average, in another measure, or of what is not weighed are refused', () => {
    expect(refusalOf(() => quote(ayam, '5', { quantity: '7.5', unit: 'KGM' }))).toEqual([
      'offer/weight-off',
      { field: 'weighed', offPercent: 25, tolerancePercent: 20 },
    ])
    expect(refusalOf(() => quote(ayam, '5', { quantity: '6', unit: 'LTR' }))?.[0]).toBe('offer/other-dimension')
    expect(refusalOf(() => quote(offer, '20', { quantity: '6', unit: 'KGM' }))?.[0]).toBe('offer/not-weighed')
  })
})

it('the id of an offer is its seller and number', () => expect(offerId('kop', 'GAYO')).toBe('kop.GAYO'))

test.each([
  ['2026-03-09', false],
  ['2026-03-10', true],
  ['2026-03-20', true],
  ['2026-03-21', false],
])('on %s a pause from 10 to 20 March holds: %s', (today, paused) =>
  expect(isPaused({ pause: { from: '2026-03-10', to: '2026-03-20' } }, today)).toBe(paused),
)
