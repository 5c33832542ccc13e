// One seat a person: taken when they agree, given back when they leave or the group is over, and the answer brought to the group.
// Guarantees: command ids come from the events, so repetitions act once; a seat is given back only by the group that has it.
// Does not guarantee: order between two groups. Who leaves one and joins another within a second may be told "elsewhere", and agrees again.
import { groupContract } from '@simpul/contracts'
import { reaction, type Commands } from '@simpul/platform'
import type { PersonId } from '../parties.ts'
import { group } from './aggregate.ts'
import { answered } from './answered.ts'
import type { GroupEvent } from './events.ts'
import { memberOf } from './group.ts'
import { seat } from './seat.ts'

const actor = 'consumer:hold-seats'

export const holdSeats = reaction<GroupEvent>({
  name: 'hold-seats',
  from: groupContract,
  async handle(event, { id, aggregateId: groupId, correlationId }, commands) {
    const meta = (step: string) => ({ actor, correlationId, causationId: id, commandId: `consumer:hold-seats:${id}:${step}` })
    const asked = await askedBy(event, groupId, commands)
    if (asked) {
      const { person, n } = asked
      const take = { type: 'TakeSeat', person, groupId } as const
      const no = await answered(() => commands.send(seat, person, take, { ...meta('take'), creates: true }), 'seat/taken')
      await commands.send(group, groupId, { type: 'RecordSeat', person, n, held: no === null }, meta('answer'))
    }
    for (const person of leaving(event)) {
      // Not `creates`: that decides on a fresh seat first, which has nobody to give back.
      const leave = () => commands.send(seat, person, { type: 'LeaveSeat', groupId }, meta(`leave:${person}`))
      await answered(leave, 'platform/not-found')
    }
  },
})

async function askedBy(event: GroupEvent, groupId: string, commands: Commands): Promise<{ person: PersonId; n: number } | null> {
  if (event.type === 'MemberAgreed') return { person: event.person, n: event.n }
  // An application that was opened again: its member needs the seat again.
  if (event.type !== 'MemberStood' || event.standing !== 'sent') return null
  const state = (await commands.state(group, groupId))?.state
  const agreed = state && state.status !== 'none' ? memberOf(state, event.person)?.agreed : null
  return agreed ? { person: event.person, n: agreed.n } : null
}

function leaving(event: GroupEvent): readonly PersonId[] {
  switch (event.type) {
    case 'MemberLeft':
      return [event.person]
    case 'MemberStood':
      return event.standing === 'ended' ? [event.person] : []
    case 'GroupFell':
    case 'GroupDone':
    case 'GroupDissolved':
      return event.members
    default:
      return []
  }
}
