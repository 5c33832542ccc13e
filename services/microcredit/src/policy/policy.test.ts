// A lender's policy: what it may say, who may set it, who decides which amount, and what a score is made of.
import { policyContract } from '@simpul/contracts'
import { behaviour, scenario } from '@simpul/testkit'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { policyDecider } from './decide.ts'
import { committee, policyText, scorecard } from './example.ts'
import { evolve, inForce, initial, type PolicyEvent } from './policy.ts'
import { scoreOf, VARIABLES, type Values } from './scorecard.ts'
import { committeeFor } from './tiers.ts'

const now = '2025-03-10T03:00:00.000Z'
const hand = (by: string, ...actsFor: string[]) => ({ by, actsFor })
const lender = 'org-bank-desa'
const propose = { type: 'ProposePolicy', lender, hand: hand('p-manager'), now, ...policyText } as const
const proposed = { type: 'PolicyProposed', lender, version: 1, hand: hand('p-manager'), ...policyText } as const
const adopted = { type: 'PolicyAdopted', version: 1, hand: hand('p-head') } as const
const adopt = { type: 'AdoptPolicy', version: 1, hand: hand('p-head'), now } as const
const withTiers = (...tiers: (typeof policyText.tiers)[number][]) => ({ ...propose, tiers })
const withCommittee = (change: Partial<typeof committee>) => withTiers({ upToIdr: null, committee: { ...committee, ...change } })

behaviour('a policy', policyDecider, [
  scenario('is proposed by one').when(propose).then(proposed),
  scenario('and adopted by another').given(proposed).when(adopt).then(adopted),
  scenario('not by the same')
    .given(proposed)
    .when({ ...adopt, hand: hand('p-head', 'p-manager') })
    .refused('policy/four-eyes', { both: ['p-manager'] }),
  scenario('adopted twice is adopted once').given(proposed, adopted).when(adopt).then(),
  scenario('the next one has the next number, also when one was dropped')
    .given(proposed, { type: 'PolicyDropped', version: 1, hand: hand('p-head') })
    .when(propose)
    .then({ ...proposed, version: 2 }),
  scenario('an old proposal is not adopted in place of the new one')
    .given(proposed, { ...proposed, version: 2 })
    .when(adopt)
    .refused('policy/not-proposed', { version: 1 }),
  scenario('leaves no amount without somebody who decides')
    .when(withTiers({ upToIdr: 50_000_000, committee: null }))
    .refused('policy/tiers-open'),
  scenario('has its tiers in order')
    .when(withTiers({ upToIdr: 50, committee: null }, { upToIdr: 50, committee: null }, { upToIdr: null, committee: null }))
    .refused('policy/tiers-unordered', { field: 'tiers/1' }),
  scenario('has nobody twice in a committee')
    .when(withCommittee({ members: ['p-a', 'p-a', 'p-b'] }))
    .refused('policy/committee-invalid'),
  scenario('asks for no more votes than there are members')
    .when(withCommittee({ quorum: 6 }))
    .refused('policy/committee-invalid'),
  scenario('has the chair in the committee')
    .when(withCommittee({ chair: 'p-x' }))
    .refused('policy/committee-invalid'),
  scenario('scores all eleven variables or none')
    .when({ ...propose, scorecard: scorecard.slice(1) })
    .refused('policy/scorecard-incomplete', { missing: 'rpc' }),
  scenario('weighs a whole, not more')
    .when({ ...propose, scorecard: scorecard.map((row) => ({ ...row, weightPpm: 100_000 })) })
    .refused('policy/weights-wrong', { sum: 1_100_000, whole: 1_000_000 }),
  scenario('has bands that rise')
    .when({ ...propose, scorecard: scorecard.map((row) => ({ ...row, bands: row.bands.toReversed() })) })
    .refused('policy/bands-invalid', { field: 'scorecard/0' }),
])

test('what is proposed is not in force, and what is in force stays until the next is adopted', () => {
  const after = (...events: PolicyEvent[]) => inForce(events.reduce(evolve, initial))?.version ?? null
  expect([after(proposed), after(proposed, adopted), after(proposed, adopted, { ...proposed, version: 2 })]).toEqual([null, 1, 1])
})

test.each([
  [50_000_000, null],
  [50_000_001, committee],
])('%i is decided by %j', (plafonIdr, who) => expect(committeeFor(policyText.tiers, plafonIdr)).toEqual(who))

const values = (change: Partial<Values>): Values => ({
  ...(Object.fromEntries(VARIABLES.map((variable) => [variable, 0])) as Values),
  ...change,
})

test('a score is the sum of its lines, exactly; the band from 700,000 on begins at 700,000', () => {
  const { lines, totalPpm, unknownPpm } = scoreOf(scorecard, values({ rpc: 699_999, margin: 700_000 }))
  expect(lines[0]).toEqual({ variable: 'rpc', value: 699_999, points: 100, weightPpm: 100_000, contributionPpm: 100_000 })
  expect(lines[4]).toMatchObject({ variable: 'margin', points: 0, contributionPpm: 0 })
  expect([totalPpm, unknownPpm]).toEqual([900_000, 0])
})

test('what nobody has told is unknown and counted apart, no zero', () => {
  const { lines, totalPpm, unknownPpm } = scoreOf(scorecard, values({ kolektibilitas: null }))
  expect(lines.find(({ variable }) => variable === 'kolektibilitas')).toMatchObject({ value: null, points: null })
  expect([totalPpm, unknownPpm]).toEqual([900_000, 100_000])
})

test('each event fits its contract; one with a field too many does not', () => {
  const types: Readonly<Record<string, TSchema>> = policyContract.types
  const dropped: PolicyEvent = { type: 'PolicyDropped', version: 1, hand: hand('p-head') }
  for (const { type, ...data } of [proposed, adopted, dropped]) {
    const schema = Compile(types[type] as TSchema)
    expect([type, schema.Check(data), schema.Check({ ...data, nik: 'x' })]).toEqual([type, true, false])
  }
})
