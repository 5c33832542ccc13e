// Whose turn it is at each step, and that nothing waits without being somebody's.
import { expect, it, test } from 'vitest'
import { fileOf, isOver } from './application.ts'
import type { ApplicationCommand } from './decide.ts'
import { colleague, commands as c, hand, now, officer, siti, stateAfter, ways } from './example.ts'
import { actingFor, checksOf, holderOf, turnOf, type Holder } from './turn.ts'

const holders: Record<keyof typeof ways, Holder | null> = {
  none: null,
  draft: 'applicant',
  checking: 'system',
  surveying: 'officer',
  analysing: 'officer',
  proposed: 'approver',
  'rejection-proposed': 'approver',
  'in-committee': 'approver',
  'need-info': 'applicant',
  'awaiting-quota': 'system',
  approved: 'officer',
  'undo-asked': 'approver',
  akad: 'system',
  registered: 'officer',
  disbursed: null,
  rejected: null,
  appealed: 'reviewer',
  withdrawn: null,
}

test.each(Object.entries(holders))('in state %s it is the turn of: %s', (way, holder) => {
  const state = stateAfter(ways[way as keyof typeof ways])
  expect(holderOf(state)).toBe(holder)
  expect(holder === null).toBe(state.status === 'none' || isOver(state.status))
})

test('an appeal is with its reviewer, and with nobody until there is one', () => {
  const filed = [...ways.rejected, c.FileAppeal]
  expect(turnOf(stateAfter(filed), now)).toMatchObject({ holder: 'reviewer', person: null })
  expect(turnOf(stateAfter([...filed, c.AssignAppeal]), now)).toMatchObject({ holder: 'reviewer', person: 'p-reviewer' })
})

const slik = (result: Extract<ApplicationCommand, { type: 'RecordCheck' }>['result'], at = now) =>
  ({ type: 'RecordCheck', check: 'slik', result, now: at }) as const
const checked = (...more: readonly ApplicationCommand[]) => stateAfter([...ways.checking, ...more])
const slikOf = (state: ReturnType<typeof checked>) => {
  const file = fileOf(state)
  return file && checksOf(file).find(({ check }) => check === 'slik')
}
const byHand = { outcome: 'manual', passed: false, evidenceRef: 'blob-9', by: officer, facts: {} } as const

it('a check that failed is an officer’s at once, whether a system or a colleague found it', () => {
  const failed = checked(slik({ outcome: 'failed', reasonCodes: ['slik/not-lancar'] }))
  expect([holderOf(failed), slikOf(failed)]).toMatchObject(['officer', { standing: 'failed', reasonCodes: ['slik/not-lancar'] }])
  expect(holderOf(checked(slik(byHand)))).toBe('officer')
})

it('a system that does not answer has been away since the first time, and is an officer’s when the deadline has passed', () => {
  const step = { step: 'checks', dueAt: '2025-03-12T03:00:00.000Z' } as const
  const away = slik({ outcome: 'unreachable' })
  const later = '2025-03-11T03:00:00.000Z'
  const waiting = [away, slik({ outcome: 'unreachable' }, later), { type: 'SetClock', ...step, tableVersion: '1', now }] as const
  expect([holderOf(checked(...waiting)), slikOf(checked(...waiting))]).toMatchObject([
    'system',
    { standing: 'unreachable', since: now },
  ])
  const escalated = checked(...waiting, { type: 'EscalateClock', ...step, now: step.dueAt })
  expect(holderOf(escalated)).toBe('officer')
  const back = slik({ outcome: 'stale', recheckOn: '2025-03-14' }, later)
  expect(slikOf(checked(...waiting, back))).toMatchObject({ standing: 'stale', since: null, askAgainOn: '2025-03-14' })
  expect(slikOf(checked(...waiting, back, slik({ outcome: 'unreachable' }, later)))).toMatchObject({ since: later })
})

it('a deadline is passed after it, not at it', () => {
  const state = stateAfter(ways.surveying)
  const dueAt = '2025-03-17T10:00:00.000Z'
  expect(turnOf(state, dueAt)).toEqual({ holder: 'officer', person: null, dueAt, overdue: false })
  expect(turnOf(state, '2025-03-17T10:00:00.001Z')).toMatchObject({ overdue: true })
})

it('the person is the applicant, or whoever the officer handed the work to as long as that runs', () => {
  const handed = [...ways.surveying, c.AssignOfficer, c.DelegateReview]
  const at = (way: readonly ApplicationCommand[], when: string) => turnOf(stateAfter(way), when)?.person
  expect(at(handed, now)).toBe(colleague)
  expect(at(handed, c.DelegateReview.until)).toBe(officer)
  expect(at([...handed, c.RequestInfo], now)).toBe(siti)
  expect(at(ways.draft, now)).toBe(siti)
  expect(at(ways.proposed, now)).toBeNull()
})

it('delegations in a circle end', () => {
  const until = '2025-03-20T00:00:00.000Z'
  const circle = [
    { from: 'a', to: 'b', until },
    { from: 'b', to: 'a', until },
    { from: 'b', to: 'c', until: now },
  ]
  expect(actingFor('a', circle, now)).toBe('b')
})

it('no lender’s person has a hand in their own application', () => {
  const own = { by: siti, hand: hand(siti), now }
  const attempts: readonly (readonly [keyof typeof ways, ApplicationCommand])[] = [
    ['checking', { ...c.RequestInfo, ...own }],
    ['checking', { ...c.AssignOfficer, ...own }],
    ['checking', { ...c.DelegateReview, from: siti, by: siti }],
    ['proposed', { ...c.SendBackProposal, ...own }],
    ['rejected', { ...c.ReopenApplication, ...own }],
    ['approved', { ...c.SignAkad, ...own }],
    ['registered', { ...c.DisburseApplication, ...own }],
  ]
  for (const [way, command] of attempts)
    expect(() => stateAfter([...ways[way], command]), command.type).toThrow(/You are the applicant/)
})

it('a delegation until a day that is none is refused', () =>
  expect(() => stateAfter([...ways.checking, { ...c.DelegateReview, until: '2025-13-40T00:00:00.000Z' }])).toThrow(/delegation/i))
