// A group over the app as it is served: who reads what of whom, and the chair who sends while a member leaves.
// Guarantees: nobody but a member reads why something of theirs does not go on, the chair is no exception. Does not: run reactions.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { group } from '../../services/microcredit/src/group/aggregate.ts'
import { consentText } from '../../services/microcredit/src/group/statements.ts'
import { ask, declaredRoutes, type Asking } from './asking.ts'
import { openWorld, type ActorName, type GroupStage, type World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
beforeEach(() => world.simpul.putBack())

async function on(stage: GroupStage, path: string, as: ActorName, body?: Asking['body']) {
  const name = `${body === undefined ? 'GET' : 'POST'} /microcredit/groups/:id${path}`
  const route = declaredRoutes.find((each) => each.name === name)
  if (!route) throw new Error(`no route ${name}`)
  const answer = await ask(world, route, { as, params: { id: world.groupIn(stage) }, ...(body ? { body } : {}) })
  return { status: answer.statusCode, body: answer.json<Record<string, any>>() }
}
const code = ({ status, body }: { status: number; body: Record<string, any> }) => [status, body['code']]
const business = {
  sector: 'pertanian',
  startedOn: '2020-01-05',
  yearlyTurnoverIdr: 180_000_000,
  hasNib: true,
  hasNpwp: false,
  ownerIsCivilServant: false,
  substitutes: [],
}
const share = {
  forOrganisation: false,
  plafonIdr: 10_000_000,
  commodity: 'padi',
  documents: [],
  textVersion: consentText.version,
}

describe('what is whose', () => {
  test('a member reads every rule about themselves; the chair of them only whether they can be sent', async () => {
    expect(
      code(await on('formed', '/agreement', 'budi', { ...share, business: { ...business, yearlyTurnoverIdr: 5_100_000_000 } })),
    ).toEqual([200, undefined])
    const [chairs, budis] = [await on('formed', '/verdict', 'siti'), await on('formed', '/verdict', 'budi')]
    expect(budis.body['mine']).toMatchObject({ outcome: 'ineligible', restsOn: ['R-OMZET'] })
    expect(chairs.body['mine']).toMatchObject({ outcome: 'conditional', scheme: 'KHUSUS' })
    const { siti, budi } = world.ids
    expect(chairs.body['members']).toEqual([
      { person: siti, ready: true },
      { person: budi, ready: false },
    ])
    const rest = JSON.stringify({ ...chairs.body, mine: null })
    for (const word of ['OMZET', 'omzet', '5100000000', 'ineligible']) expect(rest).not.toContain(word)
  })

  test('the chair cannot send it, is told who and not why, and takes the member out', async () => {
    await on('formed', '/agreement', 'budi', { ...share, business: { ...business, yearlyTurnoverIdr: 5_100_000_000 } })
    const { budi } = world.ids
    const { status, body } = await on('formed', '/submit', 'siti', {})
    expect([status, body['code']]).toEqual([409, 'group/members-not-ready'])
    expect(body['detail']).toContain(budi)
    expect(JSON.stringify(body)).not.toMatch(/omzet|turnover/i)
    expect(code(await on('formed', '/removals', 'siti', { person: budi }))).toEqual([200, undefined])
    expect(code(await on('formed', '/submit', 'siti', {}))).toEqual([409, 'group/too-few'])
  })

  test('people of the group read its history without what others told; lender and auditor read all of it', async () => {
    const dataOf = async (as: ActorName) =>
      (await on('sent', '/history', as)).body['events'].map(({ data }: { data: unknown }) => data)
    for (const as of ['siti', 'budi'] as const) expect((await dataOf(as)).every((data: unknown) => data === null)).toBe(true)
    for (const as of ['officer', 'auditor'] as const)
      expect((await dataOf(as)).every((data: unknown) => data !== null)).toBe(true)
  })

  test('a member’s application is for that member and the lender, not for the chair', async () => {
    const route = declaredRoutes.find(({ name }) => name === 'GET /microcredit/applications/:id')
    if (!route) throw new Error('no route')
    const read = async (as: ActorName) => (await ask(world, route, { as, params: { id: 'siti-group-member' } })).statusCode
    expect(await Promise.all((['siti', 'officer', 'budi', 'dewi'] as const).map(read))).toEqual([200, 200, 404, 404])
  })

  test.each<[string, GroupStage, string, ActorName, Asking['body'], [number, string]]>([
    ['a member does not send it', 'formed', '/submit', 'budi', {}, [404, 'platform/not-found']],
    ['nor removes another', 'formed', '/removals', 'budi', { person: 'x' }, [404, 'platform/not-found']],
    ['the lender sees none before it is sent', 'formed', '', 'officer', undefined, [404, 'platform/not-found']],
    [
      'nor asks it',
      'formed',
      '/questions',
      'officer',
      { questions: [{ code: 'x', textRef: null }] },
      [404, 'platform/not-found'],
    ],
    ['sent twice is sent once', 'sent', '/submit', 'siti', {}, [409, 'group/sent']],
    ['plafon of nothing', 'begun', '/plan', 'siti', { plafonIdr: 0 }, [422, 'application/figure-invalid']],
    ['a lender that is none', 'formed', '/plan', 'siti', { lender: 'org-bank-desa', tenorMonths: 121 }, [400, 'http/invalid']],
  ])('%s', async (_, stage, path, as, body, expected) => expect(code(await on(stage, path, as, body))).toEqual(expected))
})

test('twenty times: the chair sends while a member leaves, and one of the two comes about, whole', async () => {
  const seen = { sent: 0, left: 0 }
  for (let n = 0; n < 20; n += 1) {
    await world.simpul.putBack()
    const both = [() => on('formed', '/submit', 'siti', {}), () => on('formed', '/leave', 'budi', {})] as const
    const [first, second] = n % 2 === 0 ? both : ([both[1], both[0]] as const)
    const answers = await Promise.all([first(), second()])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const events = await world.simpul.hosts.microcredit.app.context.history(group, world.groupIn('formed'))
    const types = events.map(({ type }) => type)
    const sent = types.filter((type) => type === 'MemberSubmitted').length
    expect([sent, types.includes('MemberLeft')]).toEqual(sent === 0 ? [0, true] : [2, false])
    seen[sent === 0 ? 'left' : 'sent'] += 1
  }
  expect(seen.sent + seen.left).toBe(20)
})
