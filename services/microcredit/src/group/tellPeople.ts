// What somebody of a group has to know or do becomes a message to that person, by the channels that they chose.
// Guarantees: repeated events make no second message; each is told what is theirs to know, by telling.ts. Does not: tell what is told in the
// timeline of their own application (sent, asked, approved, closed because the group fell): that comes from there.
import { groupContract } from '@simpul/contracts'
import { reaction } from '@simpul/platform'
import { messageTo } from '../notification/messageTo.ts'
import type { PersonId } from '../parties.ts'
import type { Words } from '../wib.ts'
import { group } from './aggregate.ts'
import type { GroupEvent } from './events.ts'
import { tellGroup } from './telling.ts'

const OUT: Words = {
  id: 'Ketua membatalkan undangan atau keikutsertaan Anda di kelompok. Anda dapat ikut kelompok lain.',
  en: 'The chair took back your invitation or place in the group. You can join another one.',
}
const CHAIR: Words = { id: 'Anda sekarang ketua kelompok.', en: 'You are the chair of the group now.' }

export const tellPeople = reaction<GroupEvent>({
  name: 'tell-people-of-group',
  from: groupContract,
  async handle(event, { id, aggregateId, sequence, correlationId }, commands) {
    const told = toldTo(event)
    if (!told) return
    const state = told.people === 'chair' ? (await commands.state(group, aggregateId))?.state : undefined
    const chair = state && state.status !== 'none' ? [state.chair] : []
    const number = aggregateId.slice(0, 8)
    const words = { id: `Simpul: ${told.words.id} (Kelompok ${number})`, en: `Simpul: ${told.words.en} (Group ${number})` }
    for (const person of told.people === 'chair' ? chair : told.people) {
      const message = { person, about: aggregateId, id: `${aggregateId}:${person}`, sequence, step: event.type, words }
      await messageTo(message, commands, { actor: 'consumer:tell-people-of-group', correlationId, causationId: id })
    }
  },
})

/** Null: nobody needs a message of it. */
export function toldTo(event: GroupEvent): { readonly words: Words; readonly people: readonly PersonId[] | 'chair' } | null {
  const words = tellGroup(event)
  switch (event.type) {
    case 'MemberInvited':
    case 'SeatAnswered':
      return words && { words, people: [event.person] }
    case 'MemberLeft':
      return event.by === event.person ? null : { words: OUT, people: [event.person] }
    case 'ChairHandedOver':
      return { words: CHAIR, people: [event.to] }
    case 'GroupInfoRequested':
    case 'MemberStood':
      return words && { words, people: 'chair' }
    case 'GroupDissolved':
      return words && { words, people: event.members.filter((person) => person !== event.by) }
    default:
      return null
  }
}
