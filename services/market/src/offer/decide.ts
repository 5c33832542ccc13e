// What a cooperative may do with its offers.
// Guarantees: no price, unit, step or tier that could not be computed with exactly; each price change carries the lowest of the 30 days
// before it. Does not: look at product, producers or rights; the route brings what was found.
import { dayInWib, never, type Day, type Instant } from '@simpul/kernel'
import type { PersonId, SellerId } from '../parties.ts'
import { refuse } from '../refusals.ts'
import { compare, decimal, isWhole, text } from '../units/exact.ts'
import { dimensionSold, exactly, thousandths, type Content, type SaleUnit } from '../units/saleUnit.ts'
import type { Dimension } from '../units/unit.ts'
import type { Harvest } from './harvest.ts'
import { evolve, initial, isPaused, type ListedOffer, type Offer, type OfferEvent } from './offer.ts'
import { CHANGES_MAX, changesLately, lowestLately, PRICE_IDR_MAX, type Tier } from './price.ts'
import { checkTerms, positive, type Terms } from './terms.ts'

type By = { readonly by: PersonId; readonly now: Instant }
type Prices = { readonly priceIdr: number; readonly tiers: readonly Tier[] }

export type OfferCommand =
  | ({
      type: 'ListOffer'
      seller: SellerId
      product: string
      /** Of the product, as it was looked up. */
      dimension: Dimension
      sku: string
      saleUnit: SaleUnit
      terms: Terms
      producers: readonly string[]
    } & Prices &
      By)
  | ({ type: 'ChangePrice' } & Prices & By)
  | ({ type: 'SetTerms'; terms: Terms; producers: readonly string[] } & By)
  | ({ type: 'PauseOffer'; from: Day; to: Day | null } & By)
  | ({ type: 'ResumeOffer' } & By)
  | ({ type: 'SetHarvests'; harvests: readonly Harvest[] } & By)

export function decide(state: Offer, command: OfferCommand): readonly OfferEvent[] {
  if (command.type === 'ListOffer') return list(state, command)
  if (state.status !== 'listed') throw refuse('offer/not-listed')
  const { by, now: at } = command
  switch (command.type) {
    case 'ChangePrice':
      return changePrice(state, command)
    case 'SetTerms': {
      checkTerms(state.saleUnit, command.terms)
      return [{ type: 'OfferTermsSet', terms: written(command.terms), producers: once(command.producers), by, at }]
    }
    case 'PauseOffer': {
      const { from, to } = command
      const today = dayInWib(at)
      if (to !== null && to < from) throw refuse('offer/pause-backwards', { field: 'to', from, to })
      if (to !== null && to < today) throw refuse('offer/pause-is-over', { field: 'to', to, today })
      return [{ type: 'OfferPaused', from, to, by, at }]
    }
    case 'ResumeOffer':
      // Nothing to resume: it was resumed before, or the pause is over.
      return state.pause === null || !mayCome(state, dayInWib(at)) ? [] : [{ type: 'OfferResumed', by, at }]
    case 'SetHarvests': {
      for (const [n, { expected }] of command.harvests.entries())
        checkExpected(state.saleUnit, `harvests.${n}.expected`, expected)
      const harvests = command.harvests.map((each) => ({ ...each, expected: plain(each.expected) }))
      return [{ type: 'HarvestsSet', harvests, by, at }]
    }
    default:
      return never(command)
  }
}

export const offerDecider = { initial, decide, evolve }

/** Also a pause that is still to come can be taken back. */
const mayCome = (state: ListedOffer, today: Day) => isPaused(state, today) || (state.pause !== null && state.pause.from > today)

function list(state: Offer, command: Extract<OfferCommand, { type: 'ListOffer' }>): readonly OfferEvent[] {
  const { seller, product, dimension, sku, saleUnit, terms, producers, priceIdr, tiers, by, now: at } = command
  if (state.status !== 'none') throw refuse('offer/sku-taken', { field: 'sku', sku })
  checkUnit(saleUnit)
  const sold = dimensionSold(saleUnit)
  if (sold !== dimension) throw refuse('offer/other-dimension', { field: 'saleUnit', sold, dimension })
  checkTerms(saleUnit, terms)
  checkPrices(saleUnit, { priceIdr, tiers })
  const unit = canonical(saleUnit)
  const stands = { tiers: tiers.map(canonicalTier), terms: written(terms), producers: once(producers) }
  return [{ type: 'OfferListed', seller, product, sku, saleUnit: unit, priceIdr, ...stands, by, at }]
}

function changePrice(state: ListedOffer, command: Extract<OfferCommand, { type: 'ChangePrice' }>): readonly OfferEvent[] {
  const { priceIdr, by, now: at } = command
  checkPrices(state.saleUnit, command)
  const tiers = command.tiers.map(canonicalTier)
  if (priceIdr === state.price.idr && isSame(tiers, state.price.tiers)) return [] // the price is absolute: saying it twice is harmless
  if (changesLately(state, at) >= CHANGES_MAX) throw refuse('offer/too-many-price-changes', { max: CHANGES_MAX })
  const lowestOf30DaysIdr = lowestLately(state, at)
  return [{ type: 'OfferPriced', priceIdr, fromIdr: state.price.idr, tiers, lowestOf30DaysIdr, by, at }]
}

function checkUnit(unit: SaleUnit): void {
  if (unit.kind === 'measure') return
  const [field, content] = unit.kind === 'pack' ? ['saleUnit.content', unit.content] : ['saleUnit.average', unit.average]
  positive(`${field}.quantity`, content.quantity)
  if (thousandths(unit, '1') === null) throw refuse('offer/step-too-fine', { field, multiple: content.quantity })
}

function checkPrices(unit: SaleUnit, { priceIdr, tiers }: Prices): void {
  if (!Number.isSafeInteger(priceIdr) || priceIdr <= 0 || priceIdr > PRICE_IDR_MAX)
    throw refuse('offer/price-invalid', { field: 'priceIdr', maxIdr: PRICE_IDR_MAX })
  for (const [n, tier] of tiers.entries()) {
    const from = positive(`tiers.${n}.from`, tier.from)
    if (unit.kind !== 'measure' && !isWhole(from)) throw refuse('offer/not-whole', { field: `tiers.${n}.from`, name: unit.name })
    const before = tiers[n - 1] ?? { from: '0', priceIdr }
    if (compare(exactly(before.from), from) >= 0) throw refuse('offer/tiers-not-ascending', { field: `tiers.${n}.from` })
    if (tier.priceIdr <= 0 || tier.priceIdr >= before.priceIdr)
      throw refuse('offer/tier-not-cheaper', { field: `tiers.${n}.priceIdr`, belowIdr: before.priceIdr })
  }
}

function checkExpected(unit: SaleUnit, field: string, expected: string): void {
  positive(field, expected)
  if (thousandths(unit, expected) === null) throw refuse('offer/step-too-fine', { field, multiple: expected })
}

const plain = (quantity: string): string => {
  const value = decimal(quantity)
  return value ? text(value) : quantity
}
const canonicalTier = ({ from, priceIdr }: Tier): Tier => ({ from: plain(from), priceIdr })
const canonicalContent = ({ quantity, unit }: Content): Content => ({ quantity: plain(quantity), unit })
const written = ({ moq, multiple, orderMinimumIdr }: Terms): Terms => ({
  moq: plain(moq),
  multiple: plain(multiple),
  orderMinimumIdr,
})

function canonical(unit: SaleUnit): SaleUnit {
  if (unit.kind === 'measure') return unit
  return unit.kind === 'pack'
    ? { ...unit, content: canonicalContent(unit.content) }
    : { ...unit, average: canonicalContent(unit.average) }
}

const once = (ids: readonly string[]) => [...new Set(ids)]

const isSame = (one: readonly Tier[], other: readonly Tier[]) =>
  one.length === other.length && one.every(({ from, priceIdr }, n) => other[n]?.from === from && other[n].priceIdr === priceIdr)
