// What is worth a message becomes one message a chosen channel.
// Guarantees: repeated events make no second message (its id is the step and the channel); who chose nothing is not written to.
// Does not: send; the delivery does. A choice counts from the next event on.
import { applicationContract } from '@simpul/contracts'
import { reaction } from '@simpul/platform'
import { application } from '../application/aggregate.ts'
import { fileOf } from '../application/application.ts'
import type { ApplicationEvent } from '../application/events.ts'
import { messageOf, tell } from '../timeline/telling.ts'
import { messageTo } from './messageTo.ts'

export const tellApplicant = reaction<ApplicationEvent>({
  name: 'tell-applicant',
  from: applicationContract,
  async handle(event, { id, aggregateId, sequence, correlationId }, commands) {
    const told = tell(event)
    if (!told?.worthAMessage) return
    const state = (await commands.state(application, aggregateId))?.state
    const applicant = state && fileOf(state)?.applicant
    if (!applicant) return // withdrawn as a draft: nobody but the applicant ever saw it
    const message = { about: aggregateId, id: aggregateId, sequence, step: told.code, words: messageOf(told, aggregateId) }
    const meta = { actor: 'consumer:tell-applicant', correlationId, causationId: id }
    await messageTo({ person: applicant.person, ...message }, commands, meta)
  },
})
