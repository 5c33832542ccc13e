// What a cooperative says is there.
import { behaviour, scenario } from '@simpul/testkit'
import { stockDecider } from './decide.ts'

const now = '2026-03-10T03:00:00.000Z'
const by = 'p-manager'
const set = (onHand: number) => ({ type: 'SetStock', seller: 'kop', onHand, by, now }) as const
const told = (onHand: number, fromOnHand: number) =>
  ({ type: 'StockSet', seller: 'kop', onHand, fromOnHand, by, at: now }) as const

behaviour('stock', stockDecider, [
  scenario('is said').when(set(600_000)).then(told(600_000, 0)),
  scenario('may be none').when(set(0)).then(told(0, 0)),
  scenario('is said anew, with what stood before').given(told(600_000, 0)).when(set(540_000)).then(told(540_000, 600_000)),
  scenario('said again changes nothing').given(told(600_000, 0)).when(set(600_000)).then(),
  scenario('is a whole number of thousandths').when(set(0.5)).refused('stock/invalid', { field: 'onHand' }),
  scenario('is not negative').when(set(-1)).refused('stock/invalid'),
])
