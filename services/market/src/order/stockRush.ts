// Many buyers who want the last kilograms of one offer at the same moment: the story that the stock's tests tell, in one process or killed
// in between. Guarantees: the same command ids at every telling, so that telling it again after a crash is what a careful client would do.
import type { Commands } from '@simpul/platform'
import { stock } from '../stock/aggregate.ts'
import { order } from './aggregate.ts'
import { reserveStock } from './reserveStock.ts'

export const KILOGRAM = 1_000
export const service = {
  name: 'market',
  aggregates: [order, stock],
  projections: [],
  reactions: [reserveStock],
  processes: [],
}

export async function fillStock(commands: Commands, id: string, kilograms: number): Promise<void> {
  const command = { type: 'SetStock', seller: 'kop', onHand: kilograms * KILOGRAM, by: 'p-manager' } as const
  await commands.send(stock, id, command, { commandId: `fill:${id}`, actor: 'p-manager', creates: true })
}

/** One kilogram each. */
export async function orderOne(commands: Commands, id: string, offer: string): Promise<void> {
  const ordered = { buyer: `p-${id}`, buyerOrg: null, seller: 'kop', offer, quantity: '1' }
  const price = { priceIdr: 90_000, totalIdr: 90_000, isEstimate: false }
  const command = { type: 'RequestOrder', id, amount: KILOGRAM, ...ordered, ...price, by: `p-${id}` } as const
  await commands.send(order, id, command, { commandId: `${id}:order`, actor: `p-${id}`, creates: true })
}

export async function cancel(commands: Commands, id: string): Promise<void> {
  const command = { type: 'CancelOrder', side: 'buyer', reason: 'Berubah rencana', by: `p-${id}` } as const
  await commands.send(order, id, command, { commandId: `${id}:cancel`, actor: `p-${id}` })
}

export const statusOf = async (commands: Commands, id: string) => (await commands.state(order, id))?.state.status
