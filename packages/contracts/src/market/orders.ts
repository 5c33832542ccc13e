// What orders and the stock of an offer say to the world. The reservation events are those of every pool of the kernel.
// Guarantees: who buys is an id; amounts of stock are whole thousandths of the base unit (g, mL, mm).
import { Type } from 'typebox'
import { closed, code, id, idr, instant } from '../microcredit/shapes.ts'

const amount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const ended = closed({ rid: id, amount, rememberUntil: instant, at: instant })
const reservation = { rid: id, stock: id, amount, validUntil: instant, at: instant }
const fact = Type.Union([Type.Boolean(), Type.Number(), Type.String({ maxLength: 200 })])

export const stockContract = {
  source: 'market.stock',
  types: {
    StockSet: closed({ seller: id, onHand: amount, fromOnHand: amount, by: id, at: instant }),
    ReservationHeld: closed({ rid: id, amount, validUntil: instant, at: instant }),
    ReservationConfirmed: closed({ rid: id, amount, at: instant }),
    ReservationReleased: ended,
    ReservationReversed: ended,
    ReservationConsumed: ended,
  },
}

export const orderContract = {
  source: 'market.order',
  types: {
    OrderRequested: closed({
      buyer: id,
      buyerOrg: Type.Union([id, Type.Null()]),
      seller: id,
      offer: id,
      quantity: Type.String({ pattern: '^(0|[1-9]\\d{0,8})(\\.\\d{1,6})?$' }),
      priceIdr: idr,
      totalIdr: idr,
      isEstimate: Type.Boolean(),
      by: id,
      ...reservation,
    }),
    OrderPlaced: closed(reservation),
    StockRefused: closed({ code, facts: Type.Record(Type.String({ pattern: '^[A-Za-z]{1,40}$' }), fact), ...reservation }),
    OrderCancelled: closed({
      side: Type.Enum(['buyer', 'seller']),
      reason: Type.String({ minLength: 1, maxLength: 500 }),
      standing: Type.Enum(['asked', 'confirmed']),
      by: id,
      ...reservation,
    }),
  },
}
