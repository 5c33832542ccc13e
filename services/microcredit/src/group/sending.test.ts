// All or nothing: the chair sends while a member withdraws, a reaction dies between any two of its lines, every message comes twice.
import { Refusal } from '@simpul/kernel'
import type { Commands, Envelope } from '@simpul/platform'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Application } from '../application/application.ts'
import type { ApplicationEvent } from '../application/events.ts'
import { commands as example } from '../application/example.ts'
import type { GroupCommand } from './decide.ts'
import {
  accepts,
  agrees,
  ani,
  answers,
  applicationIdOf,
  asked,
  budi,
  citra,
  dedi,
  eka,
  formed,
  groupId,
  invites,
  now,
  people,
  sends,
  SHARES,
} from './example.ts'
import type { Group } from './group.ts'
import { hearMembers } from './hearMembers.ts'
import { groupsInMemory } from './inMemory.ts'

const [GROUP, SEAT, APPLICATION] = ['microcredit.group', 'microcredit.seat', 'microcredit.application'] as const
type World = ReturnType<typeof groupsInMemory>
const withoutSeats = formed().filter(({ type }) => type !== 'RecordSeat')

function say(world: World, command: GroupCommand, id = groupId): string {
  try {
    world.send(GROUP, id, command, `test:${id}:${JSON.stringify(command).slice(0, 400)}`)
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

function begun(world: World, commands: readonly GroupCommand[] = withoutSeats): void {
  for (const command of commands) expect(say(world, command)).toBe('done')
}

const groupIn = (world: World, id = groupId) => world.state(GROUP, id) as Exclude<Group, { status: 'none' }>
const seatOf = (world: World, person: string) => world.state(SEAT, person)
const applications = (world: World) =>
  world.ids(APPLICATION).map((id) => world.state(APPLICATION, id) as Extract<Application, { file: object }>)

/** What must be so whenever everything has been delivered. */
function wholeOrNothing(world: World): void {
  const state = groupIn(world)
  const sent = applications(world)
  if (state.status === 'forming' || state.status === 'dissolved') return expect(sent).toEqual([])
  const submitted = world.events(GROUP, groupId).filter(({ type }) => type === 'MemberSubmitted') as unknown as {
    person: string
    asked: { plafonIdr: number }
  }[]
  expect(sent).toHaveLength(submitted.length)
  expect(new Set(sent.map(({ file }) => file?.applicant.person)).size).toBe(submitted.length)
  const first = world.events(GROUP, groupId).find(({ type }) => type === 'GroupSubmitted') as unknown as {
    sumIdr: number
    members: string[]
  }
  const firstSent = sent.filter(({ file }) => first.members.includes(file?.applicant.person ?? ''))
  expect(firstSent.reduce((sum, { file }) => sum + (file?.asked.plafonIdr ?? 0), 0)).toBe(first.sumIdr)
}

describe('a group that is sent', () => {
  test('becomes one application a member, each with the share that its member agreed to', async () => {
    const world = groupsInMemory({ now })
    begun(world)
    await world.settle()
    expect(people.map((person) => seatOf(world, person))).toEqual(people.map(() => ({ status: 'taken', groupId })))
    expect(say(world, sends)).toBe('done')
    await world.settle()
    wholeOrNothing(world)
    for (const person of people)
      expect(world.state(APPLICATION, applicationIdOf(person))).toMatchObject({
        status: 'checking',
        file: {
          applicant: { person, organisation: null },
          asked: { scheme: 'KHUSUS', plafonIdr: SHARES[person] },
          group: { groupId },
        },
      })
  })

  test('before the seats are answered it waits, and says so', () => {
    const world = groupsInMemory({ now })
    begun(world)
    expect(say(world, sends)).toBe('group/seat-awaited')
  })

  it.each([1, 2, 3, 5, 8, 13, 21, 34])('survives a death at every %ith line: the same applications, once', async (every) => {
    let line = 0
    const world = groupsInMemory({ now, dies: () => inReaction && (line += 1) % every === 0 && line < 400 })
    let inReaction = false
    begun(world)
    inReaction = true
    await world.settle()
    inReaction = false
    expect(say(world, sends)).toBe('done')
    inReaction = true
    await world.settle()
    inReaction = false
    wholeOrNothing(world)
    expect(applications(world)).toHaveLength(5)
  })

  test('told a second time from the beginning, nothing happens a second time', async () => {
    const world = groupsInMemory({ now })
    begun(world)
    await world.settle()
    say(world, sends)
    await world.settle()
    const before = JSON.stringify([groupIn(world), applications(world)])
    world.fromTheBeginning()
    await world.settle()
    expect(JSON.stringify([groupIn(world), applications(world)])).toBe(before)
  })
})

test('two clients, any order, any delivery, any deaths: whole or not at all', async () => {
  const leaves = { type: 'LeaveGroup', person: budi, by: budi, now } as const
  const lessFor = (person: string, plafonIdr: number) => agrees(person, { plafonIdr })
  const client = fc.constantFrom<GroupCommand>(
    sends,
    sends,
    sends,
    leaves,
    lessFor(citra, 19_999_999),
    lessFor(citra, 20_000_000),
    { type: 'SavePlan', changes: { plafonIdr: 90_000_000 }, now },
    accepts(citra, people, 100_000_000),
    { type: 'LeaveGroup', person: dedi, by: ani, now },
    { type: 'DissolveGroup', by: ani, now },
    asked,
    { ...answers, answers: [{ code: 'offtaker', ref: 'x' }] },
  )
  let sentOnce = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(client, { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.nat({ max: 999 })),
      async (said, chance) => {
        const draw = () => chance.next().value as number
        let inReaction = false
        let deaths = 0
        const world = groupsInMemory({ now, dies: () => inReaction && deaths < 30 && draw() % 7 === 0 && (deaths += 1) > 0 })
        begun(world)
        const deliver = async (turns: number) => {
          inReaction = true
          for (let turn = 0; turn < turns; turn += 1) await world.deliverOne((count) => draw() % count)
          inReaction = false
        }
        await deliver(draw() % 3 === 0 ? draw() % 40 : 400) // mostly every seat is answered when the clients begin
        for (const command of said) {
          say(world, command)
          await deliver(draw() % 6)
        }
        if (draw() % 3 === 0) world.fromTheBeginning()
        inReaction = true
        await world.settle((count) => draw() % count)
        inReaction = false
        wholeOrNothing(world)
        if (world.ids(APPLICATION).length > 0) sentOnce += 1
      },
    ),
    { numRuns: 60 },
  )
  expect(sentOnce).toBeGreaterThan(5)
})

describe('one open group a person', () => {
  const other = 'g-lain'
  const inOther: readonly GroupCommand[] = [
    { type: 'StartGroup', groupId: other, chair: eka, now },
    agrees(eka, { plafonIdr: 5_000_000 }),
  ]

  test('two groups that want the same person do not both get them; the one without says who, not why', async () => {
    const world = groupsInMemory({ now })
    for (const command of inOther) expect(say(world, command, other)).toBe('done')
    await world.settle()
    begun(world)
    await world.settle()
    expect(groupIn(world).members.find(({ person }) => person === eka)).toMatchObject({ seat: 'elsewhere' })
    expect(say(world, sends)).toBe('group/members-not-ready')
    expect(say(world, { type: 'DissolveGroup', by: eka, now }, other)).toBe('done')
    await world.settle()
    expect(say(world, { ...agrees(eka), applicationId: 'a-eka-2' })).toBe('done')
    await world.settle()
    expect(say(world, sends)).toBe('done')
  })

  test('who left, whose application ended, and everybody of a group that is over may join another', async () => {
    const world = groupsInMemory({ now })
    begun(world)
    await world.settle()
    say(world, sends)
    await world.settle()
    world.send(APPLICATION, applicationIdOf(budi), { ...example.WithdrawApplication, by: budi }, 'withdraws')
    await world.settle()
    expect(seatOf(world, budi)).toEqual({ status: 'free' })
    expect(seatOf(world, citra)).toEqual({ status: 'taken', groupId })
    world.send(APPLICATION, applicationIdOf(ani), { ...example.WithdrawApplication, by: ani }, 'chair withdraws')
    await world.settle()
    expect(people.map((person) => seatOf(world, person))).toEqual(people.map(() => ({ status: 'free' })))
  })
})

describe('a group that does not stand any more', () => {
  test('takes along what no akad binds, gives its quota back, and leaves an akad that was signed', async () => {
    const world = groupsInMemory({ now })
    begun(world)
    await world.settle()
    say(world, sends)
    await world.settle()
    approve(world, budi)
    approve(world, citra)
    world.send(
      APPLICATION,
      applicationIdOf(citra),
      {
        ...example.SignAkad,
        signedOn: '2025-09-01',
        terms: { plafonIdr: 20_000_000, tenorMonths: 36, ratePpm: 60_000 },
        signers: [ani, citra],
        group: { status: 'sent', chair: ani, members: people },
      },
      'akad',
    )
    world.send(APPLICATION, applicationIdOf(ani), { ...example.WithdrawApplication, by: ani }, 'chair withdraws')
    await world.settle()
    expect(groupIn(world).status).toBe('fallen')
    expect(
      Object.fromEntries(
        people.map((person) => [person, (world.state(APPLICATION, applicationIdOf(person)) as Application).status]),
      ),
    ).toEqual({
      [ani]: 'withdrawn',
      [budi]: 'withdrawn',
      [citra]: 'akad',
      [dedi]: 'withdrawn',
      [eka]: 'withdrawn',
    })
    expect(world.events(APPLICATION, applicationIdOf(budi)).at(-1)).toMatchObject({
      type: 'ApplicationWithdrawn',
      reasonCode: 'group-fell',
      by: groupId,
      reservation: { rid: `${applicationIdOf(budi)}:1`, standing: 'confirmed' },
    })
  })
})

test('what the lender finds of the offtaker reaches each application that is not over', async () => {
  const world = groupsInMemory({ now })
  begun(world)
  await world.settle()
  say(world, sends)
  await world.settle()
  world.send(APPLICATION, applicationIdOf(eka), { ...example.WithdrawApplication, by: eka }, 'withdraws')
  expect(say(world, { type: 'RecordGroupCheck', checked: { tagging: true }, evidenceRef: 'blob-7', by: 'p-officer', now })).toBe(
    'done',
  )
  await world.settle()
  expect(
    people.map(
      (person) =>
        (world.state(APPLICATION, applicationIdOf(person)) as Extract<Application, { file: object }>).file?.group?.facts[
          'tagging'
        ] ?? null,
    ),
  ).toEqual([true, true, true, true, null])
})

test('a new member of an answered group is sent, and whoever was sent is not sent again', async () => {
  const world = groupsInMemory({ now })
  begun(world)
  await world.settle()
  say(world, sends)
  await world.settle()
  expect(say(world, asked)).toBe('done')
  world.send(APPLICATION, applicationIdOf(citra), { ...example.WithdrawApplication, by: citra }, 'withdraws')
  await world.settle()
  const fajar = 'p-fajar'
  const left = [ani, budi, dedi, eka, fajar]
  for (const command of [
    { type: 'LeaveGroup', person: citra, by: ani, now },
    invites(fajar),
    agrees(fajar, { plafonIdr: 20_000_000 }),
  ] as const)
    expect(say(world, command)).toBe('done')
  await world.settle()
  for (const person of left) expect(say(world, accepts(person, left, 100_000_000))).toBe('done')
  expect(say(world, answers)).toBe('done')
  await world.settle()
  wholeOrNothing(world)
  expect(applications(world).map(({ status }) => status)).toEqual([
    ...people.map((person) => (person === citra ? 'withdrawn' : 'checking')),
    'checking',
  ])
})

test('a refusal that is overturned, or taken up again, puts its member back among those who stand', async () => {
  for (const [type, standing] of [
    ['ApplicationRejected', 'ended'],
    ['AppealOverturned', 'sent'],
    ['ApplicationReopened', 'sent'],
    ['SurveyRecorded', null],
  ] as const) {
    const heard: unknown[] = []
    const commands = {
      state: async () => ({ state: { file: { applicant: { person: budi }, group: { groupId } } }, version: 1 }),
      send: async (_: unknown, target: string, command: { standing: string }) => void heard.push([target, command.standing]),
    } as unknown as Commands
    const envelope = { id: 'e:1', aggregateId: applicationIdOf(budi), correlationId: 'c' } as Envelope
    await hearMembers.handle({ type } as ApplicationEvent, envelope, commands)
    expect(heard).toEqual(standing === null ? [] : [[groupId, standing]])
  }
})

function approve(world: World, person: string): void {
  const id = applicationIdOf(person)
  const plafonIdr = SHARES[person] as number
  const terms = { plafonIdr, tenorMonths: 36, ratePpm: 60_000 }
  const steps = [
    { ...example.RecordCheck, check: 'identity' },
    { ...example.RecordCheck, check: 'sikp' },
    { ...example.RecordCheck, check: 'slik' },
    example.GiveVerdict,
    { ...example.RecordSurvey, survey: { ...example.RecordSurvey.survey, surveyedOn: '2025-09-01' } },
    { ...example.ProposeApproval, terms },
    example.ApproveApplication,
    { ...example.CompleteApproval, rid: `${id}:1` },
  ]
  for (const [n, step] of steps.entries()) world.send(APPLICATION, id, step, `${id}:${n}`)
}
