// Carries the orders of buyers to the stock's pool and its answers back: the reservation protocol, event by event.
// Guarantees: may crash or repeat at any point, the command ids make each step act once; a disagreement with the pool is thrown, so that
// the order's later events wait for an operator instead of being guessed at. Shown by stockRush.int.test.ts and tests/faults/kill.test.ts.
import { orderContract } from '@simpul/contracts'
import { isReservationAlarm, Refusal } from '@simpul/kernel'
import { crashPoint, reaction } from '@simpul/platform'
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
    const refusal = await refusalOf(() =>
      commands.send(stock, asked.stock, asked.command, { ...meta, commandId: asked.commandId }),
    )
    crashPoint(`stock/after-${asked.command.type.toLowerCase()}`)
    const isNotKept = refusal?.code === 'platform/not-found'
    if (isNotKept && asked.command.type === 'Release') return // its Reserve found no stock either, so nothing is held
    if (refusal && (isReservationAlarm(refusal) || asked.command.type !== 'Reserve')) throw refusal
    const answer = answerOf(asked, isNotKept ? refuse('stock/not-kept') : refusal)
    if (answer === 'again') throw refusal ?? new Error('asked again without a refusal')
    if (!answer) return
    const unheard = await refusalOf(() =>
      commands.send(order, aggregateId, answer.command, { ...meta, commandId: answer.commandId }),
    )
    crashPoint('stock/after-answer')
    // Cancelled meanwhile: that event gives the reservation back.
    if (unheard && unheard.code !== 'order/not-waiting-for-stock') throw unheard
  },
})

async function refusalOf(send: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await send()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
