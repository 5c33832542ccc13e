// What the routes of the market take in and give out, in pieces that several of them share.
// Guarantees: closed objects, every text and list bounded; quantities are decimal text, so `abc` is an error and never 0.
// Does not: decide whether a figure is allowed; deciders do.
import { Type, type TProperties, type TSchema } from 'typebox'
import { HARVESTS_MAX } from './offer/harvest.ts'
import { PRODUCERS_MAX } from './offer/offer.ts'
import { PRICE_IDR_MAX, TIERS_MAX } from './offer/price.ts'
import { CATEGORIES } from './product/product.ts'
import { DECIMAL } from './units/exact.ts'
import { DIMENSIONS, PACKS, UNIT_CODES } from './units/unit.ts'

export const closed = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })
export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

export const id = Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9._:~-]+$' })
export const day = Type.String({ format: 'date', maxLength: 10 })
export const memberNo = Type.String({ pattern: '^[A-Za-z0-9-]{1,40}$' })
export const sku = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,39}$' })
/** Kemendagri: province, regency, district; never finer for a person. */
export const region = Type.String({ pattern: '^\\d{2}(\\.\\d{2}(\\.\\d{2})?)?$' })

export const decimal = Type.String({ pattern: DECIMAL, maxLength: 16, description: 'Desimal / decimal: 12, 0.5' })
export const unitCode = Type.Enum(UNIT_CODES)
export const packName = Type.Enum([...PACKS])
export const dimension = Type.Enum([...DIMENSIONS])
export const content = closed({ quantity: decimal, unit: unitCode })
export const saleUnit = Type.Union([
  closed({ kind: Type.Literal('measure'), unit: unitCode }),
  closed({ kind: Type.Literal('pack'), name: packName, content }),
  closed({
    kind: Type.Literal('irregular'),
    name: packName,
    average: content,
    /** How far the scales may be from the average before it is another deal: parts per million. */
    tolerancePpm: Type.Integer({ minimum: 0, maximum: 500_000 }),
  }),
])

export const priceIdr = Type.Integer({ minimum: 1, maximum: PRICE_IDR_MAX })
export const tiers = Type.Array(closed({ from: decimal, priceIdr }), { maxItems: TIERS_MAX })
export const terms = closed({
  moq: decimal,
  multiple: decimal,
  orderMinimumIdr: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
})
const month = Type.Integer({ minimum: 1, maximum: 12 })
export const harvests = Type.Array(closed({ fromMonth: month, toMonth: month, expected: decimal }), { maxItems: HARVESTS_MAX })
export const producers = Type.Array(id, { maxItems: PRODUCERS_MAX })

export const productText = {
  name: Type.String({ minLength: 3, maxLength: 120 }),
  category: Type.Enum([...CATEGORIES]),
  description: Type.String({ maxLength: 2_000 }),
}

/** To be read by a cooperative or by whoever checks a decision later. */
export const reason = Type.String({ minLength: 5, maxLength: 500 })

/** Rupiah to the hundredth, as decimal text. */
export const idrText = Type.String()
