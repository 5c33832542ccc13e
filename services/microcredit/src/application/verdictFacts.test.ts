// The scenarios of MC §6 told through the application itself: form, checks and survey in, verdict out.
import { expect, test } from 'vitest'
import type { Asked, Business, CheckFacts, Survey } from './application.ts'
import type { ApplicationCommand } from './decide.ts'
import { commands as c, passed, stateAfter, survey, ways } from './example.ts'
import { accessesOf, factsOfAccesses, verdictFacts, verdictOf } from './verdictFacts.ts'

type Story = { asked?: Partial<Asked>; business?: Partial<Business>; sikp?: CheckFacts; survey?: Partial<Survey> }

/** What SIKP tells of somebody who has had no commercial credit and owes nothing. */
const clear = { 'outstanding.MIKRO': 0, 'accumulated.KECIL': 0, commercial: 0, asOf: '2025-03-09' }

function analysing({ asked = {}, business = {}, sikp = { kur: 0 }, survey: found = {} }: Story) {
  const changes = { ...c.SaveDraft.changes, ...asked, business: { ...c.SaveDraft.changes.business, ...business } }
  const way: ApplicationCommand[] = [
    c.StartDraft,
    { ...c.SaveDraft, changes },
    c.SubmitApplication,
    c.RecordCheck,
    { ...c.RecordCheck, check: 'slik', result: { ...passed, facts: { credits: 1, kolektibilitas: 1 } } },
    { ...c.RecordCheck, check: 'sikp', result: { ...passed, facts: { ...clear, ...sikp } } },
    { ...c.RecordSurvey, survey: { ...survey, ...found } },
  ]
  return stateAfter(way)
}

const summary = (story: Story, akadOn: string) => {
  const given = verdictOf(analysing(story), akadOn)
  return given && { outcome: given.outcome, ratePpm: given.ratePpm, fails: failing(given.findings) }
}
const failing = (findings: readonly { rule: string; outcome: string }[]) =>
  findings.flatMap(({ rule, outcome }) =>
    // The age of a person and husband or wife are not in the form; what is unknown there holds nothing up.
    ['fail', 'conditional', 'lender-fault', 'unknown'].includes(outcome) && rule !== 'R-AGE' ? [`${rule} ${outcome}`] : [],
  )

test('scenario 1: the first-time trader is eligible at 6%', () =>
  expect(summary({}, '2025-03-10')).toEqual({ outcome: 'eligible', ratePpm: 60_000, fails: [] }))

test('scenario 2: the third Mikro of a trader is one too many in 2025, and a person’s decision in 2026', () => {
  const third = { sikp: { ...factsOfAccesses({ MIKRO: 2 }), asOf: '2025-08-31' } }
  expect(summary(third, '2025-09-01')).toEqual({ outcome: 'ineligible', ratePpm: 80_000, fails: ['R-ACCESS fail'] })
  const later = { sikp: { ...third.sikp, asOf: '2026-01-31' } }
  expect(verdictOf(analysing(later), '2026-02-01')).toMatchObject({ outcome: 'refer', indicative: 'eligible', ratePpm: 60_000 })
})

test('what SIKP told half a year ago is neither a no nor a yes: it is asked again', () => {
  const third = { sikp: { ...factsOfAccesses({ MIKRO: 2 }), asOf: '2025-03-09' } }
  const open = ['R-ACCESS unknown', 'R-ACCUM-MIKRO unknown', 'R-CREDITHIST unknown', 'R-SIKP unknown']
  expect(summary(third, '2025-09-01')).toEqual({ outcome: 'conditional', ratePpm: null, fails: open })
})

test('scenario 3: the rice farmer’s third Mikro at 8%; without NPWP on a condition', () => {
  const farmer = {
    asked: { plafonIdr: 75_000_000, tenorMonths: 24 },
    business: { sector: 'pertanian', startedOn: '2020-01-01', hasNpwp: true },
    sikp: factsOfAccesses({ MIKRO: 2 }),
  }
  expect(summary(farmer, '2024-05-06')).toEqual({ outcome: 'eligible', ratePpm: 80_000, fails: [] })
  const without = { ...farmer, business: { ...farmer.business, hasNpwp: false } }
  expect(summary(without, '2024-05-06')).toEqual({ outcome: 'conditional', ratePpm: 80_000, fails: ['R-NPWP conditional'] })
})

test('scenario 4: laid off, two months in business: training stands in for age, in Super Mikro', () => {
  const laidOff = {
    asked: { scheme: 'SUPER_MIKRO', plafonIdr: 8_000_000, tenorMonths: 24 },
    business: { startedOn: '2025-01-10', substitutes: ['training'] },
  } as const
  expect(summary(laidOff, '2025-03-10')).toEqual({ outcome: 'eligible', ratePpm: 30_000, fails: [] })
  const alone = { ...laidOff, business: { ...laidOff.business, substitutes: [] } }
  expect(summary(alone, '2025-03-10')?.fails).toEqual(['R-BIZAGE fail'])
})

test('scenario 5: a civil servant is not eligible whatever else', () =>
  expect(summary({ business: { ownerIsCivilServant: true } }, '2025-03-10')).toMatchObject({
    outcome: 'ineligible',
    fails: ['R-ASN fail'],
  }))

test('scenario 8: collateral that the officer records is the lender’s fault, and the applicant stays eligible', () => {
  const edge = {
    asked: { plafonIdr: 100_000_000 },
    business: { hasNpwp: true },
    survey: { collateralDemanded: ['bpkb'] },
  }
  expect(summary(edge, '2025-03-10')).toEqual({ outcome: 'eligible', ratePpm: 60_000, fails: ['R-COLL lender-fault'] })
})

test('before SIKP answered, or after an answer that does not say how many, earlier KUR are unknown and not none', () => {
  expect(verdictFacts(stateAfter(ways.checking), '2025-03-10')).toMatchObject({ earlierAccesses: null, collateralDemanded: null })
  expect(accessesOf(passed)).toBeNull()
  expect(accessesOf({ outcome: 'manual', passed: false, evidenceRef: 'blob-9', by: 'p-officer', facts: { kur: 0 } })).toBeNull()
  expect(accessesOf({ ...passed, facts: factsOfAccesses({}) })).toEqual({})
  expect(accessesOf({ ...passed, facts: factsOfAccesses({ MIKRO: 1, KHUSUS: 1 }) })).toEqual({ MIKRO: 1, KHUSUS: 1 })
})

test('a plafon of another scheme than the one asked for is said so, and a person decides', () =>
  expect(verdictOf(analysing({ asked: { plafonIdr: 101_000_000 } }), '2025-03-10')).toMatchObject({
    outcome: 'refer',
    indicative: 'ineligible',
    findings: expect.arrayContaining([expect.objectContaining({ rule: 'R-PLAFON', outcome: 'fail' })]),
  }))

test('what the form does not ask yet of a cluster stays open, and is no refusal', () => {
  const given = verdictOf(analysing({ asked: { scheme: 'KHUSUS' } }), '2024-09-10')
  expect([given?.outcome, given && failing(given.findings)]).toEqual(['conditional', ['R-RECIPIENT unknown']])
})

test('a commercial credit that SIKP counts, and a check that says nothing of credits', () => {
  expect(summary({ sikp: { kur: 0, commercial: 1 } }, '2025-03-10')?.fails).toEqual(['R-CREDITHIST fail'])
  const facts = verdictFacts(analysing({}), '2025-03-10')
  expect(facts).toMatchObject({ worstKol: 1, isInSikp: true, slikWasAsked: true, hasIdentityDocument: true, scheme: 'MIKRO' })
  expect(facts?.origins).toMatchObject({
    earlierAccesses: { source: 'sikp', asOf: '2025-03-09' },
    worstKol: { source: 'slik', asOf: null },
    collateralDemanded: { source: 'survey', asOf: '2025-03-10' },
    hasNpwp: { source: 'applicant', asOf: null },
  })
  expect(verdictFacts(stateAfter(ways.surveying), '2025-03-10')).not.toHaveProperty('credits')
})

test('the survey still counts while a question to the applicant is open', () => {
  const demanded = analysing({ survey: { collateralDemanded: ['bpkb'] } })
  if (demanded.status !== 'analysing') throw new Error(demanded.status)
  const { file, ...back } = demanded
  expect(verdictFacts({ status: 'need-info', file, back, questions: [] }, '2025-03-10')?.collateralDemanded).toBe(true)
})

test.each([
  ['2024-01-15', '2024-03-14', 1],
  ['2024-01-15', '2024-03-15', 2],
  ['2024-08-31', '2025-02-28', 6],
  ['2024-08-31', '2025-02-27', 5],
  ['2025-04-01', '2025-03-10', 0],
])('a business from %s has run on %s for %i months', (startedOn, akadOn, months) =>
  // Day by day the form would refuse a start in the future; the rules are asked for any day.
  expect(verdictFacts(withStart(startedOn), akadOn)?.businessAgeMonths).toBe(months),
)

function withStart(startedOn: string) {
  const state = analysing({})
  if (state.status !== 'analysing') throw new Error(state.status)
  return { ...state, file: { ...state.file, business: { ...state.file.business, startedOn } } }
}

test('a draft has no verdict yet', () => expect(verdictOf(stateAfter(ways.draft), '2025-03-10')).toBeNull())
