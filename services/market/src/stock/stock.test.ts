// What a cooperative says is there, and what orders take of it. The pool's own rules are tested in the kernel.
import { behaviour, scenario } from '@simpul/testkit'
import { stockDecider } from './decide.ts'

const now = '2026-03-10T03:00:00.000Z'
const validUntil = '2026-03-10T04:00:00.000Z'
const by = 'p-manager'
const set = (onHand: number) => ({ type: 'SetStock', seller: 'kop', onHand, by, now }) as const
const told = (onHand: number, fromOnHand: number) =>
  ({ type: 'StockSet', seller: 'kop', onHand, fromOnHand, by, at: now }) as const
const reserve = { type: 'Reserve', rid: 'o:1', amount: 400_000, validUntil, now } as const
const held = { type: 'ReservationHeld', rid: 'o:1', amount: 400_000, validUntil, at: now } as const
const confirmed = { type: 'ReservationConfirmed', rid: 'o:1', amount: 400_000, at: now } as const
const consumed = { type: 'ReservationConsumed', rid: 'o:1', amount: 400_000, rememberUntil: validUntil, at: now } as const

behaviour('stock', stockDecider, [
  scenario('is said').when(set(600_000)).then(told(600_000, 0)),
  scenario('may be none').when(set(0)).then(told(0, 0)),
  scenario('is said anew, with what stood before').given(told(600_000, 0)).when(set(540_000)).then(told(540_000, 600_000)),
  scenario('said again changes nothing').given(told(600_000, 0)).when(set(600_000)).then(),
  scenario('is a whole number of thousandths').when(set(0.5)).refused('stock/invalid', { field: 'onHand' }),
  scenario('is not negative').when(set(-1)).refused('stock/invalid'),
  scenario('holds what an order asks for').given(told(600_000, 0)).when(reserve).then(held),
  scenario('not more than is there').given(told(300_000, 0)).when(reserve).refused('reservation/not-enough'),
  scenario('nor what another order holds')
    .given(told(600_000, 0), held)
    .when({ ...reserve, rid: 'p:1' })
    .refused('reservation/not-enough'),
  scenario('is not said to be less than what is ordered')
    .given(told(600_000, 0), held, confirmed)
    .when(set(399_999))
    .refused('stock/below-ordered', { field: 'onHand', onHand: 399_999, ordered: 400_000 }),
  scenario('may be all that is ordered').given(told(600_000, 0), held, confirmed).when(set(400_000)).then(told(400_000, 600_000)),
  scenario('what has gone out is no longer there').given(told(600_000, 0), held, confirmed, consumed).when(set(200_000)).then(),
  scenario('a count after that counts what is left')
    .given(told(600_000, 0), held, confirmed, consumed)
    .when(set(500_000))
    .then(told(500_000, 200_000)),
  scenario('and can be ordered whole')
    .given(told(600_000, 0), held, confirmed, consumed, told(500_000, 200_000))
    .when({ ...reserve, rid: 'q:1', amount: 500_000 })
    .then({ ...held, rid: 'q:1', amount: 500_000 }),
  scenario('holds nothing before it was said').when(reserve).refused('stock/not-kept'),
  scenario('has nothing to release before that').when({ type: 'Release', rid: 'o:1', validUntil, now }).then(),
])
