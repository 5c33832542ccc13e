// The sums about groups are not blind: each seeded violation is named, and what really happens is not.
import type { FoldedService, LoggedEvent } from '@simpul/testkit/checker'
import { expect, test } from 'vitest'
import { submittedForGroup } from '../../../services/microcredit/src/application/submittedForGroup.ts'
import type { GroupEvent } from '../../../services/microcredit/src/group/events.ts'
import { evolve } from '../../../services/microcredit/src/group/events.ts'
import { ani, formed, groupId, people, sent, stood, told } from '../../../services/microcredit/src/group/example.ts'
import { initial, type Group } from '../../../services/microcredit/src/group/group.ts'
import type { ApplicationEvent } from '../../../services/microcredit/src/application/events.ts'
import { groupSums } from './groups.ts'

const happened = told(sent())
type Applications = Readonly<Record<string, readonly ApplicationEvent[]>>

const applicationsOf = (events: readonly GroupEvent[]): Applications =>
  Object.fromEntries(
    events.flatMap((event) =>
      event.type === 'MemberSubmitted' ? [[event.applicationId, submittedForGroup({ groupId, ...event })] as const] : [],
    ),
  )
const logged = (events: readonly { type: string }[]) =>
  events.map(({ type, ...data }, index) => ({ sequence: index + 1, type, data }) as unknown as LoggedEvent)

interface Books {
  readonly group?: readonly GroupEvent[]
  readonly applications?: Applications
  readonly seats?: Readonly<Record<string, string>>
}

function brokenIn({ group = happened, applications = applicationsOf(happened), seats = {} }: Books): readonly string[] {
  const kept: Readonly<Record<string, ReadonlyMap<string, readonly LoggedEvent[]>>> = {
    'microcredit.group': new Map([[groupId, logged(group)]]),
    'microcredit.application': new Map(Object.entries(applications).map(([id, of]) => [id, logged(of)])),
    'microcredit.seat': new Map(Object.keys(seats).map((person) => [person, []])),
  }
  const states: Readonly<Record<string, ReadonlyMap<string, unknown>>> = {
    'microcredit.group': new Map([[groupId, group.reduce<Group>(evolve, initial)]]),
    'microcredit.seat': new Map(Object.entries(seats).map(([person, of]) => [person, { status: 'taken', groupId: of }])),
  }
  const service = { events: (of: string) => kept[of] ?? new Map(), states: (of: string) => states[of] ?? new Map() }
  return groupSums.flatMap((sum) => sum.broken(service as unknown as FoldedService))
}

const everySeat = Object.fromEntries(people.map((person) => [person, groupId]))

test('a group that is being formed, and one that was sent, are whole', () => {
  expect(brokenIn({ group: told(formed()), applications: {}, seats: everySeat })).toEqual([])
  expect(brokenIn({ seats: everySeat })).toEqual([])
})

const without = (type: GroupEvent['type']) => happened.filter((event) => event.type !== type)
const { ['a-p-eka']: _, ...fourApplications } = applicationsOf(happened)

test.each<[string, Books, string]>([
  ['members are sent of a group that was not', { group: without('GroupSubmitted') }, 'without being sent'],
  ['a member is left out', { group: happened.slice(0, -1) }, 'other members than it says'],
  [
    'a rupiah is lost',
    {
      group: happened.map((event) => (event.type === 'GroupSubmitted' ? { ...event, sumIdr: event.sumIdr - 1 } : event)),
    },
    'its members have 100000000',
  ],
  ['an application is lost', { applications: fourApplications }, 'a-p-eka should be'],
  [
    'an application is begun twice',
    {
      applications: {
        ...fourApplications,
        'a-p-eka': [...(applicationsOf(happened)['a-p-eka'] ?? []), ...(applicationsOf(happened)['a-p-eka'] ?? [])],
      },
    },
    'a-p-eka should be',
  ],
  [
    'an application is of a group that did not send it',
    { applications: { ...applicationsOf(happened), 'a-other': applicationsOf(happened)['a-p-eka'] ?? [] } },
    'a-other is of a group that did not send it',
  ],
  ['a seat is in another group', { seats: { 'p-asing': groupId } }, 'p-asing has a seat'],
  [
    'a seat outlives its group',
    { group: told([...sent(), stood(ani, 'ended')]), seats: { 'p-budi': groupId } },
    'p-budi has a seat',
  ],
])('named when %s', (_name, books, problem) => expect(brokenIn(books).join('; ')).toContain(problem))
