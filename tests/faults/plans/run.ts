// One run: the load plays, the plan disturbs, then all is healed, everybody finishes, and the checker looks.
// Guarantees: the seed decides people, amounts, ends and faults; a run ends in bounded time and says of I1–I10 what holds.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { report, type Evidence, type FaultWindow, type RunEvidence, type Verdict } from '@simpul/testkit/checker'
import { EVERYDAY, Load } from '../load/load.ts'
import { Random } from '../load/random.ts'
import type { Stage } from '../stage/stage.ts'
import { heal, settled, untilQuiet } from './quiet.ts'
import type { Plan } from './plan.ts'

export interface RunOptions {
  readonly plan: Plan
  readonly seed: number
  readonly forMs: number
  readonly commandsPerSecond: number
  /** Before the first fault, so that something is in flight. */
  readonly warmUpMs?: number
  readonly mix?: Readonly<Record<keyof typeof EVERYDAY, number>>
  /** In which lag and outboxes must be gone after the healing. */
  readonly quietWithinMs?: number
  say(what: string): void
}

export interface Ran {
  readonly evidence: Evidence
  readonly verdicts: readonly Verdict[]
  readonly report: string
  readonly counts: Load['journal']['counts']
}

/** After the healing: people wait for what procedures do by themselves, and clients for their last answers. */
const FINISH_MS = 120_000
const QUIET_MS = 60_000
const SETTLE_MS = 20_000

export async function runPlan(stage: Stage, options: RunOptions): Promise<Ran> {
  const { plan, seed, forMs, commandsPerSecond, warmUpMs = 5_000, mix = EVERYDAY, quietWithinMs = QUIET_MS } = options
  const story = join(stage.folder, 'story.log')
  const say = (what: string) => {
    appendFileSync(story, `${new Date().toISOString()} ${what}\n`)
    options.say(what)
  }
  say(`${plan.name}: ${plan.says}; seed ${seed}, ${commandsPerSecond} commands a second for ${Math.round(forMs / 1_000)} s`)
  const journal = join(stage.folder, `requests-${plan.name}-${seed}.jsonl`)
  const load = await Load.open({ api: stage.api, issuer: stage.issuer, seed, journal, mix })
  const wiped = new Set<RunEvidence['wiped'][number]>()
  const poisoned: RunEvidence['poisoned'][number][] = []
  const until = Date.now() + forMs
  const playing = load.run(commandsPerSecond, forMs)
  await new Promise((resolve) => setTimeout(resolve, warmUpMs))
  const from = Date.now()
  await plan.disturb({
    stage,
    random: new Random(seed).fork(1_000_000),
    until,
    say,
    wiped: (what) => wiped.add(what),
    poisoned: (group, key) => poisoned.push({ group, key }),
  })
  await heal(stage)
  const windows: FaultWindow[] = plan.name === 'F0' ? [] : [{ from, to: Date.now(), what: plan.name }]
  say(`healed; ${load.open} journeys under way`)
  await playing
  await load.finish(FINISH_MS)
  const { afterMs, waits } = await untilQuiet(stage, quietWithinMs)
  for (const what of waits) say(`still waits: ${what}`)
  const run: RunEvidence = {
    seed,
    plan: plan.name,
    windows,
    poisoned,
    wiped: [...wiped],
    memory: stage.memory,
    unfinished: load.unfinished,
    quietAfterMs: afterMs,
    quietWithinMs,
  }
  const { evidence, verdicts } = await settled(stage, journal, run, SETTLE_MS)
  await load.journal.close()
  const { counts } = load.journal
  say(`${JSON.stringify(counts)}, turned away ${load.turnedAway}, quiet after ${afterMs} ms`)
  return { evidence, verdicts, report: report(verdicts, evidence), counts }
}
