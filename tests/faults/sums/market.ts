// What must come out of the market's books, from the events of orders alone: who has which stock.
import type { LoggedEvent, Sum } from '@simpul/testkit/checker'

const ORDER = 'market.order'
const STOCK = 'market.stock'

type Pool = { readonly limit: number; readonly held: number; readonly confirmed: number; readonly consumed: number }
type Standing = 'held' | 'confirmed' | 'gone'

const after: Readonly<Record<string, Standing>> = {
  OrderRequested: 'held',
  OrderPlaced: 'confirmed',
  StockRefused: 'gone',
  OrderCancelled: 'gone',
}

function standingOf(events: readonly LoggedEvent[]): { stock: string; amount: number; standing: Standing } | null {
  const [first] = events
  if (!first) return null
  const standing = events.reduce<Standing>((before, { type }) => after[type] ?? before, 'held')
  return { stock: String(first.data['stock']), amount: Number(first.data['amount']), standing }
}

const stocks: Sum = {
  invariant: 'I8',
  says: 'what a stock has held and given is what the orders say',
  broken({ events, stored }) {
    const sums = new Map<string, Record<Standing, number>>()
    for (const of of events(ORDER).values()) {
      const order = standingOf(of)
      if (!order) continue
      const sum = sums.get(order.stock) ?? { held: 0, confirmed: 0, gone: 0 }
      sum[order.standing] += order.amount
      sums.set(order.stock, sum)
    }
    return [...stored(STOCK)].flatMap(([id, { state }]) => {
      const { pool } = state as { pool: Pool }
      const sum = sums.get(id) ?? { held: 0, confirmed: 0 }
      return (['held', 'confirmed'] as const)
        .filter((name) => pool[name] !== sum[name])
        .map((name) => `${id} has ${pool[name]} ${name}, the orders ${sum[name]}`)
    })
  },
}

const oversold: Sum = {
  invariant: 'I8',
  says: 'a stock was oversold at no moment',
  broken: ({ events }) =>
    [...events(STOCK)].flatMap(([id, of]) => {
      let onHand = 0
      const open = new Map<string, number>()
      for (const { sequence, type, data } of of) {
        if (type === 'StockSet') onHand = Number(data['onHand'])
        if (type === 'ReservationHeld') open.set(String(data['rid']), Number(data['amount']))
        if (type === 'ReservationReleased' || type === 'ReservationReversed') open.delete(String(data['rid']))
        const given = [...open.values()].reduce((sum, amount) => sum + amount, 0)
        if (given > onHand) return [`${id} had given out ${given} of ${onHand} after event ${sequence}`]
      }
      return []
    }),
}

const answers: Sum = {
  invariant: 'I5',
  says: 'every order had its answer from the stock',
  broken: ({ states }) =>
    [...states(ORDER)].flatMap(([id, state]) =>
      (state as { status: string }).status === 'awaiting-stock' ? [`${id} still waits for it`] : [],
    ),
}

export const marketSums: readonly Sum[] = [stocks, oversold, answers]
