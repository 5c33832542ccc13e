// What an event of an order asks of the stock's pool, and what the order hears of it: the reservation protocol (architecture §4).
// Guarantees: follows from the event alone, so that whoever forwards it may crash, repeat or start over; the command ids make the
// repetitions harmless. A refused Reserve is released too: its tombstone stops a doubled Reserve that arrives late.
import { never, type Refusal } from '@simpul/kernel'
import type { StockCommand } from '../stock/decide.ts'
import type { OrderCommand } from './decide.ts'
import type { OrderEvent, Reservation } from './order.ts'

type WithoutNow<Command> = Command extends unknown ? Omit<Command, 'now'> : never

export interface StockOrder {
  readonly stock: string
  readonly commandId: string
  readonly command: WithoutNow<Extract<StockCommand, { type: 'Reserve' | 'Confirm' | 'Release' | 'Reverse' }>>
}

export function stockOrder(event: OrderEvent): StockOrder {
  const { rid, stock, amount, validUntil } = event
  switch (event.type) {
    case 'OrderRequested':
      return { stock, commandId: `reserve:${rid}`, command: { type: 'Reserve', rid, amount, validUntil } }
    case 'OrderPlaced':
      return { stock, commandId: `confirm:${rid}`, command: { type: 'Confirm', rid } }
    case 'StockRefused':
      return released(event)
    case 'OrderCancelled':
      return event.standing === 'asked'
        ? released(event)
        : { stock, commandId: `reverse:${rid}`, command: { type: 'Reverse', rid } }
    default:
      return never(event)
  }
}

const released = ({ rid, stock, validUntil }: Reservation): StockOrder => ({
  stock,
  commandId: `release:${rid}`,
  command: { type: 'Release', rid, validUntil },
})

export interface AnswerToOrder {
  readonly commandId: string
  readonly command: WithoutNow<Extract<OrderCommand, { type: 'CompleteOrder' | 'RecordStockRefusal' }>>
}

/** `refusal` is null when the pool obeyed. A pool that is full for the moment is no answer: the order is given again. */
export function answerOf({ command }: StockOrder, refusal: Refusal | null): AnswerToOrder | 'again' | null {
  if (refusal?.entry.status === 503) return 'again'
  if (command.type !== 'Reserve') return null
  const { rid } = command
  if (!refusal) return { commandId: `place:${rid}`, command: { type: 'CompleteOrder', rid } }
  return { commandId: `refuse:${rid}`, command: { type: 'RecordStockRefusal', rid, code: refusal.code, facts: plain(refusal) } }
}

/** The facts that fit into an event: figures and short words. */
const plain = ({ facts }: Refusal) =>
  Object.fromEntries(
    Object.entries(facts).filter(
      (fact): fact is [string, string | number] =>
        typeof fact[1] === 'number' || (typeof fact[1] === 'string' && fact[1].length <= 200),
    ),
  )
