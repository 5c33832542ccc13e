// The routes without HTTP: who passes, what command a request becomes, and what a reader is shown.
import { indonesianHolidays, Refusal } from '@simpul/kernel'
import { toEnvelopes, type Actor, type RouteEntry, type ServiceContext } from '@simpul/platform'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { standardPolicy } from './approval/policy.ts'
import type { Application } from './application/application.ts'
import { reasons } from './application/reasons.ts'
import {
  applicationId,
  asked,
  filledIn,
  now,
  officer,
  siti,
  stateAfter,
  survey,
  terms,
  told,
  ways,
} from './application/example.ts'
import { application } from './application/aggregate.ts'
import { decide, type ApplicationCommand } from './application/decide.ts'
import { isApplicant, mayRead } from './rights.ts'
import { evolve as evolveQuota, initial as noQuota, type Quota } from './quota/quota.ts'
import type { PartnerFacts } from './projections/partnerFacts.ts'
import { kurBooks } from './rules/kurRules.ts'
import { microcredit } from './service.ts'

const bank = 'org-bank-desa'
const actors = {
  siti: { subject: 's1', roles: ['applicant'], person: siti },
  stranger: { subject: 's2', roles: ['applicant'], person: 'p-budi' },
  nobody: { subject: 's3', roles: ['applicant'] },
  officer: { subject: 's4', roles: ['officer'], person: officer, org: bank, actsFor: [] },
  approver: { subject: 's5', roles: ['approver'], person: 'p-approver', org: bank, actsFor: ['p-ani'] },
  branch: { subject: 's6', roles: ['officer'], person: 'p-o2', org: bank, branch: 'cabang' },
  rival: { subject: 's7', roles: ['officer', 'approver'], person: 'p-rival', org: 'org-lain' },
  unlinked: { subject: 's8', roles: ['officer'] },
  auditor: { subject: 's9', roles: ['auditor'], person: 'p-auditor' },
  manager: { subject: 's10', roles: ['lender-manager'], person: 'p-manager', org: bank },
} as const satisfies Record<string, Actor>

const entries = microcredit.routes.flatMap((routes) => routes.entries)
const entry = (path: string) => {
  const found = entries.find((each) => each.path === path)
  if (!found) throw new Error(`no route ${path}`)
  return found
}
const isOne = (schema: TSchema, value: unknown) => Compile(schema).Check(value)

const asOf = now
const facts: Record<string, PartnerFacts> = {
  [bank]: { kind: 'penyalur', standing: 'unverified', hasNib: false, hasNpwp: false, businessStartedOn: null, asOf },
}

const clean = { standing: 'clean', isPhoto: true, isPlaced: true }
const evidenceOf: Record<string, object> = {
  'blob-2': { kind: 'known', about: siti, lender: bank, ...clean },
  'of-budi': { kind: 'known', about: 'p-budi', lender: bank, ...clean },
  'of-another-bank': { kind: 'known', about: siti, lender: 'org-lain', ...clean },
  'of-partners': { kind: 'known', about: siti, lender: null, ...clean },
  away: { kind: 'down' },
}

function contextWith(state: Application | Quota | null, filters: unknown[] = []): ServiceContext {
  const events = told(ways['rejection-proposed'])
  const by = { commandId: 'c', fingerprint: 'c', actor: 's', correlationId: 'c', causationId: 'c' }
  return {
    commands: {
      send: () => Promise.reject(new Error('routes send nothing themselves')),
      state: async () => (state ? { state: state as never, version: 7 } : null),
    },
    rows: () => ({
      get: async (id) => (facts[id] as never) ?? null,
      getMany: async () => [],
      count: async () => 0,
      find: async (query) => {
        filters.push(query.filter)
        return { rows: [], next: null }
      },
    }),
    history: () => Promise.reject(new Error('only procedures read the whole history')),
    historyPage: async () => ({ events: toEnvelopes(application.contract, applicationId, 0, events, now, by), nextFrom: null }),
    outside: {
      clock: { now: () => Date.parse(now) },
      books: kurBooks,
      people: { namesOf: async () => new Map() },
      evidence: { of: async (ref: string) => evidenceOf[ref] ?? { kind: 'unknown' } },
      policy: standardPolicy,
      holidays: indonesianHolidays,
    },
  }
}

const asking = (actor: Actor, more: object = {}, context = contextWith(null)) => ({
  params: { id: applicationId },
  query: {},
  body: {},
  actor,
  context,
  ...more,
})

async function commandOf(path: string, actor: Actor, body: unknown, state: Application | Quota | null = null) {
  const route = entry(path)
  if (route.kind !== 'create' && route.kind !== 'command') throw new Error(`${path} writes nothing`)
  expect(isOne(route.body, body), `${path} takes this body`).toBe(true)
  return route.command({ ...asking(actor, { body }, contextWith(state)), id: applicationId })
}

async function read(path: string, actor: Actor, state: Application | Quota | null, query: object = {}) {
  const route = entry(path)
  if (route.kind !== 'get') throw new Error(`${path} is not read`)
  if (route.query) expect(isOne(route.query, query), `${path} takes this query`).toBe(true)
  const answer: unknown = await route.read(asking(actor, { query }, contextWith(state)))
  if (answer !== null) expect(isOne(route.response, answer), `${path} answers by its schema`).toBe(true)
  return answer
}

test('every write on an existing thing asks whose it is; only simulations and the rule book are public', () => {
  const open = (route: RouteEntry) => route.kind === 'command' && route.may.owns === undefined
  expect(entries.filter(open)).toEqual([])
  expect(entries.filter(({ may }) => may.roles === 'public').map(({ path }) => path)).toEqual([
    '/simulations/instalments',
    '/simulations/quote',
    '/simulations/verdict',
    '/simulations/changes',
    '/simulations/schemes',
    '/rulebook',
  ])
})

test('nothing but a route that has rights confirmed makes a hand', async () => {
  const unconfirmed = { ...actors.approver, actsFor: undefined } as unknown as Actor
  await expect(commandOf('/applications/:id/approve', unconfirmed, {})).rejects.toThrow('rights confirmed')
  expect(await commandOf('/applications/:id/approve', actors.approver, {})).toMatchObject({
    hand: { by: 'p-approver', actsFor: ['p-ani'] },
  })
})

test.each([
  ['draft', ['siti']],
  ['checking', ['siti', 'officer', 'approver', 'auditor', 'manager']],
  ['withdrawn', ['siti', 'officer', 'approver', 'auditor', 'manager']],
] as const)('a %s application is read by %j and nobody else', async (status, readers) => {
  const state = stateAfter(ways[status])
  expect(Object.entries(actors).flatMap(([name, actor]) => (mayRead(state, actor) ? [name] : []))).toEqual(readers)
  for (const [name, actor] of Object.entries(actors)) {
    const shown = readers.some((reader) => reader === name)
    expect((await read('/applications/:id', actor, state)) !== null, name).toBe(shown)
    expect((await read('/applications/:id/history', actor, state)) !== null, name).toBe(shown)
  }
})

test('a token without a person owns nothing, not even what does not exist yet', () =>
  expect(isApplicant({ status: 'none' }, actors.nobody)).toBe(false))

test('a withdrawn draft was never the lender’s', () => {
  const state: Application = { status: 'withdrawn', applicationId, applicant: { person: siti, organisation: null }, file: null }
  expect(mayRead(state, actors.siti)).toBe(true)
  expect([actors.officer, actors.auditor].map((actor) => mayRead(state, actor))).toEqual([false, false])
})

test.each([
  '/applications/:id/survey',
  '/applications/:id/propose-approval',
  '/applications/:id/approve',
  '/applications/:id/disburse',
])('%s belongs to the lender that it was sent to, in the branch of the token', (path) => {
  const owns = (actor: Actor) => entry(path).may.owns?.(stateAfter(ways.proposed), actor)
  expect([actors.officer, actors.branch, actors.rival, actors.unlinked, actors.siti].map(owns)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})

test('the way from the form to the money, each step as its request', async () => {
  const steps: readonly [keyof typeof ways, string, Actor, unknown, Application['status']][] = [
    ['none', '/applications', actors.siti, { forOrganisation: false }, 'draft'],
    ['draft', '/applications/:id/draft', actors.siti, { ...asked, unit: 'pusat' }, 'draft'],
    ['draft', '/applications/:id/submit', actors.siti, {}, 'checking'],
    ['checking', '/applications/:id/questions', actors.officer, { questions: [{ code: 'omzet', textRef: null }] }, 'need-info'],
    ['need-info', '/applications/:id/answers', actors.siti, { answers: [{ code: 'omzet', ref: 'blob-3' }] }, 'checking'],
    ['surveying', '/applications/:id/survey', actors.officer, withoutBy(survey), 'analysing'],
    ['analysing', '/applications/:id/propose-approval', actors.officer, terms, 'proposed'],
    ['analysing', '/applications/:id/propose-rejection', actors.officer, { reasonCodes: ['R-ASN'] }, 'proposed'],
    ['proposed', '/applications/:id/approve', actors.approver, {}, 'awaiting-quota'],
    ['proposed', '/applications/:id/reject', actors.approver, { reasonCodes: ['lender/npl-gate'] }, 'rejected'],
    ['approved', '/applications/:id/withdraw', actors.siti, { reasonCode: 'berubah-rencana' }, 'withdrawn'],
    ['approved', '/applications/:id/akad', actors.officer, { signedOn: '2025-03-10', terms, documentRef: 'blob-4' }, 'akad'],
    ['registered', '/applications/:id/disburse', actors.officer, { disbursedOn: '2025-03-10', transferRef: 'T-1' }, 'disbursed'],
  ]
  for (const [from, path, actor, body, to] of steps) {
    const before = stateAfter(ways[from])
    const { owns } = entry(path).may
    if (owns) expect(owns(before, actor), path).toBe(true)
    const command = { ...(await commandOf(path, actor, body, before)), now } as ApplicationCommand
    const after = decide(before, command).reduce(application.decider.evolve, before)
    expect([path, after.status]).toEqual([path, to])
  }
})

const withoutBy = (found: typeof survey) => Object.fromEntries(Object.entries(found).filter(([field]) => field !== 'by'))

test.each<[string, string, Partial<PartnerFacts> | null, string]>([
  ['to a lender that is not known', bank, null, 'lender/unknown'],
  ['to a cooperative that does not lend KUR', bank, { kind: 'koperasi' }, 'lender/not-a-penyalur'],
  ['to a lender that left', bank, { standing: 'withdrawn' }, 'lender/not-a-penyalur'],
  [
    'by somebody whose NIK is another verified person’s',
    siti,
    { kind: 'person', standing: 'duplicate' },
    'applicant/identity-open',
  ],
  ['by somebody whom an officer turned down', siti, { kind: 'person', standing: 'rejected' }, 'applicant/identity-open'],
  ['by somebody who left', siti, { kind: 'person', standing: 'withdrawn' }, 'applicant/identity-open'],
  ['by an organisation', siti, { kind: 'warung' }, 'applicant/identity-open'],
])('no application is sent %s', async (_, party, known, code) => {
  const kept = { ...facts }
  try {
    if (known) facts[party] = { ...(kept[bank] as PartnerFacts), ...known }
    else delete facts[party]
    const sent = commandOf('/applications/:id/submit', actors.siti, {}, stateAfter(ways.draft))
    await expect(sent).rejects.toMatchObject({ code })
    const body = { scheme: 'MIKRO', year: 2025, unit: 'pusat', limitIdr: 1 }
    if (party === bank) await expect(commandOf('/quotas', actors.manager, body)).rejects.toMatchObject({ code })
  } finally {
    delete facts[siti]
    Object.assign(facts, kept)
  }
})

test('whom partners is still checking may apply, and an officer looks at their papers', async () => {
  for (const standing of ['unverified', 'checking', 'manual', 'mismatch', 'verified'] as const) {
    facts[siti] = { ...(facts[bank] as PartnerFacts), kind: 'person', standing }
    await commandOf('/applications/:id/submit', actors.siti, {}, stateAfter(ways.draft))
  }
  delete facts[siti]
})

test('who proposed cannot approve, whatever roles the token has', async () => {
  const both = { ...actors.officer, roles: ['officer', 'approver'] } as const
  const command = { ...(await commandOf('/applications/:id/approve', both, {})), now } as ApplicationCommand
  expect(() => decide(stateAfter(ways.proposed), command)).toThrow(Refusal)
})

test('an applicant hears of decisions, not of proposals; the lender sees both, with their data', async () => {
  const state = stateAfter(ways['rejection-proposed'])
  const types = async (actor: Actor) =>
    (await read('/applications/:id/history', actor, state)) as { events: { type: string; data: unknown }[] }
  const own = await types(actors.siti)
  expect(own.events.some(({ type, data }) => type === 'RejectionProposed' || data !== null)).toBe(false)
  expect(own.events.length).toBeGreaterThan(5)
  expect((await types(actors.officer)).events.at(-1)).toMatchObject({
    type: 'RejectionProposed',
    data: { hand: { by: officer } },
  })
  expect(await read('/applications/:id', actors.siti, state)).toMatchObject({ status: 'proposed', reasons: [], terms: null })
})

test('lists filter by the token; a token without the id lists nothing rather than everything', async () => {
  const filters: unknown[] = []
  const list = (path: string, actor: Actor, query = {}) => {
    const route = entry(path)
    if (route.kind !== 'list') throw new Error(`${path} is no list`)
    return route.rows({ ...asking(actor, { query }, contextWith(null, filters)), limit: 20 })
  }
  await list('/my/applications', actors.siti)
  await list('/worklist', actors.branch, { status: 'surveying', names: true })
  await list('/worklist', actors.manager, { officer, holder: 'officer', overdue: true })
  expect(filters).toEqual([
    { 'row.applicant': siti },
    expect.objectContaining({ 'row.lender': bank, 'row.unit': 'cabang', 'row.status': 'surveying' }),
    expect.objectContaining({
      'row.lender': { $not: { $ne: bank } },
      'row.hands': officer,
      'row.holder': { $not: { $ne: 'officer' } },
      'row.dueAt': { $lt: now },
    }),
  ])
  await expect(list('/my/applications', actors.nobody)).rejects.toMatchObject({ code: 'actor/no-person' })
  await expect(list('/worklist', actors.unlinked)).rejects.toMatchObject({ code: 'actor/no-organisation' })
})

test('a quota is opened for the lender of the token, in the branch of the token, and read by its lender alone', async () => {
  const key = { scheme: 'MIKRO', year: 2025, unit: 'pusat' } as const
  const body = { ...key, limitIdr: 1_000_000 }
  const route = entry('/quotas')
  if (route.kind !== 'create') throw new Error('quotas are created')
  expect(route.target?.(asking(actors.manager, { body }))).toBe('org-bank-desa.MIKRO.2025.pusat')
  expect(await commandOf('/quotas', actors.manager, body)).toMatchObject({ type: 'OpenQuota', lender: bank, by: 'p-manager' })
  await expect(commandOf('/quotas', { ...actors.manager, branch: 'cabang' }, body)).rejects.toMatchObject({
    code: 'actor/other-branch',
  })
  const open = evolveQuota(noQuota, { type: 'QuotaOpened', ...key, lender: bank, limitIdr: 1_000_000, by: 'p-manager' })
  expect(await read('/quotas/:id', actors.officer, open)).toMatchObject({ limitIdr: 1_000_000, heldIdr: 0, version: 7 })
  expect(await read('/quotas/:id', actors.rival, open)).toBeNull()
  expect(entry('/quotas/:id/limit').may.owns?.(open, actors.rival)).toBe(false)
})

test('bodies are closed: nobody names a lender’s quota or another person in a request', () => {
  const refused = (path: string, body: unknown) => {
    const route = entry(path)
    return (route.kind === 'create' || route.kind === 'command') && !isOne(route.body, body)
  }
  expect(refused('/quotas', { scheme: 'MIKRO', year: 2025, unit: 'pusat', limitIdr: 1, lender: 'org-lain' })).toBe(true)
  expect(refused('/applications/:id/survey', survey)).toBe(true)
  expect(refused('/applications/:id/approve', { hand: { by: siti, actsFor: [] } })).toBe(true)
  expect(refused('/applications/:id/draft', filledIn)).toBe(false)
})

test('reasons are on the list, and each says both sentences', async () => {
  await expect(commandOf('/applications/:id/reject', actors.approver, { reasonCodes: ['toString'] })).rejects.toMatchObject({
    code: 'application/reason-unknown',
  })
  for (const { id, en } of Object.values(reasons)) expect(Math.min(id.length, en.length)).toBeGreaterThan(10)
})

test('simulations: scenario 1 at 6%, its instalment, and unknown facts are a condition', async () => {
  const loan = { plafonIdr: 40_000_000, tenorMonths: 36 }
  const scenario = {
    ...loan,
    loanType: 'KMK',
    akadOn: '2025-03-10',
    sector: 'perdagangan',
    businessAgeMonths: 14,
    earlierMikro: 0,
    isCivilServant: false,
    hadCommercialCredit: false,
    kolektibilitas: 0,
    hasIdentityDocument: true,
    hasNib: true,
  }
  expect(await read('/simulations/verdict', actors.nobody, null, scenario)).toMatchObject({
    outcome: 'eligible',
    scheme: 'MIKRO',
    ratePpm: 60_000,
    instalmentIdr: 1_216_877,
  })
  const third = { ...scenario, akadOn: '2023-09-01', earlierMikro: 2, outstandingMikroIdr: 0 }
  expect(await read('/simulations/changes', actors.nobody, null, third)).toMatchObject({
    outcome: 'ineligible',
    ways: [
      { outcome: 'conditional', changes: [{ lever: 'plafonIdr', from: '40000000', to: '100000001' }] },
      { outcome: 'eligible', changes: [{ lever: 'plafonIdr' }, { lever: 'hasNpwp', to: 'true' }, { lever: 'hasBpjsTk' }] },
    ],
  })
  expect(await read('/simulations/schemes', actors.nobody, null, scenario)).toMatchObject({
    schemes: { 0: { scheme: 'MIKRO', outcome: 'eligible', instalmentIdr: 1_216_877, nearestPlafonIdr: null }, length: 7 },
  })
  const quote = { plafonIdr: 100_000_000, tenorMonths: 36, instalmentIdr: 3_277_778, ratePpm: 60_000 }
  expect(await read('/simulations/quote', actors.nobody, null, quote)).toMatchObject({
    answer: 'above',
    effectivePpm: 110_825,
    flatPpm: 60_000,
  })
  const servant = { ...scenario, isCivilServant: true, hadCommercialCredit: true, ageYears: 20, substitute: 'training' }
  expect(await read('/simulations/verdict', actors.nobody, null, servant)).toMatchObject({
    outcome: 'ineligible',
    restsOn: ['R-ASN', 'R-CREDITHIST'],
    edition: '2026-11-24',
    rules: { 0: { rule: 'R-ASN', confidence: 'S-mirror', against: 'applicant', notConfirmed: null } },
  })
  const little = { ...loan, loanType: 'KMK', akadOn: '2025-03-10' }
  expect(await read('/simulations/verdict', actors.nobody, null, little)).toMatchObject({ outcome: 'conditional', ratePpm: null })
  const plan = await read('/simulations/instalments', actors.nobody, null, { ...loan, ratePpm: 60_000, method: 'annuity' })
  expect(plan).toMatchObject({ instalments: { 0: { number: 1, paymentIdr: 1_216_877 }, length: 36 } })
})

test.each([
  ['blob-2', null],
  ['of-budi', 'evidence/unknown'],
  ['of-another-bank', 'evidence/unknown'],
  ['of-partners', 'evidence/unknown'],
  ['nothing', 'evidence/unknown'],
  ['away', 'evidence/unconfirmed'],
])('evidence %s: %s', async (ref, code) => {
  const surveyed = { ...withoutBy(survey), evidenceRefs: ['blob-2', ref] }
  const asked = [
    commandOf('/applications/:id/survey', actors.officer, surveyed, stateAfter(ways.surveying)),
    commandOf(
      '/applications/:id/checks',
      actors.officer,
      { check: 'sikp', passed: true, evidenceRef: ref },
      stateAfter(ways.checking),
    ),
  ]
  for (const command of asked) {
    if (code === null) await expect(command).resolves.toBeDefined()
    else await expect(command).rejects.toMatchObject({ code })
  }
})
