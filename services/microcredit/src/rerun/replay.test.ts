// Recorded verdicts given again: identical whatever has been decided since, and told apart when something differs.
import { sentence } from '@simpul/kernel'
import { toEnvelopes, type Envelope } from '@simpul/platform'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { application } from '../application/aggregate.ts'
import { initial, type Application, type Verdict } from '../application/application.ts'
import { decide, type ApplicationCommand } from '../application/decide.ts'
import { applicationId, commands as c, now, passed, survey, ways } from '../application/example.ts'
import { evolve, type ApplicationEvent } from '../application/events.ts'
import { factsOfAccesses, verdictOf } from '../application/verdictFacts.ts'
import { entries } from '../refusals.ts'
import { FIRST_EDITION, kurBooks, kurRules } from '../rules/kurRules.ts'
import { differencesOf, replayed } from './replay.ts'

const by = { commandId: 'c', fingerprint: 'c', actor: 's', correlationId: 'c', causationId: 'c' }
const envelopesOf = (events: readonly ApplicationEvent[]): Envelope[] =>
  toEnvelopes(application.contract, applicationId, 0, events, now, by)

/** The way of an application, with a verdict given after each step as the procedure would give it. */
function told(way: readonly ApplicationCommand[], days: readonly string[]): ApplicationEvent[] {
  const events: ApplicationEvent[] = []
  const take = (command: ApplicationCommand) => events.push(...decide(events.reduce(evolve, initial), command))
  let given = 0
  for (const command of way) {
    if (command.type !== 'GiveVerdict') take(command)
    const state = events.reduce<Application>(evolve, initial)
    const day = days[given % days.length] ?? '2025-03-10'
    const verdict = verdictOf(state, day, { onVersion: events.length })
    const asked = state.status === 'checking' || state.status === 'surveying' || state.status === 'analysing'
    if (!verdict || !asked) continue
    take({ type: 'GiveVerdict', verdict, now })
    given += 1
  }
  return events
}

const histories = fc.record({
  plafonIdr: fc.integer({ min: 1_000_000, max: 100_000_000 }),
  tenorMonths: fc.integer({ min: 1, max: 72 }),
  sector: fc.constantFrom('perdagangan', 'pertanian'),
  startedOn: fc.constantFrom('2020-01-01', '2024-09-10', '2024-09-11', '2025-01-31'),
  hasNpwp: fc.boolean(),
  earlier: fc.integer({ min: 0, max: 5 }),
  asOf: fc.constantFrom('2025-03-09', '2025-01-01'),
  collateral: fc.constantFrom([], ['bpkb']),
  days: fc.array(fc.constantFrom('2024-05-06', '2025-03-10', '2025-09-01', '2026-02-01', '2026-11-24'), {
    minLength: 1,
    maxLength: 4,
  }),
})

test('every recorded verdict of random applications comes out identical, field by field', () => {
  let replays = 0
  fc.assert(
    fc.property(histories, ({ days, earlier, asOf, collateral, plafonIdr, tenorMonths, ...form }) => {
      const business = { ...c.SaveDraft.changes.business, ...form }
      const sikp = { ...factsOfAccesses({ MIKRO: earlier }), 'outstanding.MIKRO': 0, 'accumulated.KECIL': 0, commercial: 0, asOf }
      const way: ApplicationCommand[] = [
        c.StartDraft,
        { ...c.SaveDraft, changes: { ...c.SaveDraft.changes, plafonIdr, tenorMonths, business } },
        c.SubmitApplication,
        c.RecordCheck,
        { ...c.RecordCheck, check: 'slik', result: { ...passed, facts: { credits: 0 } } },
        { ...c.RecordCheck, check: 'sikp', result: { ...passed, facts: sikp } },
        { ...c.RecordSurvey, survey: { ...survey, collateralDemanded: collateral } },
      ]
      const results = replayed(envelopesOf(told(way, days)), kurBooks)
      expect(results.flatMap(({ differences }) => differences)).toEqual([])
      expect(results.every(({ result }) => result === 'identical')).toBe(true)
      replays += results.length
    }),
    { numRuns: 100 },
  )
  expect(replays).toBeGreaterThan(400)
})

const events = told(ways.analysing, ['2025-03-10'])
const withVerdict = (change: Partial<Verdict>) =>
  events.map((event) => (event.type === 'VerdictGiven' ? { ...event, verdict: { ...event.verdict, ...change } } : event))

test('what comes out otherwise is named; a verdict of an edition that is not here is no difference', () => {
  const resultsOf = (change: Partial<Verdict>) =>
    new Set(
      replayed(envelopesOf(withVerdict(change)), kurBooks).map(({ result, differences }) => [result, ...differences].join(' ')),
    )
  expect(resultsOf({})).toEqual(new Set(['identical']))
  expect(resultsOf({ ratePpm: 1 })).toEqual(new Set(['different ratePpm']))
  expect(resultsOf({ findings: [] }).values().next().value).toContain('different R-ASN R-ID')
  expect(resultsOf({ edition: '2099-01-01' })).toEqual(new Set(['edition-missing']))
})

test('a verdict is given again on the facts it was given on, not on those of a moment later', () => {
  const [first] = replayed(envelopesOf(events), kurBooks)
  expect(first).toMatchObject({ edition: FIRST_EDITION, akadOn: '2025-03-10', result: 'identical', differences: [] })
  // A check that came between the look and the record changes the later state alone.
  const late = events.findIndex(({ type }) => type === 'VerdictGiven')
  const [verdict, next] = [events[late], events[late + 1]]
  if (!verdict || !next) throw new Error('a verdict and what follows')
  const swapped = [...events.slice(0, late), next, verdict, ...events.slice(late + 2)]
  expect(replayed(envelopesOf(swapped), kurBooks)[0]).toMatchObject({ result: 'identical', sequence: late + 2 })
})

test('verdicts from before editions were recorded are compared by what they say', () => {
  const [stored] = events.flatMap((event) => (event.type === 'VerdictGiven' ? event.verdict : []))
  if (!stored) throw new Error('a verdict')
  const { edition: _, onVersion: _version, ...old } = stored
  expect(differencesOf(old, stored)).toEqual([])
  const wordless = stored.findings.map(({ sentence: _s, value: _v, bound: _b, ...finding }) => finding)
  expect(differencesOf({ ...stored, findings: wordless }, stored)).toEqual([])
  expect(differencesOf(stored, { ...stored, edition: '2099-01-01', outcome: 'refer' })).toEqual(['outcome', 'edition'])
  const oldOnes = events.map((event) =>
    event.type === 'VerdictGiven' ? { ...event, verdict: { ...old, edition: FIRST_EDITION } } : event,
  )
  expect(
    replayed(envelopesOf(oldOnes.slice(0, oldOnes.findIndex(({ type }) => type === 'VerdictGiven') + 1)), kurBooks),
  ).toMatchObject([{ result: 'identical' }])
  expect(kurRules.edition).toBe(FIRST_EDITION)
  expect(sentence(entries['rulebook/edition-unknown'].en, { edition: 'x' })).toContain('edition x')
})
