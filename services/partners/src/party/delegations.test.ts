// Who acts for whom, as sentences that a lender's compliance officer could confirm or deny.
import { fold } from '@simpul/kernel'
import { at, behaviour, scenario } from '@simpul/testkit'
import { describe, expect, it } from 'vitest'
import { party } from './decide.ts'
import { ACTS_FOR_MAX, COUNTS_AFTER_MS, DELEGATION_DAYS_MAX, DELEGATIONS_MAX, rightsIn } from './delegations.ts'
import type { Organisation, PartyEvent } from './party.ts'
import type { PartyId, Role } from './role.ts'

const now = at('2026-05-10T10:00+07:00')
const friday = at('2026-05-15T17:00+07:00')
const [siti, budi, wati, joko] = [1, 2, 3, 4].map((n) => `b1c1ad6e-0000-5000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
]

const bank = { type: 'OrganisationRegistered', kind: 'penyalur', name: 'Bank Nusa', region: '73', at: now } as const
const lead = { type: 'RoleGranted', person: siti, role: 'lender-manager', grantedBy: 'subject-siti' } as const
const granted = (person: PartyId, role: Role) => ({ type: 'RoleGranted', person, role, grantedBy: siti }) as const
const approver = granted(budi, 'approver')
const lent = (n: number, from: PartyId, to: PartyId, more: { role?: Role; startsAt?: string; endsAt?: string } = {}) =>
  ({
    type: 'RoleDelegated',
    n,
    from,
    to,
    role: 'approver',
    startsAt: now,
    endsAt: friday,
    delegatedBy: from,
    at: now,
    ...more,
  }) as const
const ended = { type: 'DelegationEnded', n: 1, endedBy: budi, at: now } as const
const lend = {
  type: 'DelegateRole',
  from: budi,
  to: wati,
  role: 'approver',
  startsAt: null,
  endsAt: friday,
  by: budi,
  as: 'member',
  now,
} as const
const daysLater = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString()

behaviour('delegating a role', party, [
  scenario('an approver who goes on leave lends the role until Friday')
    .given(bank, lead, approver)
    .when(lend)
    .then(lent(1, budi, wati)),
  scenario('a manager lends it for an approver who fell ill')
    .given(bank, lead, approver)
    .when({ ...lend, by: siti })
    .then({ ...lent(1, budi, wati), delegatedBy: siti }),
  scenario('the operator helps an organisation that lost its people')
    .given(bank, lead, approver)
    .when({ ...lend, by: 'subject-operator', as: 'operator' })
    .then({ ...lent(1, budi, wati), delegatedBy: 'subject-operator' }),
  scenario('a colleague lends nobody else’s role')
    .given(bank, lead, approver, granted(joko, 'officer'))
    .when({ ...lend, by: joko })
    .refused('party/not-yours-to-delegate'),
  scenario('what one does not hold one cannot lend, nor lend on')
    .given(bank, lead, approver, lent(1, budi, wati), granted(wati, 'officer'))
    .when({ ...lend, from: wati, to: joko, by: wati })
    .refused('party/role-not-held', { role: 'approver' }),
  scenario('nobody acts for oneself')
    .given(bank, lead, approver)
    .when({ ...lend, to: budi })
    .refused('party/delegation-to-oneself'),
  scenario('a delegation is not dated back')
    .given(bank, lead, approver)
    .when({ ...lend, startsAt: daysLater(-1) })
    .refused('party/delegation-dates', { days: DELEGATION_DAYS_MAX }),
  scenario('it may begin later')
    .given(bank, lead, approver)
    .when({ ...lend, startsAt: daysLater(1) })
    .then(lent(1, budi, wati, { startsAt: daysLater(1) })),
  scenario('it ends after it begins')
    .given(bank, lead, approver)
    .when({ ...lend, startsAt: friday, endsAt: daysLater(1) })
    .refused('party/delegation-dates'),
  scenario('it ends within a year')
    .given(bank, lead, approver)
    .when({ ...lend, endsAt: daysLater(DELEGATION_DAYS_MAX + 1) })
    .refused('party/delegation-dates'),
  scenario('a day that does not exist is no day')
    .given(bank, lead, approver)
    .when({ ...lend, endsAt: '2026-13-45T00:00:00.000Z' })
    .refused('party/delegation-dates'),
  scenario('nobody acts for more people than a hand can name')
    .given(bank, lead, approver, ...Array.from({ length: ACTS_FOR_MAX }, (_, n) => lent(n + 1, `person-${n}`, wati)))
    .when(lend)
    .refused('party/acts-for-too-many', { max: ACTS_FOR_MAX }),
  scenario('an organisation has so many that count, and not one more')
    .given(bank, lead, approver, ...Array.from({ length: DELEGATIONS_MAX }, (_, n) => lent(n + 1, budi, `person-${n}`)))
    .when(lend)
    .refused('party/too-many-delegations', { max: DELEGATIONS_MAX }),
  scenario('those that count no more make room')
    .given(bank, lead, approver, ...Array.from({ length: DELEGATIONS_MAX }, (_, n) => lent(n + 1, budi, `person-${n}`)))
    .when({ ...lend, now: daysLater(36), endsAt: daysLater(37) })
    .then({
      ...lent(DELEGATIONS_MAX + 1, budi, wati, { startsAt: daysLater(36), endsAt: daysLater(37) }),
      at: daysLater(36),
    }),
])

behaviour('ending a delegation', party, [
  ...[budi, wati, siti].map((by) =>
    scenario(`giver, receiver and manager may end it: ${by}`)
      .given(bank, lead, approver, lent(1, budi, wati))
      .when({ type: 'EndDelegation', n: 1, by, as: 'member', now })
      .then({ ...ended, endedBy: by }),
  ),
  scenario('another member may not')
    .given(bank, lead, approver, granted(joko, 'officer'), lent(1, budi, wati))
    .when({ type: 'EndDelegation', n: 1, by: joko, as: 'member', now })
    .refused('party/not-yours-to-delegate'),
  scenario('one that is over is not ended again')
    .given(bank, lead, approver, lent(1, budi, wati), ended)
    .when({ type: 'EndDelegation', n: 1, by: budi, as: 'member', now })
    .refused('party/no-such-delegation', { n: 1 }),
  scenario('a person lends no role')
    .given({
      type: 'PersonRegistered',
      region: '73',
      at: now,
      sealed: { v: 1, person: siti, fields: [], iv: '', ct: '', tag: '' },
    })
    .when(lend)
    .refused('party/not-an-organisation'),
])

describe('what a person may do at a moment', () => {
  const rights = (person: PartyId, when: string, ...events: readonly PartyEvent[]) =>
    rightsIn(fold(party, [bank, lead, approver, ...events]) as Organisation, person, Date.parse(when))

  it('own roles, for oneself', () => expect(rights(budi, now)).toEqual({ roles: ['approver'], actsFor: [] }))

  it('a lent role while it runs, as the hand of its giver', () => {
    expect(rights(wati, now, lent(1, budi, wati))).toEqual({ roles: ['approver'], actsFor: [budi] })
    expect(rights(wati, friday, lent(1, budi, wati)).roles).toEqual([])
    expect(rights(wati, now, lent(1, budi, wati, { startsAt: daysLater(1) }))).toEqual({ roles: [], actsFor: [] })
  })

  it('nothing lent any more once its giver has lost the role', () => {
    const revoked = { type: 'RoleRevoked', person: budi, role: 'approver', revokedBy: siti } as const
    expect(rights(wati, now, lent(1, budi, wati), revoked)).toEqual({ roles: [], actsFor: [budi] })
  })

  it('still the hand of a giver who ended it an hour ago, and for 30 days', () => {
    const over = [lent(1, budi, wati), { ...ended, at: daysLater(1) }]
    const until = Date.parse(daysLater(1)) + COUNTS_AFTER_MS
    expect(rights(wati, daysLater(2), ...over)).toEqual({ roles: [], actsFor: [budi] })
    expect(rights(wati, new Date(until - 1).toISOString(), ...over).actsFor).toEqual([budi])
    expect(rights(wati, new Date(until).toISOString(), ...over).actsFor).toEqual([])
  })

  it('one that was ended before it began never was', () => {
    const early = [lent(1, budi, wati, { startsAt: daysLater(3) }), { ...ended, at: daysLater(1) }]
    expect(rights(wati, daysLater(4), ...early)).toEqual({ roles: [], actsFor: [] })
  })

  it('the hand of whoever stands behind the giver too, nearest first; two who lend to each other are each other’s', () => {
    const chain = [granted(joko, 'officer'), lent(1, joko, budi, { role: 'officer' }), lent(2, budi, wati)]
    expect(rights(wati, now, ...chain).actsFor).toEqual([budi, joko])
    const ring = [granted(wati, 'approver'), lent(1, wati, budi), lent(2, budi, wati)]
    expect([rights(wati, now, ...ring).actsFor, rights(budi, now, ...ring).actsFor]).toEqual([[budi], [wati]])
  })

  it('nothing for a stranger, nor for a name that every object has', () => {
    expect(rights(joko, now)).toEqual({ roles: [], actsFor: [] })
    expect(rights('constructor', now)).toEqual({ roles: [], actsFor: [] })
  })
})
