// Carries the orders of buyers to the stock's pool and its answers back: the reservation protocol, event by event.
// Guarantees: those of reservationStep (platform). Does not: hold anything itself. Shown by stockRush.int.test.ts and tests/faults/kill.test.ts.
import { orderContract } from '@simpul/contracts'
import { reaction, reservationStep } from '@simpul/platform'
import { refuse } from '../refusals.ts'
import { stock } from '../stock/aggregate.ts'
import { order } from './aggregate.ts'
import type { OrderEvent } from './order.ts'
import { answerOf, stockOrder } from './stockOrder.ts'

const actor = 'consumer:reserve-stock'

export const reserveStock = reaction<OrderEvent>({
  name: 'reserve-stock',
  from: orderContract,
  async handle(event, { id, aggregateId, correlationId }, commands) {
    const asked = stockOrder(event)
    const meta = { actor, correlationId, causationId: id }
    await reservationStep({
      name: 'stock',
      order: asked.command.type,
      ask: () => commands.send(stock, asked.stock, asked.command, { ...meta, commandId: asked.commandId }),
      noPool: () => refuse('stock/not-kept'),
      answer: (refusal) => answerOf(asked, refusal),
      tell: ({ command, commandId }) => commands.send(order, aggregateId, command, { ...meta, commandId }),
      notWaiting: 'order/not-waiting-for-stock', // cancelled meanwhile
    })
  },
})
