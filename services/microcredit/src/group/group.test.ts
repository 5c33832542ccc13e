// A group as its people know it: who is in, what each agreed to, what is sent, and when it stands no more.
import { behaviour, scenario } from '@simpul/testkit'
import { describe, expect, it, test } from 'vitest'
import { groupDecider, type GroupCommand } from './decide.ts'
import type { GroupEvent } from './events.ts'
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
  groupAfter,
  invites,
  now,
  people,
  sawah,
  seated,
  sends,
  sent,
  SHARES,
  stood,
  told,
} from './example.ts'
import { MEMBERS_MAX, type Group } from './group.ts'
import { consentText } from './statements.ts'

const after = (...commands: readonly GroupCommand[]) => told(commands)
const of = (name: string, given: readonly GroupEvent[], when: GroupCommand) =>
  scenario(name)
    .given(...given)
    .when(when)
const leaves = (person: string, by = person) => ({ type: 'LeaveGroup', person, by, now }) as const
const ofType = (events: readonly GroupEvent[], type: GroupEvent['type']) => events.filter((each) => each.type === type)
const refusal = (commands: readonly GroupCommand[], when: GroupCommand): { code: string; facts: unknown } | null => {
  try {
    groupDecider.decide(groupAfter(commands), when)
    return null
  } catch (error) {
    return error as { code: string; facts: unknown }
  }
}

behaviour('forming a group', groupDecider, [
  scenario('whoever starts it is its chair, and is in it without having agreed to anything yet')
    .when({ type: 'StartGroup', groupId: 'g', chair: ani, now })
    .then({ type: 'GroupStarted', groupId: 'g', chair: ani, at: now }),
  of('nobody joins who was not invited', after(...formed()), agrees('p-asing')).refused('group/not-a-member'),
  of('an invitation twice is one invitation', after(...formed()), invites(budi)).then(),
  of('a text that is no longer the current one is not agreed to', after(...formed()), {
    ...agrees(budi),
    agreement: { ...agrees(budi).agreement, textVersion: '2020-01-01' },
  }).refused('group/other-text', { version: consentText.version }),
  of('a share of nothing is none', after(...formed()), agrees(budi, { plafonIdr: 0 })).refused('application/figure-invalid'),
  of(
    'joint liability comes after the own share',
    after(formed()[0] as GroupCommand, invites(budi)),
    accepts(budi, [], 0),
  ).refused('group/agree-first'),
  of(
    'nobody accepts liability for people whom they did not see',
    after(...formed()),
    accepts(budi, people.slice(0, 4), 100_000_000),
  ).refused('group/liability-changed', { sumIdr: 100_000_000, members: 5 }),
  of('nor for a sum that they did not see', after(...formed()), accepts(budi, people, 99_999_999)).refused(
    'group/liability-changed',
  ),
  of('a member may leave, and needs nobody for it', after(...formed()), leaves(budi)).then({
    type: 'MemberLeft',
    person: budi,
    by: budi,
  }),
  of('leaving twice is leaving once', after(...formed(), leaves(budi)), leaves(budi)).then(),
  of('the chair hands over before leaving', after(...formed()), leaves(ani)).refused('group/chair-stays'),
  of('only a member who agreed can be chair', after(...formed(), invites('p-fajar')), {
    type: 'HandOverChair',
    to: 'p-fajar',
    by: ani,
    now,
  }).refused('group/not-a-member'),
  of(
    'a late answer about a seat of an earlier agreement changes nothing',
    after(...formed(), agrees(budi)),
    seated(budi, 2),
  ).then(),
  of(
    'agreed twice before the first answer about the seat: that answer is not for the second',
    after(...formed().filter(({ type }) => type !== 'RecordSeat' && type !== 'AcceptLiability'), agrees(budi)),
    seated(budi, 2),
  ).then(),
  of('a group that was sent is not dissolved', after(...sent()), { type: 'DissolveGroup', by: ani, now }).refused('group/sent'),
])

test('a group has at most thirty people', () => {
  const many = Array.from({ length: MEMBERS_MAX - 1 }, (_, index) => invites(`p-${index}`))
  expect(refusal([formed()[0] as GroupCommand, ...many], invites('p-more'))).toMatchObject({ code: 'group/full' })
})

describe('what is sent', () => {
  test('all of it in one write: the group, and a form for each member with exactly their share', () => {
    const events = groupDecider.decide(groupAfter(formed()), sends)
    expect(events.map(({ type }) => type)).toEqual(['GroupSubmitted', ...people.map(() => 'MemberSubmitted')])
    const forms = ofType(events, 'MemberSubmitted') as Extract<GroupEvent, { type: 'MemberSubmitted' }>[]
    expect(forms.map(({ person, asked: { plafonIdr } }) => [person, plafonIdr])).toEqual(
      people.map((person) => [person, SHARES[person]]),
    )
    expect(forms[0]).toMatchObject({
      applicationId: applicationIdOf(ani),
      asked: { scheme: 'KHUSUS', tenorMonths: 36 },
      facts: { offtakerAgreement: true, groupLetterOrOfftakerValidation: true, appliedByChair: true, jointLiability: true },
    })
  })

  it.each<[string, readonly GroupCommand[], string, object?]>([
    ['a plan that lacks something', [...formed().filter(({ type }) => type !== 'SavePlan')], 'group/incomplete'],
    ['an invitation without an answer', [...formed(), invites('p-fajar')], 'group/unanswered', { members: ['p-fajar'] }],
    ['one person alone', formed([ani]), 'group/too-few', { members: 1, min: 2 }],
    [
      'shares that do not make the plafon, by one rupiah',
      [...formed(), { type: 'SavePlan', changes: { plafonIdr: 99_999_999 }, now }],
      'group/shares-differ',
      { sumIdr: 100_000_000, plafonIdr: 99_999_999 },
    ],
    [
      'a seat that is still asked for',
      [...formed([ani, budi]).filter(({ type }) => type !== 'RecordSeat')],
      'group/seat-awaited',
    ],
    [
      'a member who has a seat elsewhere: who, not why',
      [
        ...formed(),
        agrees(budi),
        leaves(budi),
        invites(budi),
        agrees(budi),
        seated(budi, 7, false),
        accepts(budi, people, 100_000_000),
      ],
      'group/members-not-ready',
      { members: [budi] },
    ],
    [
      'a member whom the rules surely refuse: who, not why',
      [...formed(), agrees(citra, { business: { ...sawah, ownerIsCivilServant: true } })],
      'group/members-not-ready',
      { members: [citra] },
    ],
    [
      'a share that grew after the others accepted',
      [
        ...formed(),
        agrees(dedi, { plafonIdr: 16_000_000 }),
        accepts(dedi, people, 101_000_000),
        { type: 'SavePlan', changes: { plafonIdr: 101_000_000 }, now },
      ],
      'group/liability-open',
      { members: [ani, budi, citra, eka] },
    ],
    [
      'one more person after the others accepted',
      [
        ...formed([ani, budi]),
        invites(citra),
        agrees(citra),
        seated(citra, 3),
        accepts(citra, [ani, budi, citra], 60_000_000),
        { type: 'SavePlan', changes: { plafonIdr: 60_000_000 }, now },
      ],
      'group/liability-open',
      { members: [ani, budi] },
    ],
    [
      'another tenor after everybody accepted',
      [...formed([ani, budi]), { type: 'SavePlan', changes: { tenorMonths: 48 }, now }],
      'group/liability-open',
    ],
  ])('%s holds it back, with nothing sent', (_, way, code, facts) => {
    expect(refusal(way, sends)).toMatchObject({ code, ...(facts ? { facts } : {}) })
  })

  test('a smaller group is covered by what was accepted for the larger one', () => {
    const smaller: GroupCommand[] = [...formed(), leaves(eka), { type: 'SavePlan', changes: { plafonIdr: 75_000_000 }, now }]
    expect(refusal(smaller, sends)).toBeNull()
  })

  test('whom partners found to be somebody else is not sent, in the same word as any other reason', () =>
    expect(refusal(formed(), { ...sends, barred: [dedi, 'p-not-in'] })).toMatchObject({
      code: 'group/members-not-ready',
      facts: { members: [dedi] },
    }))

  test('a missing offtaker is no reason to hold it back: what nobody told is not a no', () => {
    const without = formed().map((each) =>
      each.type === 'SavePlan'
        ? ({
            ...each,
            changes: Object.fromEntries(Object.entries(each.changes).filter(([name]) => name !== 'offtaker')),
          } as const)
        : each,
    )
    const events = groupDecider.decide(groupAfter(without), sends)
    expect(ofType(events, 'MemberSubmitted')[0]).toMatchObject({
      facts: expect.not.objectContaining({ offtakerAgreement: false }) as object,
    })
  })

  test('who leaves a moment before is not sent; who leaves a moment after is told to withdraw the own application', () => {
    expect(refusal([...formed(), leaves(budi)], sends)).toMatchObject({ code: 'group/shares-differ' })
    expect(refusal(sent(), leaves(budi))).toMatchObject({ code: 'group/sent' })
  })

  it.each([leaves(budi), invites('p-fajar'), agrees(budi), accepts(budi, people, 100_000_000)])(
    'after it was sent, $type waits for a question of the lender',
    (command) => expect(refusal(sent(), command)).toMatchObject({ code: 'group/sent' }),
  )
})

describe('a question to the group', () => {
  const replaced: readonly GroupCommand[] = [
    ...sent(),
    asked,
    stood(citra, 'ended'),
    leaves(citra, ani),
    invites('p-fajar'),
    agrees('p-fajar', { plafonIdr: 20_000_000 }),
    seated('p-fajar', 6),
  ]
  const now5 = [ani, budi, dedi, eka, 'p-fajar']

  test('a member whose application ended is replaced; all accept anew, and only the new one is sent', () => {
    expect(refusal(replaced, answers)).toMatchObject({
      code: 'group/liability-open',
      facts: { members: [ani, budi, dedi, eka, 'p-fajar'] },
    })
    const accepted = [...replaced, ...now5.map((person) => accepts(person, now5, 100_000_000))]
    const events = groupDecider.decide(groupAfter(accepted), answers)
    expect(events.map((each) => [each.type, 'person' in each ? each.person : null])).toEqual([
      ['GroupInfoAnswered', null],
      ['MemberSubmitted', 'p-fajar'],
    ])
    expect(events[0]).toMatchObject({ applications: [ani, budi, dedi, eka].map(applicationIdOf) })
  })

  test('whose application is with the lender leaves by withdrawing it, also when the chair wants it', () =>
    expect(refusal([...sent(), asked], leaves(budi, ani))).toMatchObject({ code: 'group/withdraw-application' }))

  test('the terms of what was sent stay as they are', () =>
    expect(refusal([...sent(), asked], { type: 'SavePlan', changes: { tenorMonths: 48 }, now })).toMatchObject({
      code: 'group/terms-sent',
    }))

  test('an answer that leaves a question open is none', () =>
    expect(refusal([...sent(), asked], { ...answers, answers: [{ code: 'lain', ref: 'x' }] })).toMatchObject({
      code: 'group/questions-open',
    }))

  test('nobody asks or checks their own group', () =>
    expect(refusal(sent(), { ...asked, by: budi } as GroupCommand)).toMatchObject({ code: 'group/own-group' }))
})

describe('stands or falls', () => {
  const lastOf = (...more: readonly GroupCommand[]) => told([...sent(), ...more]).at(-1)
  const statusOf = (...more: readonly GroupCommand[]) =>
    (groupAfter([...sent(), ...more]) as Exclude<Group, { status: 'none' }>).status

  test('a member who is out leaves the others standing', () => {
    expect(lastOf(stood(budi, 'ended'))).toEqual({ type: 'MemberStood', person: budi, standing: 'ended' })
    expect(statusOf(stood(budi, 'ended'))).toBe('sent')
  })
  test('without its chair it falls, and takes along what no akad binds', () =>
    expect(lastOf(stood(budi, 'approved'), stood(citra, 'akad'), stood(ani, 'ended'))).toEqual({
      type: 'GroupFell',
      reasonCode: 'chair-out',
      members: people,
      applications: [budi, dedi, eka].map(applicationIdOf),
    }))
  test('with one left it falls', () =>
    expect(lastOf(...[budi, citra, dedi, eka].map((person) => stood(person, 'ended')))).toEqual({
      type: 'GroupFell',
      reasonCode: 'too-few',
      members: people,
      applications: [applicationIdOf(ani)],
    }))
  test('while the lender waits for an answer it does not fall: somebody may be found', () =>
    expect(statusOf(asked, stood(ani, 'ended'))).toBe('need-info'))
  test('it is done when everybody who is left has the money', () =>
    expect(statusOf(stood(budi, 'ended'), ...[ani, citra, dedi, eka].map((person) => stood(person, 'disbursed')))).toBe('done'))
  test('who is out gives the seat back, and asks for it again when the application is opened again', () => {
    const seatAfter = (...more: readonly GroupCommand[]) =>
      (groupAfter([...sent(), ...more]) as Exclude<Group, { status: 'none' }>).members.find(({ person }) => person === budi)?.seat
    expect(seatAfter(stood(budi, 'ended'))).toBe('none')
    expect(seatAfter(stood(budi, 'ended'), stood(budi, 'sent'))).toBe('asked')
    expect(seatAfter(stood(budi, 'ended'), stood(budi, 'sent'), seated(budi, 2))).toBe('held')
    expect(seatAfter(stood(budi, 'approved'), stood(budi, 'sent'))).toBe('held')
  })
  test('after its end, late words of applications change nothing', () => {
    const over = [...[budi, citra, dedi, eka].map((person) => stood(person, 'ended'))]
    expect(groupDecider.decide(groupAfter([...sent(), ...over]), stood(budi, 'sent'))).toEqual([])
    expect(refusal([...sent(), ...over], sends)).toMatchObject({ code: 'group/closed' })
  })
  test('a word about an earlier application of a member is not one about this', () =>
    expect(groupDecider.decide(groupAfter(sent()), { ...stood(budi, 'ended'), applicationId: 'a-old' })).toEqual([]))
  test('the chair may end it: what no akad binds ends with it', () =>
    expect(lastOf({ type: 'GiveUpGroup', by: ani, now })).toMatchObject({ type: 'GroupFell', reasonCode: 'given-up' }))
})
