// Scores to the hundredth (csr.md §5, scenarios 1 to 3), what missing data do, and why one need is above another.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Program } from '../program/program.ts'
import { needOf, programOf } from '../recommendation/gresik.ts'
import { eligibility } from '../rules/eligibility.ts'
import type { Facts, Need } from '../rules/facts.ts'
import { compare, inPoints } from './comparison.ts'
import { scoreOf } from './scoring.ts'

const ON = '2026-03-02'
const scored = (program: Program, need: Need) => scoreOf(program, need, ON, eligibility(program, need, ON))
const ranked = (program: string, need: Need) => ({ program, need: need.id, score: scored(programOf(program), need) })

describe('fixture A', () => {
  test.each([
    ['P1', 'N1', 7250, [3000, 2500, 0, 1500, 250], 'high'],
    ['P1', 'N2', 7200, [3000, 1500, 1200, 1500, 0], 'high'],
    ['P2', 'N4', 8404, [3000, 2500, 1200, 1500, 204], 'high'],
    ['P2', 'N12', 7041, [3000, 2500, 0, 1500, 41], 'high'],
    ['P2', 'N11', 6858, [3000, 750, 1200, 1500, 408], 'high'],
    ['P3', 'N7', 7383, [3000, 1500, 2000, 750, 133], 'low'],
    ['P3', 'N8', 7000, [3000, 2500, 0, 1500, 0], 'high'],
  ])('%s gives %s %i hundredths', (program, need, points, parts, level) => {
    const score = scored(programOf(program), needOf(need))
    expect([score.points, score.parts.map((part) => part.points), score.confidence.level]).toEqual([points, parts, level])
  })
  test('without its documents N7 is still eligible', () => {
    const need = needOf('N7', { documentsPercent: 0 })
    expect([eligibility(programOf('P3'), need, ON).outcome, scored(programOf('P3'), need).points]).toEqual(['eligible', 6633])
  })
  test('why N1 is above N2, and N12 below N4', () => {
    const why = compare(ranked('P1', needOf('N1')), ranked('P1', needOf('N2')))
    expect(why.sentence).toEqual({
      id: 'N1 di atas N2 (+0,5): Ring I +10, biaya +2,5, inklusi −12.',
      en: 'N1 is above N2 (+0.5): Ring I +10, cost +2.5, inclusion −12.',
    })
    expect(compare(ranked('P2', needOf('N12')), ranked('P2', needOf('N4'))).sentence.en).toBe(
      'N12 is below N4 (−13.63): cost −1.63, inclusion −12.',
    )
  })
  test('equal scores say who goes first, with the differences that cancel out', () => {
    const [a, b] = [ranked('P1', needOf('N1')), ranked('P1', { ...needOf('N1'), id: 'N9' })]
    expect(compare(a, b).sentence.en).toBe('N1 and N9 score the same: the one submitted first goes first.')
  })
  test('points in words', () => {
    expect([inPoints(7250, 'id'), inPoints(7205, 'en'), inPoints(-1200, 'id'), inPoints(0, 'en'), inPoints(-5, 'id')]).toEqual([
      '72,5',
      '72.05',
      '−12',
      '0',
      '−0,05',
    ])
  })
})

describe('what is missing', () => {
  test('lowers the confidence, not the score: the part is taken at the average of what is known', () => {
    const need = needOf('N1', { documentsPercent: null })
    const { points, parts, confidence } = scored(programOf('P1'), need)
    // 57.5 of the 85 points that are known; 15 at the same rate.
    expect([points, parts[3]]).toMatchObject([6765, { criterion: 'documents', points: 1015, valuePpm: null }])
    expect(confidence).toEqual({ percent: 85, level: 'medium', missing: ['documentsPercent'] })
  })
  test('one half of inclusion that is known stands for both', () => {
    const part = (facts: Partial<Facts>) => scored(programOf('P1'), needOf('N1', facts)).parts[2]
    expect(part({ isWomenLed: true, isIn3T: null })).toMatchObject({ points: 2000, valuePpm: 1_000_000 })
    expect(part({ isWomenLed: null, isIn3T: false })).toMatchObject({ points: 0, valuePpm: 0 })
  })
  test('a fact that is too old counts as missing, and its age is told', () => {
    const need = { ...needOf('N1'), origins: { documentsPercent: { source: 'survey', asOf: '2024-01-01' } } }
    const { parts, confidence } = scored(programOf('P1'), need)
    expect(parts[3]).toMatchObject({ valuePpm: null, facts: [{ value: 100, isStale: true, ageDays: 791 }] })
    expect(confidence.missing).toEqual(['documentsPercent'])
  })
  test('with nothing known there are no points beside the ask, and no confidence', () => {
    const program = { ...programOf('P1'), weights: { sdg: 50, ring: 0, inclusion: 30, documents: 20, cost: 0 } }
    const { points, confidence } = scored(program, { id: 'bare', facts: { askIdr: 100_000_000 } })
    expect([points, confidence.level, confidence.percent]).toEqual([0, 'low', 0])
  })
})

const weights = fc.record({
  sdg: fc.integer({ min: 0, max: 40 }),
  ring: fc.integer({ min: 0, max: 40 }),
  inclusion: fc.integer({ min: 0, max: 40 }),
  documents: fc.integer({ min: 0, max: 40 }),
  cost: fc.integer({ min: 1, max: 40 }),
})

test('raising one criterion never lowers the score, whatever the weights; the most of all parts is 100', () => {
  const raises: readonly Partial<Facts>[] = [
    { documentsPercent: 80 },
    { isWomenLed: true },
    { isIn3T: true },
    { place: 'Gresik' },
    { sdgs: [1, 4] },
    { askIdr: 60_000_000 },
  ]
  fc.assert(
    fc.property(weights, fc.constantFrom(...raises), (each, raise) => {
      const program = { ...programOf('P1'), weights: each }
      const low = needOf('N2', { documentsPercent: 30, isWomenLed: false, place: 'Tuban', sdgs: [4, 9] })
      const [before, after] = [scored(program, low), scored(program, { ...low, facts: { ...low.facts, ...raise } })]
      expect(after.points).toBeGreaterThanOrEqual(before.points)
      expect(after.parts.reduce((sum, { mostPoints }) => sum + mostPoints, 0)).toBe(10_000)
    }),
    { numRuns: 300 },
  )
})
