// What the market's catalogue says to the world: producers, products, offers, and how it stands to sellers.
// Guarantees: quantities are decimal text and prices whole rupiah, so that nothing is lost on the way; a person is an id.
// Does not guarantee: that a product's own words name nobody; its seller writes them for the public.
import { Type } from 'typebox'
import { closed, day, id, idr, instant } from '../microcredit/shapes.ts'

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const decimal = Type.String({ pattern: '^(0|[1-9]\\d{0,8})(\\.\\d{1,6})?$' })
const code = Type.String({ pattern: '^[A-Za-z0-9-]{1,40}$' })
/** UN/CEFACT Rec 20. */
const unit = Type.String({ pattern: '^[A-Z0-9]{2,3}$' })
const content = closed({ quantity: decimal, unit })
const saleUnit = Type.Union([
  closed({ kind: Type.Literal('measure'), unit }),
  closed({ kind: Type.Literal('pack'), name: code, content }),
  closed({
    kind: Type.Literal('irregular'),
    name: code,
    average: content,
    tolerancePpm: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  }),
])
const tiers = Type.Array(closed({ from: decimal, priceIdr: idr }), { maxItems: 10 })
const month = Type.Integer({ minimum: 1, maximum: 12 })
const terms = closed({ moq: decimal, multiple: decimal, orderMinimumIdr: idr })
const producers = Type.Array(id, { maxItems: 20 })
const made = { by: id, at: instant }
const text = closed({
  name: Type.String({ minLength: 1, maxLength: 120 }),
  category: code,
  description: Type.String({ maxLength: 2_000 }),
})
/** To a cooperative, about a product; the form asks for no names. */
const words = Type.String({ minLength: 1, maxLength: 500 })
const n = Type.Integer({ minimum: 1, maximum: 1_000_000 })

export const producerContract = {
  source: 'market.producer',
  types: {
    ProducerRegistered: closed({
      seller: id,
      memberNo: code,
      person: orNull(id),
      region: Type.String({ pattern: '^\\d{2}(\\.\\d{2}(\\.\\d{2})?)?$' }),
      ...made,
    }),
    ProducerRetired: closed(made),
  },
}

export const productContract = {
  source: 'market.product',
  types: {
    ProductDrafted: closed({ seller: id, dimension: code, text, ...made }),
    ProductEdited: closed({ n, before: text, after: text, ...made }),
    ProductProposed: closed({ n, ...made }),
    ProductPublished: closed({
      n,
      before: orNull(text),
      after: text,
      decidedBy: Type.Enum(['moderator', 'trusted']),
      ...made,
    }),
    ProductRejected: closed({ n, reason: words, ...made }),
    RevisionRequested: closed({ n, note: words, ...made }),
    ProductWithdrawn: closed({ side: Type.Enum(['seller', 'moderator']), reason: words, ...made }),
  },
}

const standing = closed({ reason: words, ...made })

export const sellerContract = {
  source: 'market.seller',
  types: { SellerTrusted: standing, TrustEnded: standing, SellerSuspended: standing, SellerReinstated: standing },
}

export const offerContract = {
  source: 'market.offer',
  types: {
    OfferListed: closed({
      seller: id,
      product: id,
      sku: code,
      saleUnit,
      priceIdr: idr,
      tiers,
      terms,
      producers,
      ...made,
    }),
    OfferPriced: closed({ priceIdr: idr, fromIdr: idr, tiers, lowestOf30DaysIdr: idr, ...made }),
    OfferTermsSet: closed({ terms, producers, ...made }),
    OfferPaused: closed({ from: day, to: orNull(day), ...made }),
    OfferResumed: closed(made),
    HarvestsSet: closed({
      harvests: Type.Array(closed({ fromMonth: month, toMonth: month, expected: decimal }), { maxItems: 6 }),
      ...made,
    }),
  },
}
