// Three hundred of the population on real processes and engines: nothing is lost, money and quota are exact.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Random } from './load/random.ts'
import { Scene } from './plans/run.ts'
import { applicant } from './population/people.ts'
import { populate } from './population/run.ts'
import { Stage } from './stage/stage.ts'

/** The same each time; `npm run population` takes another one each time. */
const SEED = 20_261_124
const COUNT = 300

let stage: Stage
let scene: Scene
beforeAll(async () => {
  stage = await Stage.open()
  scene = await Scene.open({ stage, seed: SEED, say: () => undefined })
}, 120_000)
afterAll(() => stage?.close())

test(`${COUNT} people, seed ${SEED}: each comes to an end, and journeys, lenders' figures, quotas and the checker agree`, async () => {
  const { ended, lenders } = await populate({ load: scene.load, seed: SEED, count: COUNT, atOnce: 24, outside: stage.outside })
  const { verdicts, report } = await scene.judge()
  const broken = verdicts.filter(({ holds }) => !holds)
  if (broken.length > 0) writeFileSync(join(stage.folder, 'report.txt'), report)
  expect(broken.length === 0 ? 'all hold' : report).toBe('all hold')
  expect(ended).toBe(COUNT)
  for (const { byJourneys, byFigures } of lenders) expect(byFigures).toEqual(byJourneys)
  const all = lenders.map(({ byJourneys }) => byJourneys.count)
  for (const outcome of ['withdrawn', 'rejected', 'told', 'disbursed'] as const)
    expect([outcome, all.some((count) => count[outcome] > 0)]).toEqual([outcome, true])
})

test('the same seed gives the same people, and no two of ten thousand share a NIK', () => {
  const people = (seed: number) => Array.from({ length: 10_000 }, (_, n) => applicant(n, new Random(seed).fork(n), '2026-11-24'))
  const [one, same] = [people(7), people(7)]
  expect(same).toEqual(one)
  expect(new Set(one.map(({ person }) => person.nik)).size).toBe(10_000)
  expect(people(8)[0]).not.toEqual(one[0])
})
