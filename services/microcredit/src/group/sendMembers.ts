// From a group that was sent to the applications of its members, and from what becomes of the group to them.
// Guarantees: follows from the group's own event alone, each application under the id that its member agreed to, so it may crash, repeat
// or start over: one application a member, none lost. Shown by sending.test.ts. Does not: decide; the group did, in one write.
import { groupContract } from '@simpul/contracts'
import { reaction } from '@simpul/platform'
import { application } from '../application/aggregate.ts'
import { GROUP_FELL } from '../application/application.ts'
import { answered } from './answered.ts'
import type { GroupEvent } from './events.ts'

const actor = 'consumer:send-members'
/** It ended by itself, or is being contested: nothing of the group's is waited for. An akad that was signed meanwhile stands. */
const OVER = ['application/closed', 'appeal/pending']

export const sendMembers = reaction<GroupEvent>({
  name: 'send-members',
  from: groupContract,
  async handle(event, { id, aggregateId: groupId, correlationId }, commands) {
    const meta = (target: string) => ({
      actor,
      correlationId,
      causationId: id,
      commandId: `consumer:send-members:${id}:${target}`,
    })
    if (event.type === 'MemberSubmitted') {
      const { type: _, ...form } = event
      const { applicationId } = form
      const command = { type: 'SubmitForGroup', groupId, ...form } as const
      await commands.send(application, applicationId, command, { ...meta(applicationId), creates: true })
    }
    if (event.type === 'GroupChecked' || event.type === 'GroupInfoAnswered')
      for (const applicationId of event.applications) {
        const command = { type: 'RecordGroupFacts', facts: event.facts, by: event.by } as const
        await answered(() => commands.send(application, applicationId, command, meta(applicationId)), ...OVER)
      }
    if (event.type === 'GroupFell')
      for (const applicationId of event.applications) {
        const command = { type: 'WithdrawApplication', reasonCode: GROUP_FELL, by: groupId } as const
        await answered(
          () => commands.send(application, applicationId, command, meta(applicationId)),
          ...OVER,
          'application/akad-signed',
        )
      }
  },
})
