// What a lender's quota says to the world. The reservation events are those of every pool of the kernel.
import { Type } from 'typebox'
import { closed, code, id, idr, instant, scheme } from './shapes.ts'

const limit = { limitIdr: idr, fromIdr: idr, by: id }
const ended = closed({ rid: id, amount: idr, rememberUntil: instant, at: instant })

export const quotaContract = {
  source: 'microcredit.quota',
  types: {
    QuotaOpened: closed({
      lender: id,
      scheme,
      year: Type.Integer({ minimum: 2007, maximum: 2200 }),
      unit: code,
      limitIdr: idr,
      by: id,
    }),
    QuotaRaised: closed(limit),
    QuotaLowered: closed(limit),
    ReservationHeld: closed({ rid: id, amount: idr, validUntil: instant, at: instant }),
    ReservationConfirmed: closed({ rid: id, amount: idr, at: instant }),
    ReservationReleased: ended,
    ReservationReversed: ended,
    ReservationConsumed: ended,
  },
}
