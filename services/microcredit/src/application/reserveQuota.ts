// Carries the orders of applications to the quota's pool and its answers back: the reservation protocol, event by event.
// Guarantees: those of reservationStep (platform). Does not: hold anything itself. Shown by reserveQuota.test.ts.
import { applicationContract } from '@simpul/contracts'
import { reaction, reservationStep } from '@simpul/platform'
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
    await reservationStep({
      name: 'reservation',
      order: order.command.type,
      ask: () => commands.send(quota, order.quotaId, order.command, { ...meta, commandId: order.commandId }),
      noPool: () => refuse('quota/not-open'),
      answer: (refusal) => quotaAnswer(order, refusal),
      tell: ({ command, commandId }) => commands.send(application, aggregateId, command, { ...meta, commandId }),
      notWaiting: 'application/not-waiting-for-quota', // withdrawn or abandoned meanwhile
    })
  },
})
