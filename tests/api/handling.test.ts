// Who handles an application, over the app as it is served: assigned, taken, delegated, sent back, taken up again, checked by hand; and
// what people are told of whose turn it is.
// Guarantees: each "no" is the problem that a person reads, and nothing is written by it. Does not: run procedures; nothing is checked here.
import { ROLES } from '@simpul/platform/http'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, declaredRoutes, type Asking } from './asking.ts'
import { headersOf } from './simpul.ts'
import { openWorld, type ActorName, type ApplicationStatus, type World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
beforeEach(() => world.simpul.putBack())

const UNTIL = '2099-12-31T00:00:00.000Z'

async function on(status: ApplicationStatus, path: string, as: ActorName, body?: Asking['body'], more: Partial<Asking> = {}) {
  const name = `${body === undefined ? 'GET' : 'POST'} /microcredit/applications/:id${path}`
  const route = declaredRoutes.find((each) => each.name === name)
  if (!route) throw new Error(`no route ${name}`)
  const answer = await ask(world, route, { as, params: { id: world.applicationIn(status) }, ...(body ? { body } : {}), ...more })
  return { status: answer.statusCode, body: answer.json<Record<string, any>>() }
}
const read = async (status: ApplicationStatus, as: ActorName) => (await on(status, '', as)).body
const code = ({ status, body }: { status: number; body: Record<string, any> }) => [status, body['code']]
const delegate = (status: ApplicationStatus, as: ActorName, to: string) => on(status, '/delegations', as, { to, until: UNTIL })

test.each(['officer', 'send-back', 'reopen'])('%s asks for the version that was read', async (path) => {
  const { app } = world.simpul
  const url = `/microcredit/applications/${world.applicationIn('proposed')}/${path}`
  const headers = { ...(await headersOf({ ...world.actors.manager, roles: ROLES })), 'idempotency-key': 'unread' }
  const payload = path === 'officer' ? { officer: 'p-2' } : { reasonCode: 'keberatan' }
  expect((await app.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(428)
})

describe('the officer of a file', () => {
  test('is assigned by the manager, or takes it; another officer is the manager’s to name', async () => {
    expect((await on('surveying', '/officer', 'manager', { officer: 'p-2' })).status).toBe(200)
    expect(await read('surveying', 'officer')).toMatchObject({ officer: 'p-2', turn: { holder: 'officer', person: 'p-2' } })
    const own = String(world.actors.officer.person)
    expect(code(await on('surveying', '/officer', 'officer', { officer: 'p-3' }))).toEqual([403, 'application/assigns-another'])
    expect((await on('surveying', '/officer', 'officer', { officer: own })).status).toBe(200)
    expect(await read('surveying', 'siti')).toMatchObject({ officer: own })
  })

  test('is named on the version that was read, never the applicant, and not by who has no part in it', async () => {
    const stale = { headers: { 'if-match': '"1"' } }
    expect(
      await Promise.all([
        on('surveying', '/officer', 'officer', { officer: String(world.actors.officer.person) }, stale).then(code),
        on('surveying', '/officer', 'manager', { officer: world.ids.siti }).then(code),
        on('surveying', '/officer', 'rivalManager', { officer: 'p-2' }).then(code),
        on('surveying', '/officer', 'approver', { officer: 'p-2' }).then(code),
        on('draft', '/officer', 'manager', { officer: 'p-2' }).then(code),
        on('rejected', '/officer', 'manager', { officer: 'p-2' }).then(code),
      ]),
    ).toEqual([
      [412, 'platform/version-changed'],
      [403, 'application/own-application'],
      [404, 'platform/not-found'],
      [403, 'http/forbidden'],
      [404, 'platform/not-found'],
      [409, 'application/closed'],
    ])
  })

  test('hands the work on; whoever has it now is told as the one who holds the file', async () => {
    const own = String(world.actors.officer.person)
    await on('surveying', '/officer', 'manager', { officer: own })
    expect((await delegate('surveying', 'officer', 'p-colleague')).status).toBe(200)
    expect(await read('surveying', 'siti')).toMatchObject({ officer: own, turn: { person: 'p-colleague' } })
    expect(
      await Promise.all([
        delegate('surveying', 'officer', own).then(code),
        delegate('surveying', 'officer', world.ids.siti).then(code),
        on('surveying', '/delegations', 'officer', { to: 'p-x', until: '2020-01-01T00:00:00.000Z' }).then(code),
        on('surveying', '/delegations', 'officer', { to: 'p-x', until: 'tomorrow' }).then(code),
        on('surveying', '/delegations', 'officer', { to: 'p-x', until: UNTIL, from: 'p-y' }).then(code),
        delegate('surveying', 'rivalOfficer', 'p-x').then(code),
        delegate('checking', 'officer', 'p-x').then(code), // nobody's
        delegate('proposed', 'approver', 'p-x').then(code), // the officer's
      ]),
    ).toEqual([
      [422, 'application/delegation-invalid'],
      [403, 'application/own-application'],
      [422, 'application/delegation-invalid'],
      [400, 'http/invalid'],
      [400, 'http/invalid'],
      [404, 'platform/not-found'],
      [403, 'application/delegates-another'],
      [403, 'application/delegates-another'],
    ])
  })
})

describe('four eyes', () => {
  test('are two people also when the one who proposed handed the decision on', async () => {
    const approver = String(world.actors.approver.person)
    await delegate('proposed', 'officer', 'p-between')
    expect((await on('proposed', '/delegations', 'officer', { to: approver, until: UNTIL })).status).toBe(200)
    expect(code(await on('proposed', '/approve', 'approver', {}))).toEqual([403, 'application/four-eyes'])
    expect(code(await on('proposed', '/reject', 'approver', { reasonCodes: ['lender/npl-gate'] }))).toEqual([
      403,
      'application/four-eyes',
    ])
    expect(await read('proposed', 'officer')).toMatchObject({ status: 'proposed' })
  })

  test('and when the approver, who has the file meanwhile, lent a hand to the one who proposed', async () => {
    await on('proposed', '/officer', 'manager', { officer: String(world.actors.approver.person) })
    expect((await delegate('proposed', 'approver', String(world.actors.officer.person))).status).toBe(200)
    expect(code(await on('proposed', '/approve', 'approver', {}))).toEqual([403, 'application/four-eyes'])
  })
})

describe('the ways back', () => {
  test('a proposal goes back to the officer, by the approver alone, and the applicant does not hear of it', async () => {
    expect(code(await on('proposed', '/send-back', 'officer', { reasonCode: 'survei-kurang' }))).toEqual([403, 'http/forbidden'])
    expect((await on('proposed', '/send-back', 'approver', { reasonCode: 'survei-kurang' })).status).toBe(200)
    expect(await read('proposed', 'siti')).toMatchObject({ status: 'analysing', turn: { holder: 'officer' } })
    expect(code(await on('proposed', '/send-back', 'approver', { reasonCode: 'lagi' }))).toEqual([
      409,
      'application/not-proposed',
    ])
    const { events } = (await on('proposed', '/history', 'siti')).body
    expect(events.map(({ type }: { type: string }) => type)).not.toContain('ProposalSentBack')
  })

  test('a rejected application is taken up by the manager in a new round; another one is not', async () => {
    expect(code(await on('rejected', '/reopen', 'approver', { reasonCode: 'keberatan' }))).toEqual([403, 'http/forbidden'])
    expect(code(await on('withdrawn', '/reopen', 'manager', { reasonCode: 'x' }))).toEqual([409, 'application/not-rejected'])
    expect((await on('rejected', '/reopen', 'manager', { reasonCode: 'keberatan' })).status).toBe(200)
    expect(await read('rejected', 'siti')).toMatchObject({
      status: 'checking',
      round: 2,
      reasons: [],
      turn: { holder: 'system' },
    })
  })
})

describe('a check by hand', () => {
  const byHand = (check: string, passed: boolean) => ({ check, passed, evidenceRef: world.ids.surveyEvidence })

  test('needs evidence, and opens the survey with the last of three', async () => {
    const { evidenceRef: _, ...bare } = byHand('identity', true)
    expect(code(await on('checking', '/checks', 'officer', bare))).toEqual([400, 'http/invalid'])
    for (const check of ['identity', 'sikp', 'slik']) await on('checking', '/checks', 'officer', byHand(check, true))
    expect(await read('checking', 'siti')).toMatchObject({ status: 'surveying', notices: [{ code: 'turn/officer' }] })
    expect(code(await on('checking', '/checks', 'officer', byHand('slik', true)))).toEqual([409, 'application/not-in-checks'])
  })

  test('that fails is an officer’s turn, in the list of work and in a sentence for the applicant', async () => {
    await on('checking', '/checks', 'officer', byHand('slik', false))
    const { turn, notices } = await read('checking', 'siti')
    expect(turn).toMatchObject({ holder: 'officer' })
    expect(notices.map((notice: { code: string }) => notice.code)).toEqual(['turn/officer', 'check/by-hand'])
    expect(notices[1].id).toContain('SLIK')
    const list = declaredRoutes.find(({ name }) => name === 'GET /microcredit/worklist')
    if (!list) throw new Error('no worklist')
    const { items } = (await ask(world, list, { as: 'officer', query: { holder: 'officer' } })).json()
    expect(items).toContainEqual(
      expect.objectContaining({
        id: world.applicationIn('checking'),
        openChecks: [
          expect.objectContaining({ check: 'identity' }),
          expect.objectContaining({ check: 'sikp' }),
          expect.objectContaining({ check: 'slik', standing: 'failed' }),
        ],
      }),
    )
  })
})
