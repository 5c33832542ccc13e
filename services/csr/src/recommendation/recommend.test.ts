// The whole: fixture A told need by need, duplicates, a least score, other terms side by side, and that the order of needs never matters.
import { describe, expect, test } from 'vitest'
import { solveWithHighs } from '../solver/highs.ts'
import { anyRequest } from './anyRequest.ts'
import { gresik, needOf } from './gresik.ts'
import { recommend } from './recommend.ts'
import { judged, planOf, type AskedNeed, type Request } from './recommendation.ts'

const wanted = { effort: { secondsMax: 20, gapPpm: 0 }, whatIfPercent: null }
const reasons = async (request: Request) =>
  Object.fromEntries((await recommend(request, solveWithHighs, wanted)).outcomes.map(({ need, reason }) => [need, reason]))

test('fixture A: six chosen, one out of money, seven not eligible, each at the program that came nearest', async () => {
  const { outcomes, greedyValue } = await recommend(gresik, solveWithHighs, wanted)
  expect(outcomes.map(({ need, program, reason }) => `${need} ${program} ${reason}`)).toEqual([
    'N1 P1 CHOSEN',
    'N2 P1 CHOSEN',
    'N3 P1 INELIGIBLE',
    'N4 P2 CHOSEN',
    'N5 P2 INELIGIBLE',
    'N6 P2 INELIGIBLE',
    'N7 P3 CHOSEN',
    'N8 P3 CHOSEN',
    'N9 P3 INELIGIBLE',
    'N10 P2 INELIGIBLE',
    'N11 P2 CHOSEN',
    'N12 P2 BUDGET',
    'N13 P1 INELIGIBLE',
    'N14 P2 INELIGIBLE',
  ])
  expect(outcomes[11]?.sentence.en).toContain('N12 (70.41) is above N11, but asks Rp240.000.000')
  // N12 before N11 would leave 400 − 200 = 200 for 240: the simple way too takes N4 and then N11.
  expect(greedyValue).toBe(44_095)
})

test('below the least score of the program', async () => {
  const programs = gresik.programs.map((program) => ({ ...program, minScore: 7_100 }))
  expect(await reasons({ ...gresik, programs })).toMatchObject({ N1: 'CHOSEN', N8: 'BELOW_MIN_SCORE', N11: 'BELOW_MIN_SCORE' })
})

describe('duplicates', () => {
  const twin = (id: string, more: Partial<AskedNeed> = {}): AskedNeed => ({
    ...needOf('N1', { isDuplicate: null }),
    id,
    recipient: 'school-7',
    purpose: 'roof',
    ...more,
  })
  const told = (...needs: readonly AskedNeed[]) =>
    judged({ ...gresik, programs: gresik.programs.slice(0, 1), needs }).map(({ need, eligibility }) => [
      need.id,
      ...eligibility().failed.map(({ rule }) => rule),
    ])
  test('of one recipient, purpose and place the first stays, in whatever order they are told', () => {
    expect(told(twin('B'), twin('A'))).toEqual([['B', 'E_DUPLICATE'], ['A']])
    const early = { facts: { ...twin('B').facts, submittedOn: '2026-01-01' } }
    expect(told(twin('A'), twin('B', early))).toEqual([['A', 'E_DUPLICATE'], ['B']])
  })
  test('another purpose or place is another need, and what an officer said stands', () => {
    const elsewhere = { facts: { ...twin('B').facts, place: 'Tuban' } }
    expect(told(twin('A'), twin('B', { purpose: 'well' }), twin('C', elsewhere))).toEqual([['A'], ['B'], ['C']])
    const cleared = { facts: { ...twin('B').facts, isDuplicate: false } }
    expect(told(twin('A'), twin('B', cleared))).toEqual([['A'], ['B']])
  })
})

test('a score that people gave stands in the place of a computed one, as one part', () => {
  const needs = [{ ...needOf('N1'), given: { P1: 6_150 } }]
  const [pair] = judged({ ...gresik, programs: gresik.programs.slice(0, 1), needs })
  expect(pair?.score).toMatchObject({ points: 6_150, parts: [{ criterion: 'given', points: 6_150 }] })
})

test('other terms: budgets, weights and floors, compared with now', async () => {
  const floors = [{ group: 'women-led', percent: 60, program: null }]
  const { alternatives, priced } = await recommend({ ...gresik, floors }, solveWithHighs, { ...wanted, whatIfPercent: 10 })
  expect(alternatives.map(({ name }) => name)).toEqual([
    'anggaran / budget −10%',
    'anggaran / budget +10%',
    ...['sdg', 'ring', 'inclusion', 'documents', 'cost'].flatMap((criterion) => [
      `bobot / weight ${criterion} −10%`,
      `bobot / weight ${criterion} +10%`,
    ]),
    'tanpa / without women-led ≥ 60%',
  ])
  // 780 of 1,180 million go to N2, N4, N7 and N11: 66 % without a floor, so this one costs nothing.
  expect([alternatives.at(-1)?.comesIn, priced?.floors[0]?.pricePpm]).toEqual([[], 0])
  expect(alternatives[0]).toMatchObject({ comesIn: [], goesOut: ['N2', 'N8'] })
  // With more money N12 would come in for N11, but for the floor: N11 is women-led.
  expect(alternatives[1]).toMatchObject({ comesIn: [], goesOut: [] })
})

test('the order in which needs and programs are told changes nothing', async () => {
  const request = anyRequest(10, 120, 3)
  const turned = { ...request, needs: request.needs.toReversed(), programs: request.programs.toReversed() }
  const choice = async (of: Request) => (await recommend(of, solveWithHighs, wanted)).choice
  expect(await choice(turned)).toEqual(await choice(request))
  expect(planOf(request, judged(request)).matches.length).toBeGreaterThan(10)
})

test('where needs rank programs the matching is told as well', async () => {
  const needs = gresik.needs.map((need) => (need.id === 'N4' ? { ...need, prefers: ['P3', 'P2'] } : need))
  const { matching } = await recommend({ ...gresik, needs }, solveWithHighs, wanted)
  expect(matching?.awards).toEqual([{ program: 'P2', need: 'N4', amountIdr: 200_000_000 }])
})
