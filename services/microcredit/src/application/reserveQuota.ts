// Carries the orders of applications to the quota's pool and its answers back: the reservation protocol, event by event.
// Guarantees: may crash or repeat at any point, the command ids make each step act once; a disagreement with the pool is thrown,
// so that the application's later events wait for an operator instead of being guessed at.
import { applicationContract } from '@simpul/contracts'
import { isReservationAlarm, Refusal } from '@simpul/kernel'
import { crashPoint, reaction } from '@simpul/platform'
import { quota } from '../quota/aggregate.ts'
import { refuse } from '../refusals.ts'
import { application } from './aggregate.ts'
import type { ApplicationEvent } from './events.ts'
import { quotaAnswer } from './quotaAnswer.ts'
import { poolOrder } from './reservations.ts'

const actor = 'consumer:reserve-quota'

export const reserveQuota = reaction<ApplicationEvent>({
  name: 'reserve-quota',
  from: applicationContract,
  async handle(event, { id, aggregateId, correlationId }, commands) {
    const order = poolOrder(event)
    if (!order) return
    const meta = { actor, correlationId, causationId: id }
    const refusal = await refusalOf(() =>
      commands.send(quota, order.quotaId, order.command, { ...meta, commandId: order.commandId }),
    )
    crashPoint(`reservation/after-${order.command.type.toLowerCase()}`)
    const notOpened = refusal?.code === 'platform/not-found'
    if (notOpened && order.command.type === 'Release') return // its Reserve found no quota either, so nothing is held
    if (refusal && (isReservationAlarm(refusal) || order.command.type !== 'Reserve')) throw refusal
    const answer = quotaAnswer(order, notOpened ? refuse('quota/not-open') : refusal)
    if (answer === 'again') throw refusal ?? new Error('asked again without a refusal')
    if (!answer) return
    const unheard = await refusalOf(() =>
      commands.send(application, aggregateId, answer.command, { ...meta, commandId: answer.commandId }),
    )
    crashPoint('reservation/after-answer')
    // Withdrawn or abandoned meanwhile: that event gives the reservation back.
    if (unheard && unheard.code !== 'application/not-waiting-for-quota') throw unheard
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
