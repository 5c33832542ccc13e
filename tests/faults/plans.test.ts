// The fault plans in short, on processes of their own: two hundred applications in flight while roles are killed between their steps,
// engines wiped, killed and made to lose their answers. One stage and one load for all; the checker judges everything each time.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { check, type Evidence } from '@simpul/testkit/checker'
import { violated, violations } from '@simpul/testkit/violations'
import { kafkaWiped, temporalWiped } from './plans/engines.ts'
import { messages } from './plans/messages.ts'
import { atEachPoint, type Points } from './plans/points.ts'
import { restore } from './plans/restore.ts'
import { killing } from './plans/roles.ts'
import { Scene, type Judged } from './plans/run.ts'
import { crowd, QUOTA_PLACES, rush, type Rush } from './plans/rush.ts'
import { brokerOnce, databaseOnce, frozenOnce } from './plans/short.ts'
import { Stage } from './stage/stage.ts'
import { subjects } from './sums/subjects.ts'

/** The same each time, so that a failure can be had again; `npm run faults` takes another one each time. It stands in each test's name. */
const SEED = Number(process.env['SIMPUL_FAULTS_SEED'] ?? 20_260_110)
const APPLICATIONS = 200
const RATE = 15 // commands a second beside the applications: what two cores carry while roles restart
/** While people apply; with the pass at which it dies, so that something is under way on both sides of the point. */
const EARLY: Points = {
  api: ['command/after-commit@3'],
  relay: ['relay/after-log-append@2', 'relay/after-send@2', 'relay/before-removal@2'],
  projector: ['projector/after-write@2'],
  process: ['reaction/after-effect@2', 'starter/after-signal@2', 'starter/before-record@2'],
  worker: ['claim/after-insert', 'activity/after-effect@3', 'command/after-commit@3'],
}

/** While the quota answers approvals. */
const OF_QUOTA: Points = {
  process: ['reservation/after-reserve', 'reservation/after-answer', 'reservation/after-confirm', 'reservation/after-release'],
}

let stage: Stage
let scene: Scene
let last: Evidence

beforeAll(async () => {
  stage = await Stage.open()
  scene = await Scene.open({
    stage,
    seed: SEED,
    say: (what) => void (process.env['SIMPUL_FAULTS_SAY'] && process.stderr.write(`· ${what}\n`)),
  })
}, 120_000)
afterAll(() => stage?.close())

async function allHold(): Promise<Judged> {
  const judged = await scene.judge()
  last = judged.evidence
  const broken = judged.verdicts.filter(({ holds }) => !holds)
  if (broken.length > 0) writeFileSync(join(stage.folder, 'report.txt'), judged.report)
  expect(broken.length === 0 ? 'all hold' : `seed ${SEED}\n${judged.report}`).toBe('all hold')
  return judged
}

describe(`faults on real processes, seed ${SEED}`, () => {
  test(`${APPLICATIONS} applications in flight, each role killed at each named point; of 100 approvals on a quota for ${QUOTA_PLACES} all are answered exactly`, async () => {
    const [early, ofQuota] = [atEachPoint(EARLY), atEachPoint(OF_QUOTA)]
    const rushing = rush(scene.load, APPLICATIONS)
    const playing = scene.load.run(RATE, 30_000)
    let approving: ReturnType<Rush['approveAll']> | undefined
    await scene.disturb(
      {
        name: early.name,
        says: early.says,
        async disturb(disturbing) {
          await early.disturb(disturbing)
          approving = (await rushing).approveAll()
          await ofQuota.disturb(disturbing)
        },
      },
      Infinity,
    )
    await playing
    expect([...early.missed, ...ofQuota.missed]).toEqual([])
    const outcome = await approving
    await allHold()
    expect(outcome).toEqual({ approved: QUOTA_PLACES, told: 100 - QUOTA_PLACES })
  })

  test('the checker is not blind: each violation seeded into this very evidence is named', () => {
    expect(check(last, subjects).filter(({ holds }) => !holds)).toEqual([])
    const blind = violations.filter((violation) => {
      const verdicts = check(violated(last, violation), subjects)
      return !verdicts.some(({ invariant, holds }) => invariant === violation.invariant && !holds)
    })
    expect(blind.map(({ what }) => what)).toEqual([])
  })

  test.each([
    { plan: killing, ms: 12_000 },
    { plan: frozenOnce, ms: 8_000 },
    { plan: brokerOnce, ms: 15_000 },
    { plan: databaseOnce, ms: 15_000 },
    { plan: messages, ms: 8_000 },
  ])('$plan.name: $plan.says', async ({ plan, ms }) => {
    const playing = scene.load.run(RATE, ms)
    await scene.disturb(plan, ms)
    await playing
    await allHold()
  })

  test('Kafka and Temporal lose their whole data folders while everything runs: nothing is lost, open procedures go on', async () => {
    const playing = scene.load.run(RATE, 16_000)
    await scene.disturb(kafkaWiped, 8_000)
    await scene.disturb(temporalWiped, 8_000)
    await playing
    await allHold()
  })

  test('fifty clients save one draft and fifty taps carry one key while the API is killed: each intention counts once', async () => {
    await scene.disturb(crowd, Infinity)
    await allHold()
  })

  test('everything goes back to a backup under a new epoch while clients, Kafka and Temporal are ahead: only the time since is lost', async () => {
    const playing = scene.load.run(RATE, 20_000)
    await scene.disturb(restore, 12_000)
    await playing
    await allHold()
  })
})
