// What must come out of the books about groups: whole or nothing, to the rupiah, and one seat a person.
// Guarantees: from the event log alone, of groups, seats and applications. Shown by groups.test.ts: each seeded violation is named.
import type { FoldedService, LoggedEvent, Sum } from '@simpul/testkit/checker'

const GROUP = 'microcredit.group'
const SEAT = 'microcredit.seat'
const APPLICATION = 'microcredit.application'

type Sent = { readonly applicationId: string; readonly person: string; readonly plafonIdr: number }

const sentBy = (events: readonly LoggedEvent[]): Sent[] =>
  events.flatMap(({ type, data }) =>
    type === 'MemberSubmitted'
      ? [
          {
            applicationId: String(data['applicationId']),
            person: String(data['person']),
            plafonIdr: (data['asked'] as { plafonIdr: number }).plafonIdr,
          },
        ]
      : [],
  )

const shares: Sum = {
  invariant: 'I8',
  says: 'a group was sent whole: the shares of its members make the sum that it says, one share a member',
  broken: ({ events }) =>
    [...events(GROUP)].flatMap(([id, of]) => {
      const submitted = of.find(({ type }) => type === 'GroupSubmitted')
      const forms = sentBy(of)
      if (!submitted) return forms.length === 0 ? [] : [`${id} sent ${forms.length} members without being sent`]
      const { sumIdr, members } = submitted.data as { sumIdr: number; members: readonly string[] }
      const first = forms.slice(0, members.length)
      const sum = first.reduce((idr, { plafonIdr }) => idr + plafonIdr, 0)
      if (first.map(({ person }) => person).join() !== members.join()) return [`${id} sent other members than it says`]
      return sum === sumIdr ? [] : [`${id} says ${sumIdr} rupiah, its members have ${sum}`]
    }),
}

const applications: Sum = {
  invariant: 'I5',
  says: 'each member of a group that was sent has one application over their share, and no other application is of a group',
  broken(service) {
    const begun = begunBy(service)
    const found: string[] = []
    for (const [groupId, of] of service.events(GROUP))
      for (const { applicationId, plafonIdr } of sentBy(of)) {
        const given = begun.get(applicationId)
        const wanted = `${groupId} ${plafonIdr}`
        if (given?.join() !== wanted) found.push(`${applicationId} should be [${wanted}] and is [${given?.join() ?? ''}]`)
        begun.delete(applicationId)
      }
    return [...found, ...[...begun.keys()].map((id) => `application ${id} is of a group that did not send it`)]
  },
}

/** By application: the groups that it was submitted for, and its plafon. */
function begunBy({ events }: FoldedService): Map<string, string[]> {
  const begun = new Map<string, string[]>()
  for (const [id, of] of events(APPLICATION))
    for (const { type, data } of of) {
      const { group, asked } = data as { group?: { groupId: string }; asked?: { plafonIdr: number } }
      if (type !== 'ApplicationSubmitted' || !group) continue
      begun.set(id, [...(begun.get(id) ?? []), `${group.groupId} ${asked?.plafonIdr}`])
    }
  return begun
}

const seats: Sum = {
  invariant: 'I5',
  says: 'nobody has a seat in a group that is over or that they are not in',
  broken({ events, states }) {
    const groups = states(GROUP) as ReadonlyMap<string, { status: string; members?: readonly { person: string; seat: string }[] }>
    return [...events(SEAT).keys()].flatMap((person) => {
      const seat = states(SEAT).get(person) as { status: string; groupId?: string }
      if (seat.status !== 'taken') return []
      const group = groups.get(seat.groupId ?? '')
      const holds = group?.members?.some((member) => member.person === person && member.seat === 'held') ?? false
      const isOver = group === undefined || ['done', 'fallen', 'dissolved'].includes(group.status)
      return isOver || !holds ? [`${person} has a seat in ${seat.groupId}, which does not have them`] : []
    })
  },
}

export const groupSums: readonly Sum[] = [shares, applications, seats]
