// What the people of a group are told: each event has words or a reason for silence, and no words tell of a member what is theirs alone.
import { applicationContract, groupContract, seatContract } from '@simpul/contracts'
import { toEnvelopes, type Commands, type Envelope } from '@simpul/platform'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { describe, expect, it, test } from 'vitest'
import { recordedVerdict } from '../application/recordedVerdict.ts'
import { kurRules } from '../rules/kurRules.ts'
import type { GroupCommand } from './decide.ts'
import type { GroupEvent } from './events.ts'
import {
  agrees,
  ani,
  answers,
  asked,
  budi,
  citra,
  dedi,
  eka,
  formed,
  groupAfter,
  groupId,
  invites,
  now,
  people,
  plan,
  seated,
  sent,
  stood,
  told,
} from './example.ts'
import { MEMBERS_MAX, type Over, type Open } from './group.ts'
import { groups, type GroupRow } from './groups.ts'
import { verdictsOf } from './memberVerdict.ts'
import { noticesOfGroup } from './notices.ts'
import { isFor, viewOf } from './readingRoutes.ts'
import { isChair, isInGroup, isLenderOfGroup, mayReadGroup } from './rights.ts'
import { decideSeat, evolveSeat } from './seat.ts'
import { tellPeople, toldTo } from './tellPeople.ts'
import { tellGroup, TELLERS } from './telling.ts'

const by = { commandId: 'c', fingerprint: 'c', actor: 'p-ani', correlationId: 'c', causationId: 'c' }
const reader = (person: string) => ({ subject: person, roles: ['applicant'], person }) as const
const staff = { subject: 'o', roles: ['officer'], person: 'p-officer', org: 'org-bank-desa' } as const
const check = (checked: object) => ({ type: 'RecordGroupCheck', checked, evidenceRef: 'b', by: 'p-officer', now }) as GroupCommand
const left = [ani, budi, dedi, eka]
const accepted = left.map(
  (person) => ({ type: 'AcceptLiability', person, textVersion: '2026-11-24', sumIdr: 80_000_000, members: left, now }) as const,
)
const answered: readonly GroupCommand[] = [
  ...sent(),
  asked,
  stood(citra, 'ended'),
  { type: 'LeaveGroup', person: citra, by: ani, now },
  { type: 'SavePlan', changes: { plafonIdr: 80_000_000 }, now },
  ...accepted,
  answers,
  check({ tagging: true }),
]
const ways: readonly (readonly GroupCommand[])[] = [
  answered,
  [...formed([ani, budi]), { type: 'HandOverChair', to: budi, by: ani, now }, { type: 'DissolveGroup', by: budi, now }],
  [...sent(), { type: 'GiveUpGroup', by: ani, now }],
  [...sent(), ...people.map((person) => stood(person, 'disbursed'))],
]
const events = ways.flatMap((way) => told(way))

function rowOf(happened: readonly GroupEvent[]): GroupRow {
  const envelopes = toEnvelopes(groups.from, groupId, 0, happened, now, by)
  const row = happened.reduce<GroupRow | null>((before, event, index) => {
    const envelope = envelopes[index]
    const next = envelope ? groups.fold(before, event, envelope) : before
    return next && typeof next === 'object' ? next : null
  }, null)
  if (!row) throw new Error('a group that began has a row')
  return row
}

describe('the contract', () => {
  test('every event type happens here, fits its contract and nothing more fits', () => {
    const types: Readonly<Record<string, TSchema>> = groupContract.types
    expect([...new Set(events.map(({ type }) => type))].toSorted()).toEqual(Object.keys(types).toSorted())
    for (const { type, ...data } of events) {
      const schema = Compile(types[type] as TSchema)
      expect([type, schema.Check(data)]).toEqual([type, true])
      expect([type, schema.Check({ ...data, name: 'Ani' })]).toEqual([type, false])
    }
  })
  test('the verdict of a member fits, also while all of R-GROUP is still to come (its sentence was too long to be recorded)', () => {
    const schema = Compile(applicationContract.types.VerdictGiven)
    for (const akadOn of ['2025-09-01', '2026-11-25'])
      for (const way of [formed().slice(0, 12), sent()])
        for (const { verdict } of verdictsOf(groupAfter(way) as Open, plan, akadOn, kurRules))
          expect(schema.Check({ verdict: recordedVerdict(verdict, 3) })).toBe(true)
  })
  test('a seat is taken by one group, and given back by that one alone', () => {
    const taken = evolveSeat({ status: 'free' }, { type: 'SeatTaken', person: ani, groupId })
    expect(decideSeat(taken, { type: 'TakeSeat', person: ani, groupId, now })).toEqual([])
    expect(() => decideSeat(taken, { type: 'TakeSeat', person: ani, groupId: 'g-lain', now })).toThrow(
      expect.objectContaining({ code: 'seat/taken' }),
    )
    expect(decideSeat(taken, { type: 'LeaveSeat', groupId: 'g-lain', now })).toEqual([])
    const [leaving] = decideSeat(taken, { type: 'LeaveSeat', groupId, now })
    expect(leaving && evolveSeat(taken, leaving)).toEqual({ status: 'free' })
    expect(Compile(seatContract.types.SeatTaken).Check({ person: ani, groupId })).toBe(true)
  })
  test('the largest group fits: 31 events of one write, each far below 64 KB', () => {
    const many = [ani, ...Array.from({ length: MEMBERS_MAX - 1 }, (_, index) => `p-${index}`)]
    const written = told(sent(many))
    expect(Math.max(...written.map((event) => JSON.stringify(event).length))).toBeLessThan(16_000)
  })
})

describe('words', () => {
  test.each(Object.keys(groupContract.types))('%s has words, or a reason for silence', (type) => {
    const teller = TELLERS[type as GroupEvent['type']]
    if ('silent' in teller) expect(teller.silent.length).toBeGreaterThan(20)
    else expect(teller).toBeTypeOf('function')
  })
  test('no amount, no person', () => {
    for (const { id, en } of events.flatMap((event) => tellGroup(event) ?? []))
      for (const words of [id, en]) expect(words).not.toMatch(/\d|p-|Rp/)
  })
  test('the way of a group, as the chair and as a member who was invited read it', () => {
    const row = rowOf(told([...sent([ani, budi]), asked, stood(budi, 'ended')]))
    const read = (person: string) => row.entries.filter((each) => isFor(each, row.group, reader(person))).map(({ code }) => code)
    const shared = [
      'MemberAgreed',
      'MemberAgreed',
      'LiabilityAccepted',
      'LiabilityAccepted',
      'GroupSubmitted',
      'GroupInfoRequested',
    ]
    expect(read(ani)).toEqual(['GroupStarted', 'GroupPlanSaved', ...shared, 'MemberStood'])
    expect(read(budi)).toEqual(['GroupStarted', 'GroupPlanSaved', 'MemberInvited', ...shared])
    expect(row.entries.filter((each) => isFor(each, row.group, staff))).toHaveLength(8)
  })
  test('a seat elsewhere is told to that member alone, chair or not', () => {
    const row = rowOf(told([...formed([ani, budi]).filter(({ type }) => type !== 'RecordSeat'), seated(budi, 2, false)]))
    const [entry] = row.entries.filter(({ code }) => code === 'SeatAnswered')
    expect([ani, budi].map((person) => entry && isFor(entry, row.group, reader(person)))).toEqual([false, true])
  })
})

describe('messages', () => {
  const whom = (event: GroupEvent) => toldTo(event)?.people ?? null
  it.each<[string, GroupEvent, readonly string[] | 'chair' | null]>([
    ['who is invited', { type: 'MemberInvited', person: budi }, [budi]],
    ['whose seat is elsewhere, alone', { type: 'SeatAnswered', person: budi, n: 1, held: false }, [budi]],
    ['nobody about a seat that is theirs', { type: 'SeatAnswered', person: budi, n: 1, held: true }, null],
    ['whom the chair took out', { type: 'MemberLeft', person: budi, by: ani }, [budi]],
    ['nobody who left by themselves', { type: 'MemberLeft', person: budi, by: budi }, null],
    ['the new chair', { type: 'ChairHandedOver', to: budi, by: ani }, [budi]],
    ['the chair that somebody is out', { type: 'MemberStood', person: budi, standing: 'ended' }, 'chair'],
    ['nobody that somebody was approved', { type: 'MemberStood', person: budi, standing: 'approved' }, null],
    ['all others of a group that was dissolved', { type: 'GroupDissolved', members: [ani, budi, citra], by: ani }, [budi, citra]],
  ])('%s', (_, event, people_) => expect(whom(event)).toEqual(people_))

  test('go to whoever is chair now, once a channel, without a name or an amount', async () => {
    const texts: string[] = []
    const commands = {
      state: async ({ contract: { source } }: { contract: { source: string } }, of: string) =>
        source === 'microcredit.group'
          ? { state: groupAfter(sent()), version: 1 }
          : { state: { status: 'chosen', person: of, channels: ['whatsapp'], language: 'id', blocked: [] }, version: 1 },
      send: async (_: unknown, target: string, { text }: { text: string }) => void texts.push(`${target} ${text}`),
    } as unknown as Commands
    const envelope = { id: 'e:9', aggregateId: groupId, sequence: 9, correlationId: 'c' } as Envelope
    await tellPeople.handle({ type: 'MemberStood', person: budi, standing: 'ended' }, envelope, commands)
    expect(texts).toEqual([
      `${groupId}:${ani}:9:whatsapp Simpul: Pengajuan seorang anggota tidak berlanjut. Sebabnya hanya untuk anggota itu. (Kelompok g-tani-m)`,
    ])
  })
})

describe('who sees what', () => {
  const state = groupAfter([...sent(), stood(budi, 'ended'), stood(citra, 'approved')]) as Open
  const seen = (person: string) => viewOf(state, 1, reader(person))

  test('chair and members see who is in, with which share and how far, and of each other neither application nor business', () => {
    const members = seen(ani).members
    expect(members.map(({ person, plafonIdr, standing, liable }) => [person, plafonIdr, standing, liable])).toEqual([
      [ani, 30_000_000, 'sent', true],
      [budi, 10_000_000, 'ended', true],
      [citra, 20_000_000, 'approved', true],
      [dedi, 15_000_000, 'sent', true],
      [eka, 25_000_000, 'sent', true],
    ])
    expect(members.map(({ applicationId }) => applicationId)).toEqual(['a-p-ani', null, null, null, null])
    const told_ = JSON.stringify(seen(ani))
    for (const word of ['yearlyTurnoverIdr', 'hasNpwp', 'seat', 'elsewhere', 'verdict', 'slik', 'reason'])
      expect(told_).not.toContain(word)
  })
  test('whether a seat is elsewhere reads to the chair like any other reason', () => {
    const elsewhere = groupAfter([
      ...formed([ani, budi]).filter(({ type }) => type !== 'RecordSeat'),
      seated(ani, 1),
      seated(budi, 2, false),
    ]) as Open
    const held = groupAfter([
      ...formed([ani, budi]).filter(({ type }) => type !== 'RecordSeat'),
      seated(ani, 1),
      seated(budi, 2),
    ]) as Open
    expect(viewOf(elsewhere, 1, reader(ani))).toEqual(viewOf(held, 1, reader(ani)))
    expect(noticesOfGroup(elsewhere, budi).map(({ code }) => code)).toContain('group/elsewhere')
  })
  test('the lender sees the applications', () =>
    expect(viewOf(state, 1, staff).members.every(({ applicationId }) => applicationId?.startsWith('a-p-'))).toBe(true))

  it.each<[string, Parameters<typeof mayReadGroup>[1], boolean[]]>([
    ['chair', reader(ani), [true, true, true, false]],
    ['member', reader(budi), [true, false, true, false]],
    ['stranger', reader('p-asing'), [false, false, false, false]],
    ['officer of the lender', staff, [false, false, true, true]],
    ['officer of another branch', { ...staff, branch: 'cabang' }, [false, false, false, false]],
    ['officer of another lender', { ...staff, org: 'org-lain' }, [false, false, false, false]],
    ['auditor', { subject: 'a', roles: ['auditor'] }, [false, false, true, false]],
  ])('%s', (_, actor, [inGroup, chair, reads, lends]) => {
    const sentGroup = groupAfter(sent())
    expect([
      isInGroup(sentGroup, actor),
      isChair(sentGroup, actor),
      mayReadGroup(sentGroup, actor),
      isLenderOfGroup(sentGroup, actor),
    ]).toEqual([inGroup, chair, reads, lends])
    expect(mayReadGroup(groupAfter(formed()), actor)).toBe(inGroup)
  })

  it.each<[string, readonly GroupCommand[], string, string[]]>([
    ['who is invited', [...formed([ani]).slice(0, 2), invites(budi)], budi, ['group/agree']],
    ['who has not accepted yet', [...formed([ani, budi]), invites(citra), agrees(citra)], citra, ['group/accept-liability']],
    ['a chair who waits', [...formed([ani, budi]), invites(citra)], ani, ['group/members-awaited']],
    ['a chair who can send', formed(), ani, ['group/can-be-sent']],
    ['a member who can wait', formed(), budi, []],
    ['everybody of a group at the lender', sent(), budi, ['group/with-lender']],
    ['everybody of a group that is asked', [...sent(), asked], budi, ['group/asked']],
    ['everybody of one that fell', [...sent(), { type: 'GiveUpGroup', by: ani, now }], budi, ['group/fallen']],
  ])('%s is told what to do or what is waited for', (_, way, person, codes) =>
    expect(noticesOfGroup(groupAfter(way) as Open | Over, person).map(({ code }) => code)).toEqual(codes),
  )
})
