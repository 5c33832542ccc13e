// What an offer costs and what it cost lately: the price, its tiers, and the lowest of the 30 days before a change.
// Guarantees: the lowest counts every price that was in force in those days, also the one that is being replaced.
// Does not guarantee: more than CHANGES_MAX changes in 30 days; who needs more sells by quotation.
import type { Instant } from '@simpul/kernel'
import { compare } from '../units/exact.ts'
import { exactly } from '../units/saleUnit.ts'

/** Rp 10 billion for one unit: a shipload is sold in several. With a content of 0.001 it is 10^13 a base unit, still exact. */
export const PRICE_IDR_MAX = 10_000_000_000
export const TIERS_MAX = 10
export const CHANGES_MAX = 60
const WINDOW_MS = 30 * 24 * 60 * 60 * 1_000

/** From that quantity on, another price: it picks a price and refuses nothing. */
export interface Tier {
  readonly from: string
  readonly priceIdr: number
}

export interface Price {
  readonly idr: number
  readonly tiers: readonly Tier[]
  readonly since: Instant
  /** Of the 30 days before `since`; null for the first price. */
  readonly lowestBeforeIdr: number | null
}

/** In force from `since` of the one before until `until`. */
export interface PastPrice {
  readonly idr: number
  readonly until: Instant
}

export interface Pricing {
  readonly price: Price
  /** Those of which a part lies in the last 30 days. */
  readonly past: readonly PastPrice[]
}

const within = (past: readonly PastPrice[], now: Instant) => {
  const from = new Date(Date.parse(now) - WINDOW_MS).toISOString()
  return past.filter(({ until }) => until > from)
}

export const changesLately = ({ past }: Pricing, now: Instant): number => within(past, now).length

export const lowestLately = ({ price, past }: Pricing, now: Instant): number =>
  Math.min(price.idr, ...within(past, now).map(({ idr }) => idr))

export function repriced({ price, past }: Pricing, next: Omit<Price, 'since'>, at: Instant): Pricing {
  return { price: { ...next, since: at }, past: within([...past, { idr: price.idr, until: at }], at) }
}

/** The highest tier that the quantity reaches; null when it is the price itself. */
export const tierFor = ({ tiers }: Price, quantity: string): Tier | null =>
  tiers.findLast(({ from }) => compare(exactly(from), exactly(quantity)) <= 0) ?? null
