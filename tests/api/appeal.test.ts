// An appeal over the app as it is served: what its applicant reads and sends, who of the lender may decide it, and the lender's figures.
// Guarantees: each "no" is the problem that a person reads, and nothing is written by it. Does not: run procedures.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, declaredRoutes, type Asking } from './asking.ts'
import { headersOf } from './simpul.ts'
import { openWorld, type ActorName, type ApplicationStatus, type World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
beforeEach(() => world.simpul.putBack())

async function on(status: ApplicationStatus, path: string, as: ActorName, body?: Asking['body'], more: Partial<Asking> = {}) {
  const name = `${body === undefined ? 'GET' : 'POST'} /microcredit/applications/:id${path}`
  const route = declaredRoutes.find((each) => each.name === name)
  if (!route) throw new Error(`no route ${name}`)
  const answer = await ask(world, route, { as, params: { id: world.applicationIn(status) }, ...(body ? { body } : {}), ...more })
  return { status: answer.statusCode, body: answer.json<Record<string, any>>() }
}
const code = ({ status, body }: { status: number; body: Record<string, any> }) => [status, body['code']]
const ground = { kind: 'reason', name: 'lender/npl-gate' }
const filing = { contested: [ground], textRef: null }
const overturning = { granted: [ground], reasonCodes: ['reason/unfounded'], corrections: [] }

describe('the applicant', () => {
  test('reads what can be contested, contests it, and reads who holds it', async () => {
    expect((await on('rejected', '/appeal', 'siti')).body).toMatchObject({
      mayAppeal: true,
      contestable: {
        reasons: [{ code: 'lender/npl-gate' }],
        facts: expect.arrayContaining([{ name: 'kur.MIKRO', words: expect.anything() }]),
      },
      appeals: [],
    })
    expect((await on('rejected', '/appeal', 'siti', filing)).status).toBe(200)
    expect((await on('rejected', '/appeal', 'siti')).body).toMatchObject({
      mayAppeal: false,
      appeals: [{ round: 1, status: 'open', contested: [{ ...ground, says: null }] }],
    })
    const { status, turn, notices, reasons } = (await on('rejected', '', 'siti')).body
    expect([status, turn.holder, notices[0].code, reasons.length]).toEqual(['appealed', 'reviewer', 'turn/reviewer', 1])
    const { headers } = await asked('rejected', '/letter', 'siti')
    expect(headers['content-type']).toContain('text/html') // the letter stays what it was
  })

  test('is told which line of what they sent is the matter', async () => {
    const contested = [ground, { kind: 'fact', name: 'kolektibilitas', says: 9 }]
    const { status, body } = await on('rejected', '/appeal', 'siti', { contested, textRef: null })
    expect([status, body['errors'][0].pointer]).toEqual([422, '#/contested/1/says'])
  })

  test.each<[string, ApplicationStatus, string, ActorName, Asking['body'], [number, string]]>([
    ['once', 'appealed', '/appeal', 'siti', filing, [409, 'appeal/already-filed']],
    ['against a refusal', 'approved', '/appeal', 'siti', filing, [409, 'appeal/nothing-to-contest']],
    ['their own', 'rejected', '/appeal', 'budi', filing, [404, 'platform/not-found']],
    ['and nobody of the lender for them', 'rejected', '/appeal', 'manager', filing, [403, 'http/forbidden']],
    ['who withdraws needs one', 'rejected', '/appeal/withdraw', 'siti', {}, [409, 'appeal/none']],
  ])('%s', async (_, status, path, as, body, expected) => expect(code(await on(status, path, as, body))).toEqual(expected))
})

describe('the lender', () => {
  test('has it decided by somebody who took no part, by the history and whatever the caller says', async () => {
    const { approver, manager } = world.actors
    expect(
      await Promise.all([
        on('appealed', '/appeal/uphold', 'approver', { reasonCodes: ['reason/stands'] }).then(code),
        on('appealed', '/appeal/overturn', 'approver', overturning).then(code),
        on('appealed', '/appeal/reviewer', 'manager', { reviewer: String(approver.person) }).then(code),
        on('appealed', '/appeal/reviewer', 'approver', { reviewer: 'p-second' }).then(code),
        on('appealed', '/appeal/overturn', 'officer', overturning).then(code),
        on('appealed', '/appeal/overturn', 'rivalManager', overturning).then(code),
        on('appealed', '/appeal/uphold', 'manager', { reasonCodes: ['reason/stands'], tookPart: [] }).then(code),
        on('appealed', '/appeal/uphold', 'manager', { reasonCodes: ['fact/corrected'] }).then(code),
        on('appealed', '/reopen', 'manager', { reasonCode: 'keberatan' }).then(code),
      ]),
    ).toEqual([
      [403, 'appeal/took-part'],
      [403, 'appeal/took-part'],
      [403, 'appeal/took-part'],
      [403, 'appeal/assigns-another'],
      [403, 'http/forbidden'],
      [404, 'platform/not-found'],
      [400, 'http/invalid'],
      [422, 'appeal/reason-unknown'],
      [409, 'appeal/pending'],
    ])
    expect((await on('appealed', '', 'siti')).body).toMatchObject({ status: 'appealed', turn: { person: manager.person } })
  })

  test.each(['/appeal/reviewer', '/appeal/uphold', '/appeal/overturn'])('%s asks for the version that was read', async (path) => {
    const url = `/microcredit/applications/${world.applicationIn('appealed')}${path}`
    const headers = { ...(await headersOf(world.actors.manager)), 'idempotency-key': path }
    const payload = path.endsWith('reviewer')
      ? { reviewer: 'p-2' }
      : path.endsWith('uphold')
        ? { reasonCodes: ['reason/stands'] }
        : overturning
    expect((await world.simpul.app.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(428)
  })

  test('overturns it on evidence of its own, and the application is open again in the next round', async () => {
    const register = (evidenceRef: string) => ({ ...overturning, corrections: [{ fact: 'kur.MIKRO', value: 1, evidenceRef }] })
    expect(code(await on('appealed', '/appeal/overturn', 'manager', register('no-file')))).toEqual([422, 'evidence/unknown'])
    expect(code(await on('appealed', '/appeal/overturn', 'manager', register(world.ids.quarantined)))).toEqual([
      409,
      'evidence/quarantined',
    ])
    expect((await on('appealed', '/appeal/overturn', 'manager', register(world.ids.surveyEvidence))).status).toBe(200)
    expect((await on('appealed', '', 'siti')).body).toMatchObject({ status: 'analysing', round: 2, verdict: null, reasons: [] })
    expect((await on('appealed', '/appeal', 'siti')).body['appeals']).toMatchObject([
      {
        status: 'overturned',
        granted: [ground],
        corrections: [{ fact: 'kur.MIKRO', value: 1 }],
        reasons: [{ code: 'reason/unfounded' }],
      },
    ])
  })

  test('passes it on where there is a conflict; who declared it does not take it back', async () => {
    expect((await on('appealed', '/appeal/conflict', 'manager', { code: 'keluarga' })).status).toBe(200)
    expect(code(await on('appealed', '/appeal/reviewer', 'manager', { reviewer: String(world.actors.manager.person) }))).toEqual([
      403,
      'appeal/conflict',
    ])
    const { events } = (await on('appealed', '/history', 'siti')).body
    expect(events.map(({ type }: { type: string }) => type)).not.toContain('AppealConflictDeclared')
  })

  test('reads its own figures, by what was contested; another lender’s are its own', async () => {
    await on('rejected', '/appeal', 'siti', filing)
    await on('appealed', '/appeal/uphold', 'manager', { reasonCodes: ['reason/stands'] })
    const counts = { filed: 2, open: 1, upheld: 1, overturned: 0, withdrawn: 0 }
    expect(await figures('manager', { from: '2025-01-01' })).toMatchObject({
      ...counts,
      contested: [{ ...ground, ...counts }],
      complete: true,
    })
    expect(await figures('manager', { until: '2025-01-01' })).toMatchObject({ filed: 0, medianDays: null, contested: [] })
    expect(await figures('rivalManager')).toMatchObject({ filed: 0, contested: [] })
  })
})

async function asked(status: ApplicationStatus, path: string, as: ActorName) {
  const route = declaredRoutes.find(({ name }) => name === `GET /microcredit/applications/:id${path}`)
  if (!route) throw new Error(`no route ${path}`)
  return ask(world, route, { as, params: { id: world.applicationIn(status) } })
}

async function figures(as: ActorName, query: Record<string, string> = {}) {
  const route = declaredRoutes.find(({ name }) => name === 'GET /microcredit/appeal-figures')
  if (!route) throw new Error('no figures')
  return (await ask(world, route, { as, query })).json<Record<string, unknown>>()
}
