// Who may do what: every route × every role × one's own and another's things × every defect of a token, on the routes as declared.
// Guarantees: expected answers come from the declaration (`may`); a route without a policy, or that this page cannot judge, fails; what
// is another's is answered exactly like what is not there. Does not: judge whether a policy is wise.
import { ROLES, type Actor, type Role } from '@simpul/platform/http'
import { beforeAll, describe, expect, test } from 'vitest'
import { ask, declaredRoutes, sampleOf, type Answer, type DeclaredRoute } from './asking.ts'
import { requests } from './requests.ts'
import { headersOf } from './simpul.ts'
import { defects } from './tokens.ts'
import { openWorld, type ActorName, type World } from './world.ts'

let world: World
let before: string
beforeAll(async () => {
  world = await openWorld()
  before = await world.simpul.written()
})

const MISSING = '99999999-9999-5999-8999-999999999999'
const codeOf = (answer: Answer) => answer.json<{ code?: string }>().code
const guarded = declaredRoutes.filter(({ entry }) => entry.may.roles !== 'public')
const byPeople = guarded.filter(({ entry }) => entry.may.roles !== 'services')
const named = (routes: readonly DeclaredRoute[]) => routes.map((route) => [route.name, route] as const)
const passes = ({ entry: { may } }: DeclaredRoute, roles: readonly Role[]) =>
  may.roles === 'public' ||
  may.roles === 'anyone-signed-in' ||
  (may.roles !== 'services' && roles.some((role) => may.roles.includes(role)))

/** Fastify's own list of what it serves: a tree whose depth is told by four characters a level. Names of parameters are merged in it. */
function served(): string[] {
  const found: string[] = []
  const above: string[] = []
  for (const line of world.simpul.app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', path = '', methods = ''] = /^([│ ]*)[└├]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line) ?? []
    if (path === '') continue
    const depth = indent.length / 4
    above.splice(depth, above.length, path)
    const whole = unnamed(above.join(''))
    found.push(...methods.split(', ').flatMap((method) => (method === '' ? [] : [`${method} ${whole}`])))
  }
  return found.toSorted()
}

const unnamed = (path: string) => path.replace(/:[\w|:]+/g, ':').replace('/*', '*')

const PAGES = [
  '/livez',
  '/readyz',
  '/metrics',
  '/openapi.json',
  '/docs',
  '/docs/:section',
  '/problems',
  '/problems/*',
  '/operator',
  '/operator.js',
].map((path) => `GET ${path}`)

test('nothing is served but the declared routes and the public pages', () => {
  expect(served()).toEqual([...declaredRoutes.map(({ name }) => name), ...PAGES].map(unnamed).toSorted())
  for (const { name, entry } of declaredRoutes) expect(entry.may, `${name} has a policy`).toBeDefined()
})

describe('tokens', () => {
  test.each(named(byPeople))('%s takes no broken token', async (_, route) => {
    const sample = sampleOf(world, route)
    const actor = world.actors[sample.as as ActorName]
    for (const [defect, authorizationOf] of Object.entries(defects)) {
      const answer = await ask(world, route, { ...sample, headers: { authorization: await authorizationOf(actor) } })
      expect([defect, answer.statusCode, codeOf(answer)]).toEqual([defect, 401, 'http/not-signed-in'])
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    }
  })

  test.each(named(guarded))('%s keeps people and services apart', async (_, route) => {
    const sample = sampleOf(world, route)
    const asService = await headersOf('service')
    const others: readonly Record<string, string>[] =
      sample.as === 'service'
        ? [
            await headersOf(world.actors.operator),
            { ...asService, 'simpul-service-key': 'k'.repeat(31) },
            { 'simpul-service-key': '' },
          ]
        : [asService]
    for (const headers of others) {
      const answer = await ask(world, route, { ...sample, as: 'nobody', headers })
      expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'http/not-signed-in'])
    }
  })
})

describe('roles', () => {
  test.each(named(byPeople))('%s lets in the roles that it names and no other', async (_, route) => {
    for (const role of [...ROLES, null]) {
      const actor: Actor = { subject: `only-${role}`, roles: role === null ? [] : [role], person: 'p-new', org: 'org-new' }
      // What is asked does not fit, so that a role that is let in writes nothing.
      const answer = await ask(world, route, {
        ...sampleOf(world, route),
        as: 'nobody',
        body: { strange: 1 },
        query: { strange: 1 },
        headers: await headersOf(actor),
      })
      if (passes(route, actor.roles)) expect([role, answer.statusCode, codeOf(answer)]).toEqual([role, 400, 'http/invalid'])
      else expect([role, answer.statusCode, codeOf(answer)]).toEqual([role, 403, 'http/forbidden'])
    }
  })
})

const officers = ['verifier', 'sitiAsVerifier', 'operator', 'auditor'] as const
const bank = ['officer', 'approver', 'manager'] as const
const ofSeller = ['seller', 'moderator', 'sellerAsModerator', 'auditor'] as const
/** Who of those whose role passes is shown Siti's thing by a GET with an id: reads put ownership into their query, so it is said here. */
const readers: Readonly<Record<string, readonly ActorName[]>> = {
  'GET /partners/parties/:id': ['siti', ...officers],
  'GET /partners/parties/:id/history': ['siti', ...officers],
  'GET /partners/reveals/:id': ['verifier'],
  // Of the verifier; about a warung that Siti owns.
  'GET /partners/evidence/:id': ['verifier', 'operator', 'auditor'],
  'GET /partners/evidence/:id/place': [...bank, 'auditor'],
  'GET /microcredit/applications/:id': ['siti', ...bank, 'auditor'],
  'GET /microcredit/applications/:id/history': ['siti', ...bank, 'auditor'],
  'GET /microcredit/applications/:id/review': [...bank, 'auditor'],
  'GET /microcredit/applications/:id/verdict': ['siti', ...bank, 'auditor'],
  'GET /microcredit/applications/:id/messages': ['siti', ...bank, 'auditor'],
  'GET /microcredit/applications/:id/letter': ['siti', ...bank, 'auditor'],
  'GET /microcredit/applications/:id/timeline': ['siti', ...bank, 'auditor'],
  'GET /microcredit/groups/:id': ['siti', 'budi', ...bank, 'auditor'],
  'GET /microcredit/groups/:id/verdict': ['siti', 'budi', ...bank, 'auditor'],
  'GET /microcredit/groups/:id/timeline': ['siti', 'budi', ...bank, 'auditor'],
  'GET /microcredit/groups/:id/history': ['siti', 'budi', ...bank, 'auditor'],
  'GET /microcredit/applications/:id/appeal': ['siti', ...bank, 'auditor'],
  'GET /microcredit/quotas/:id': [...bank, 'auditor'],
  'GET /microcredit/policies/:id': [...bank, 'auditor'],
  'GET /market/products/:id': ofSeller,
  'GET /market/products/:id/changes': ofSeller,
  'GET /market/offers/:id': ofSeller,
  'GET /market/offers/:id/prices': ofSeller,
  'GET /market/offers/:id/quote': ofSeller,
  'GET /market/orders/:id': ['budi', 'seller', 'auditor'],
  'GET /microcredit/exports/:id': ['officer'],
}
const withId = byPeople.filter(({ path }) => path.includes(':'))

/** Without the number of the trace, which differs. */
const told = (answer: Answer) => {
  const { instance: _, ...problem } = answer.json<Record<string, unknown>>()
  return [answer.statusCode, problem]
}

describe('own and other', () => {
  const commands = withId.filter(({ entry }) => entry.kind === 'command')
  const reads = withId.filter(({ entry }) => entry.kind === 'get' || entry.kind === 'file' || entry.kind === 'rendered')

  test.each(named(commands))(
    '%s: an owner is told that the version differs, anybody else that nothing is there',
    async (_, route) => {
      const { entry, service } = route
      if (entry.kind !== 'command') throw new Error('a command')
      const sample = sampleOf(world, route)
      const { context } = world.simpul.hosts[service as keyof typeof world.simpul.hosts].app
      const found = await context.commands.state(entry.aggregate, sample.params?.['id'] ?? '')
      const seen = { owner: 0, other: 0 }
      for (const [as, actor] of Object.entries(world.actors) as [ActorName, Actor][]) {
        if (!passes(route, actor.roles)) continue
        const asking = { ...sample, as, headers: { 'if-match': '"999999"' } }
        const answer = await ask(world, route, asking)
        const absent = await ask(world, route, { ...asking, params: { id: MISSING } })
        expect(codeOf(absent)).toBe('platform/not-found')
        const owns = entry.may.owns?.(found?.state, actor) ?? false
        seen[owns ? 'owner' : 'other'] += 1
        if (owns) expect([as, answer.statusCode, codeOf(answer)]).toEqual([as, 412, 'platform/version-changed'])
        else expect([as, told(answer)]).toEqual([as, told(absent)])
      }
      expect(seen.owner, 'someone owns it').toBeGreaterThan(0)
      expect(seen.other + (entry.may.roles === 'services' ? 1 : 0), 'someone does not').toBeGreaterThan(0)
    },
  )

  test('each read by id is judged', () =>
    expect(reads.map(({ name }) => name).toSorted()).toEqual(Object.keys(readers).toSorted()))

  test.each(named(reads))('%s: a reader sees it, anybody else the same as nothing', async (name, route) => {
    const sample = sampleOf(world, route)
    const [param = 'id'] = Object.keys(sample.params ?? {})
    for (const [as, actor] of Object.entries(world.actors) as [ActorName, Actor][]) {
      if (!passes(route, actor.roles)) continue
      const answer = await ask(world, route, { ...sample, as })
      const absent = await ask(world, route, { ...sample, as, params: { [param]: MISSING } })
      expect(codeOf(absent)).toBe('platform/not-found')
      if (readers[name]?.includes(as)) expect([as, answer.statusCode]).toEqual([as, 200])
      else expect([as, told(answer)]).toEqual([as, told(absent)])
    }
  })
})

describe('uploads', () => {
  const uploads = withId.filter(({ entry }) => entry.kind === 'upload')

  test.each(named(uploads))('%s: whom it concerns is told the same as of a party that is not there', async (_, route) => {
    const sample = sampleOf(world, route)
    const concerned = await ask(world, route, { ...sample, as: 'sitiAsVerifier' })
    const absent = await ask(world, route, { ...sample, params: { id: MISSING } })
    expect(told(concerned)).toEqual(told(absent))
    expect(codeOf(absent)).toBe('party/not-registered')
  })

  test('what a lender brought is seen by its people and the auditor alone', async () => {
    const route = declaredRoutes.find(({ name }) => name === 'GET /partners/evidence/:id') as DeclaredRoute
    const seen: string[] = []
    for (const [as, actor] of Object.entries(world.actors) as [ActorName, Actor][]) {
      const answer = await ask(world, route, { as, params: { id: world.ids.surveyEvidence } })
      if (answer.statusCode === 200) seen.push(as)
      else expect([as, answer.statusCode]).toEqual([as, passes(route, actor.roles) ? 404 : 403])
    }
    expect(seen).toEqual(['officer', 'approver', 'manager', 'auditor'])
    const elsewhere = await headersOf({ ...world.actors.officer, branch: 'cabang' })
    expect(
      (await ask(world, route, { as: 'nobody', params: { id: world.ids.surveyEvidence }, headers: elsewhere })).statusCode,
    ).toBe(404)
  })
})

test('a verifier reveals a person; one who is not registered is not told apart from oneself', async () => {
  const route = declaredRoutes.find(({ name }) => name === 'POST /partners/parties/:person/reveals') as DeclaredRoute
  const sample = sampleOf(world, route)
  const own: Actor = { ...world.actors.verifier, person: world.ids.siti }
  const answers = [
    await ask(world, route, { ...sample, headers: await headersOf(own) }),
    await ask(world, route, { ...sample, params: { person: MISSING } }),
    await ask(world, route, { ...sample, params: { person: world.ids.koperasi } }),
  ].map(told)
  expect(answers[0]).toEqual([404, expect.objectContaining({ code: 'party/not-registered' })])
  expect(answers).toEqual([answers[0], answers[0], answers[0]])
})

const sitis = (id: string) => id.startsWith('siti-')
/** Which of all ids each list may show to whom; whose role passes and who is not named sees an empty list or a refusal. */
const lists: Readonly<Record<string, Partial<Record<ActorName, (id: string) => boolean>>>> = {
  'GET /partners/parties': Object.fromEntries(
    [
      'siti',
      'budi',
      'dewi',
      ...bank,
      'rivalOfficer',
      'rivalApprover',
      'rivalManager',
      'jurist',
      'seller',
      'rivalSeller',
      'moderator',
      'sellerAsModerator',
      'roleless',
      ...officers,
    ].map((as) => [
      as,
      // A person is listed for officers alone.
      (id: string) => officers.some((officer) => officer === as) || ![world.ids.siti, world.ids.budi].includes(id),
    ]),
  ),
  'GET /microcredit/my/applications': { siti: sitis, budi: (id) => id === world.ids.budisDraft },
  'GET /microcredit/my/groups': { siti: sitis, budi: sitis },
  'GET /microcredit/groups': Object.fromEntries(
    bank.map((as) => [as, (id: string) => ['siti-group-sent', 'siti-group-asked'].includes(id)]),
  ),
  'GET /microcredit/verdict-replays': Object.fromEntries(['operator', 'auditor'].map((as) => [as, () => true])),
  'GET /market/producers': { seller: (id) => id === world.ids.producer },
  'GET /market/products': { seller: (id) => [world.ids.product, world.ids.proposed, world.ids.published].includes(id) },
  'GET /market/my/orders': { budi: (id) => id === world.ids.order },
  'GET /market/orders': { seller: (id) => id === world.ids.order },
  'GET /market/moderation/queue': Object.fromEntries(
    ['moderator', 'sellerAsModerator', 'auditor'].map((as) => [as, (id: string) => id === world.ids.proposed]),
  ),
  'GET /market/offers': { seller: (id) => id === world.ids.offer },
  'GET /microcredit/worklist': Object.fromEntries(bank.map((as) => [as, (id: string) => sitis(id) && id !== 'siti-draft'])),
  'GET /microcredit/exports': Object.fromEntries(
    ['manager', 'auditor'].map((as) => [as, (id: string) => id === world.ids.export]),
  ),
  // Who else passes is nobody: these are for the role `operator` alone.
  ...Object.fromEntries(
    Object.keys(requests)
      .filter((name) => /^GET \/\w+\/operator\//.test(name))
      .map((name) => [name, { operator: () => true }]),
  ),
}

describe('lists', () => {
  const listing = byPeople.filter(({ entry }) => entry.kind === 'list')
  test('each list is judged', () => expect(listing.map(({ name }) => name).toSorted()).toEqual(Object.keys(lists).toSorted()))

  test.each(named(listing))('%s shows nobody what is not theirs', async (name, route) => {
    for (const [as, actor] of Object.entries(world.actors) as [ActorName, Actor][]) {
      if (!passes(route, actor.roles)) continue
      const answer = await ask(world, route, { as, query: { limit: 100 } })
      const ids = (answer.json<{ items?: { id: string }[] }>().items ?? []).map(({ id }) => id)
      const theirs = lists[name]?.[as]
      expect([as, ids.filter((id) => !(theirs?.(id) ?? false))]).toEqual([as, []])
      if (theirs) expect([as, ids.length > 0]).toEqual([as, true])
    }
  })
})

test('of all this, nothing was written', async () => expect(await world.simpul.written()).toBe(before))
