// The policy in force at a proposal: its committee by the amount, its score by exact figures; and the rights of a committee at each vote.
import type { Actor, Rights, ServiceContext } from '@simpul/platform'
import { indonesianHolidays } from '@simpul/kernel'
import { expect, test } from 'vitest'
import { standardPolicy } from '../approval/policy.ts'
import { committee, policyText } from '../policy/example.ts'
import type { Policy } from '../policy/policy.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { application } from './aggregate.ts'
import type { Application } from './application.ts'
import { policyOn } from './byPolicy.ts'
import { committeeRoutes } from './committeeRoutes.ts'
import { applicationId, approver, commands as c, stateAfter, survey, terms, ways } from './example.ts'
import { scoreValues } from './scoreValues.ts'

type Context = ServiceContext<MicrocreditOutside>
const kept: Policy = {
  status: 'kept',
  lender: 'org-bank-desa',
  versions: 3,
  inForce: { version: 2, ...policyText },
  proposed: { version: 3, hand: { by: 'p', actsFor: [] }, ...policyText, scorecard: null },
}

const contextOf = (state: Application, policy: Policy | null, rights: (person: string) => Rights = () => held('approver')) =>
  ({
    commands: {
      state: async (aggregate: unknown) => {
        const found = aggregate === application ? state : policy
        return found && { state: found, version: 1 }
      },
    },
    outside: {
      clock: { now: () => Date.parse(c.SetClock.now) },
      rights: async ({ person }: Actor) => rights(person ?? ''),
      policy: standardPolicy,
      holidays: indonesianHolidays,
    },
  }) as unknown as Context
const held = (...roles: Extract<Rights, { kind: 'held' }>['roles']): Rights => ({ kind: 'held', roles, actsFor: [] })

const analysing = stateAfter(ways.analysing)

test('up to 50 million one approver decides, above it the committee; the version in force, not the one proposed', async () => {
  const on = (plafonIdr: number) => policyOn(contextOf(analysing, kept), applicationId, { ...terms, plafonIdr })
  expect((await on(50_000_000)).decidedBy).toBeUndefined()
  expect((await on(50_000_001)).decidedBy).toEqual({ policyVersion: 2, committee })
})

test('without a policy there is neither committee nor score, nor where nothing can be proposed', async () => {
  expect(await policyOn(contextOf(analysing, null), applicationId, terms)).toEqual({})
  expect(await policyOn(contextOf(stateAfter(ways.approved), kept), applicationId, terms)).toEqual({})
})

test('terms that are none are refused before anything is reckoned from them', async () => {
  const none = { ...terms, plafonIdr: 0 }
  await expect(policyOn(contextOf(analysing, kept), applicationId, none)).rejects.toMatchObject({
    code: 'application/figure-invalid',
  })
})

test('the score is made of these figures', () => {
  if (analysing.status !== 'analysing') throw new Error('not analysing')
  const { file } = analysing
  const checks = {
    sikp: { outcome: 'ok', ref: 's', facts: { kur: 1 } },
    slik: { outcome: 'ok', ref: 's', facts: { credits: 2, kolektibilitas: 1 } },
  } as const
  expect(scoreValues({ ...file, checks }, { ...survey, domicileMonths: 60 }, terms, '2025-03-10')).toEqual({
    rpc: 486_750, // 1,216,877 of 2,500,000
    tenorMonths: 36,
    domicileMonths: 60,
    businessAgeMonths: 14,
    margin: 166_666, // 2.5 of 15 million
    plafonToTurnover: 222_222, // 40 of 180 million
    turnoverGap: 0,
    kolektibilitas: 1,
    openCredits: 2,
    earlierKur: 1,
    legality: 1,
  })
})

test('of nothing there is no share, and what nobody told is unknown', () => {
  if (analysing.status !== 'analysing') throw new Error('not analysing')
  const nothing = { ...survey, monthlyCapacityIdr: 0, monthlyTurnoverIdr: 0 }
  expect(scoreValues({ ...analysing.file, checks: {} }, nothing, terms, '2025-03-10')).toMatchObject({
    rpc: null,
    margin: null,
    plafonToTurnover: null,
    domicileMonths: null,
    kolektibilitas: null,
    openCredits: null,
    earlierKur: null,
  })
})

const voting = stateAfter(ways['in-committee'])
const voter: Actor = { subject: 's', roles: ['approver'], person: approver, org: 'org-bank-desa', actsFor: [] }
function vote(rights: (person: string) => Rights): Promise<unknown> {
  const route = committeeRoutes.entries.find(({ path }) => path === '/applications/:id/votes')
  if (route?.kind !== 'command') throw new Error('no such route')
  const asked = { params: { id: applicationId }, query: {}, body: { choice: 'yes', reasonCodes: [] }, actor: voter }
  return Promise.resolve(route.command({ ...asked, context: contextOf(voting, null, rights), id: applicationId }))
}

test('at a vote the members are asked for who is an approver no more', async () => {
  expect(await vote((person) => held(person === 'p-vita' ? 'officer' : 'approver'))).toMatchObject({
    type: 'CastVote',
    lost: ['p-vita'],
    appealUntil: expect.any(String),
  })
})

test('when that cannot be asked, nobody votes', async () => {
  await expect(vote((person) => (person === 'p-vita' ? { kind: 'unreachable' } : held('approver')))).rejects.toMatchObject({
    code: 'committee/rights-unconfirmed',
  })
})
