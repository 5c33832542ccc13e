// What the bench makes of its samples: medians, ratios, targets, slopes and the arithmetic of capacity.
import { expect, test } from 'vitest'
import { applicationMs, ASSUMED, capacity } from './capacity.ts'
import { drawnPages } from './draw.ts'
import { kept, keptSamples } from './results.ts'
import { figuresOf, type Sample } from './samples.ts'
import { fitted } from './soak.ts'
import { verdictOf } from './targets.ts'

const rate = (rival: Sample['rival'], round: number, value: number): Sample => ({
  metric: 'M1 create',
  unit: '/s',
  rival,
  round,
  value,
})

test('a ratio is taken inside a round, so a machine that slows down changes nothing', () => {
  const samples = [1_000, 500, 100].flatMap((speed, round) => [rate('ours', round, speed * 0.8), rate('limit', round, speed)])
  const [figure] = figuresOf(samples)
  expect(figure?.ratios.limit).toEqual({ median: 0.8, least: 0.8, most: 0.8 })
  expect(figure).toMatchObject({ ours: 400, limit: 500, peer: null, spread: { ours: [80, 800] }, rounds: 3 })
})

test('a target is met at its bound, missed beyond it, and neither when nothing was measured', () => {
  const figures = figuresOf([rate('ours', 1, 60), rate('limit', 1, 100)])
  const found = (least: number) => verdictOf({ metric: 'M1 create', over: 'limit', least }, figures).met
  expect([found(0.6), found(0.61)]).toEqual([true, false])
  expect(verdictOf({ metric: 'M9', most: 50 }, figures)).toEqual({ target: 'M9 ≤ 50', found: null, met: null })
})

test('the slope of a line is found, and is sure; of noise it is not', () => {
  const points = Array.from({ length: 40 }, (_, second) => ({ second, mib: 100 + second * 0.5 }))
  const { slope, interval } = fitted(points)
  expect(slope).toBeCloseTo(0.5, 9)
  expect(interval).toBeLessThan(1e-6)
  const noisy = fitted(points.map(({ second }) => ({ second, mib: 100 + (second % 2) * 10 })))
  expect(noisy.interval).toBeGreaterThan(Math.abs(noisy.slope))
})

test('a hundred times the businesses take a hundred times the cores, and as much money each', () => {
  const costs = {
    ...{ command: 2, procedure: 60, page: 3, apiPerCommand: 1, projectorPerEvent: 0.1 },
    ...{ relayPerSecond: 5_000, projectorPerSecond: 5_000, applicationBytes: 1_000, eventBytes: 700, messageBytes: 900 },
  }
  const { commandsByPeoplePerApplication: commands, stepsOfProceduresPerApplication: steps, pagesPerApplication: pages } = ASSUMED
  expect(applicationMs(costs)).toBe(commands * 2 + steps * 20 + pages * 3)
  const values = (name: string) => capacity(costs).find((line) => line.name === name)?.values ?? []
  expect(values('cores, engines included')[0]).toBeCloseTo(ASSUMED.coresOfOneServer, 9)
  expect(values('cores, engines included')[2]).toBeCloseTo(100 * ASSUMED.coresOfOneServer, 6)
  const [one = 0, , hundred = 1] = values('rupiah a business and year')
  expect(hundred).toBeCloseTo(one, 6)
})

test('what is kept follows from the samples beside it, and the pages show it', () => {
  const results = kept()
  expect(results?.figures ?? []).toEqual(figuresOf(keptSamples()))
  const pages = results === null ? [] : drawnPages(results)
  expect(pages.map(({ committed }) => committed)).toEqual(pages.map(({ drawn }) => drawn))
})
