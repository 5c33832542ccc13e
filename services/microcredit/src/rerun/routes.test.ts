// The rules asked again about an application, by the routes: any day, any edition, beside what is on record.
import type { Actor, ServiceContext } from '@simpul/platform'
import { toEnvelopes } from '@simpul/platform'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { application } from '../application/aggregate.ts'
import { fileOf, initial, type Application, type Verdict } from '../application/application.ts'
import { decide, type ApplicationCommand } from '../application/decide.ts'
import { applicationId, commands as c, now, passed, siti, survey } from '../application/example.ts'
import { evolve, type ApplicationEvent } from '../application/events.ts'
import { factsOfAccesses, verdictOf } from '../application/verdictFacts.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { rulebook } from '../rulebook/aggregate.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'
import { FIRST_EDITION, kurBooks } from '../rules/kurRules.ts'
import { rerunRoutes } from './routes.ts'

/** A trader's third Mikro, in September 2024: refused by R-ACCESS. */
function refused2024(): ApplicationEvent[] {
  const sikp = {
    ...factsOfAccesses({ MIKRO: 2 }),
    'outstanding.MIKRO': 0,
    'accumulated.KECIL': 0,
    commercial: 0,
    asOf: '2024-09-02',
  }
  const way: ApplicationCommand[] = [
    c.StartDraft,
    {
      ...c.SaveDraft,
      changes: { ...c.SaveDraft.changes, business: { ...c.SaveDraft.changes.business, startedOn: '2023-01-02' } },
    },
    c.SubmitApplication,
    c.RecordCheck,
    { ...c.RecordCheck, check: 'slik', result: { ...passed, facts: { credits: 0 } } },
    { ...c.RecordCheck, check: 'sikp', result: { ...passed, facts: sikp } },
    { ...c.RecordSurvey, survey },
  ]
  const events: ApplicationEvent[] = []
  for (const command of way) events.push(...decide(events.reduce<Application>(evolve, initial), command))
  const verdict = verdictOf(events.reduce<Application>(evolve, initial), '2024-09-04', { onVersion: events.length })
  return [...events, { type: 'VerdictGiven', verdict: verdict as Verdict }]
}

const events = refused2024()
const state = events.reduce<Application>(evolve, initial)

const published = (edition: string): Rulebook => ({
  status: 'kept',
  releases: [
    {
      n: 1,
      edition,
      digest: 'a'.repeat(64),
      effectiveFrom: '2026-01-01',
      reference: 'x',
      standing: 'published',
      proposedBy: 'p',
    },
  ],
})

function contextWith(book: Rulebook | null = null, of: Application = state): ServiceContext<MicrocreditOutside> {
  const by = { commandId: 'c', fingerprint: 'c', actor: 's', correlationId: 'c', causationId: 'c' }
  return {
    commands: {
      send: () => Promise.reject(new Error('nothing is written')),
      state: async (aggregate: unknown) =>
        (aggregate === rulebook ? book && { state: book, version: 1 } : { state: of, version: 9 }) as never,
    },
    rows: () => ({ find: async () => ({ rows: [{ id: applicationId }], next: 'more' }) }) as never,
    history: async () => toEnvelopes(application.contract, applicationId, 0, events, now, by),
    historyPage: () => Promise.reject(new Error('nobody reads pages here')),
    outside: { clock: { now: () => Date.parse('2026-11-24T03:00:00.000Z') }, books: kurBooks } as MicrocreditOutside,
  }
}

const applicant: Actor = { subject: 's', roles: ['applicant'], person: siti }

async function asked(query: object, actor: Actor = applicant, context = contextWith()) {
  const route = rerunRoutes.entries.find(({ path }) => path === '/applications/:id/verdict')
  if (route?.kind !== 'get') throw new Error('a read')
  const answer = (await route.read({ params: { id: applicationId }, query: { ...query }, body: {}, actor, context })) as null | {
    verdict: { outcome: string; indicative: string | null; edition: string; flags: { code: string }[]; restsOn: string[] }
    changes: { ways: unknown[] }
    onRecord: Verdict
    differences: string[]
  }
  if (answer) expect(Compile(route.response).Errors(answer)).toEqual([])
  return answer
}

test('why was this refused in 2024: the same answer, rule for rule, as the one on record', async () => {
  const answer = await asked({ akadOn: '2024-09-04' })
  expect(answer).toMatchObject({ verdict: { outcome: 'ineligible', restsOn: ['R-ACCESS'] }, differences: [] })
  expect(answer?.changes.ways.length).toBeGreaterThan(0)
})

test('would it be today: what differs is named, the facts are told to be of 2024, and the record stays', async () => {
  const answer = await asked({})
  expect(answer).toMatchObject({
    verdict: { outcome: 'refer', indicative: 'eligible', restsOn: ['R-ACCESS'], edition: FIRST_EDITION },
    onRecord: { outcome: 'ineligible', akadOn: '2024-09-04' },
  })
  expect(answer?.verdict.flags.map(({ code }) => code)).toContain('facts-of-another-day')
  expect(answer?.differences).toEqual(expect.arrayContaining(['outcome', 'indicative', 'akadOn', 'ratePpm', 'R-ACCESS']))
  expect(fileOf(state)?.verdict?.outcome).toBe('ineligible')
})

test('by an edition that this program does not have: said so', async () => {
  await expect(asked({ edition: '2099-01-01' })).rejects.toMatchObject({ code: 'rulebook/edition-unknown' })
})

test('when the edition in force is not here no verdict is given, but for an edition that is named', async () => {
  const context = contextWith(published('2026-12-01'))
  await expect(asked({}, applicant, context)).rejects.toMatchObject({
    code: 'rulebook/data-missing',
    facts: { edition: '2026-12-01' },
  })
  expect(await asked({ akadOn: '2025-12-31' }, applicant, context)).toMatchObject({ verdict: { edition: FIRST_EDITION } })
  expect(await asked({ edition: FIRST_EDITION }, applicant, context)).toMatchObject({ verdict: { outcome: 'refer' } })
})

test('a stranger is shown nothing, and a draft has no facts to weigh', async () => {
  expect(await asked({}, { ...applicant, person: 'p-budi' })).toBeNull()
  const draft: Application = { status: 'draft', applicationId, applicant: { person: siti, organisation: null }, draft: {} }
  await expect(asked({}, applicant, contextWith(null, draft))).rejects.toMatchObject({ code: 'application/still-draft' })
})

test('recorded verdicts are given again a page at a time', async () => {
  const route = rerunRoutes.entries.find(({ path }) => path === '/verdict-replays')
  if (route?.kind !== 'list') throw new Error('a list')
  const page = await route.rows({
    params: {},
    query: {},
    body: {},
    actor: applicant,
    context: contextWith(),
    limit: 10,
    after: 'x',
  })
  expect(page).toEqual({
    rows: [
      {
        id: applicationId,
        replays: [
          { sequence: events.length, edition: FIRST_EDITION, akadOn: '2024-09-04', result: 'identical', differences: [] },
        ],
      },
    ],
    next: 'more',
  })
})
