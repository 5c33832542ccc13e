// From the applications of the members to the group: where each stands, never why.
// Guarantees: command ids come from the events; an application that is no group's sends nothing. Does not: judge whether the group stands;
// the group does, in the same write in which it hears.
import { applicationContract } from '@simpul/contracts'
import { reaction } from '@simpul/platform'
import { application } from '../application/aggregate.ts'
import { fileOf } from '../application/application.ts'
import type { ApplicationEvent } from '../application/events.ts'
import { group } from './aggregate.ts'
import type { Standing } from './group.ts'

const STANDING: Readonly<Partial<Record<ApplicationEvent['type'], Standing>>> = {
  ApplicationApproved: 'approved',
  ApprovalUndone: 'sent',
  AkadSigned: 'akad',
  ApplicationDisbursed: 'disbursed',
  ApplicationRejected: 'ended',
  ApplicationWithdrawn: 'ended',
  ApplicationReopened: 'sent',
  AppealOverturned: 'sent',
}

export const hearMembers = reaction<ApplicationEvent>({
  name: 'hear-members',
  from: applicationContract,
  async handle(event, { id, aggregateId: applicationId, correlationId }, commands) {
    const standing = STANDING[event.type]
    if (!standing) return
    const state = (await commands.state(application, applicationId))?.state
    const file = state && fileOf(state)
    if (!file?.group) return
    const command = { type: 'RecordMember', person: file.applicant.person, applicationId, standing } as const
    const meta = { actor: 'consumer:hear-members', correlationId, causationId: id }
    await commands.send(group, file.group.groupId, command, { ...meta, commandId: `consumer:hear-members:${id}` })
  },
})
