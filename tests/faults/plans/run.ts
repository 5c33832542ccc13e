// A scene: one stage with one load, disturbed by one plan after another, and judged as often as wanted.
// Guarantees: the seed decides people, amounts, ends and faults; a scene is judged in bounded time: everybody finishes, all becomes quiet,
// the checker looks at everything since the beginning.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { report, type Evidence, type FaultWindow, type RunEvidence, type Verdict } from '@simpul/testkit/checker'
import { EVERYDAY, Load } from '../load/load.ts'
import { Random } from '../load/random.ts'
import type { Stage } from '../stage/stage.ts'
import type { Disturbing, Plan } from './plan.ts'
import { heal, settled, untilQuiet } from './quiet.ts'

export interface SceneOptions {
  readonly stage: Stage
  readonly seed: number
  readonly mix?: Readonly<Record<keyof typeof EVERYDAY, number>>
  say(what: string): void
}

export interface Judged {
  readonly evidence: Evidence
  readonly verdicts: readonly Verdict[]
  readonly report: string
  /** Milliseconds from the last healing until the last journey had come to its end. */
  readonly journeysEndedAfterMs: number
}

/** After the healing: people wait for what procedures do by themselves, and clients for their last answers. */
const FINISH_MS = 120_000
const QUIET_MS = 60_000
const SETTLE_MS = 20_000

export class Scene {
  readonly stage: Stage
  readonly load: Load
  private readonly options: SceneOptions
  private readonly random: Random
  private readonly windows: FaultWindow[] = []
  private readonly wiped = new Set<RunEvidence['wiped'][number]>()
  private readonly restores: RunEvidence['restores'][number][] = []
  private readonly poisoned: RunEvidence['poisoned'][number][] = []
  /** Each fault, as it was told. */
  readonly told: string[] = []
  private plan = 'F0'
  private healedAt = 0

  private constructor(options: SceneOptions, load: Load) {
    this.options = options
    this.stage = options.stage
    this.load = load
    this.random = new Random(options.seed).fork(1_000_000)
  }

  static async open(options: SceneOptions): Promise<Scene> {
    const { stage, seed, mix = EVERYDAY } = options
    const journal = join(stage.folder, `requests-${seed}.jsonl`)
    return new Scene(options, await Load.open({ api: stage.api, issuer: stage.issuer, seed, journal, mix }))
  }

  say(what: string): void {
    appendFileSync(join(this.stage.folder, 'story.log'), `${new Date().toISOString()} ${what}\n`)
    this.options.say(what)
  }

  /** Disturbs for so long at most, then heals. */
  async disturb(plan: Plan, forMs: number): Promise<void> {
    this.plan = plan.name
    this.say(`${plan.name}: ${plan.says}`)
    const window = { from: Date.now(), what: plan.name }
    const disturbing: Disturbing = {
      stage: this.stage,
      load: this.load,
      random: this.random,
      until: window.from + forMs,
      say: (what) => {
        this.told.push(what)
        this.say(what)
      },
      allWell: () => void (window.from = Date.now()),
      restored: (how) => {
        this.restores.push(how)
        this.load.lookAgain()
      },
      wiped: (what) => this.wiped.add(what),
      poisoned: (group, key) => this.poisoned.push({ group, key }),
    }
    await plan.disturb(disturbing)
    this.load.unfinished.push(...(await heal(this.stage)))
    this.healedAt = Date.now()
    if (!plan.harmless) this.windows.push({ ...window, to: this.healedAt })
    this.say(`healed; ${this.load.open} journeys under way`)
  }

  /** Waits until everybody has finished and all is quiet, then has the checker look. */
  async judge(): Promise<Judged> {
    await this.load.finish(FINISH_MS)
    const journeysEndedAfterMs = Date.now() - this.healedAt
    const { afterMs, waits } = await untilQuiet(this.stage, QUIET_MS)
    for (const what of waits) this.say(`still waits: ${what}`)
    const run: RunEvidence = {
      seed: this.options.seed,
      plan: this.plan,
      windows: this.windows,
      poisoned: this.poisoned,
      wiped: [...this.wiped],
      restores: this.restores,
      memory: this.stage.memory,
      unfinished: this.load.unfinished,
      quietAfterMs: afterMs,
      quietWithinMs: QUIET_MS,
    }
    const { evidence, verdicts } = await settled(this.stage, this.load.journal.file, run, SETTLE_MS)
    this.say(`${JSON.stringify(this.load.journal.counts)}, turned away ${this.load.turnedAway}, quiet after ${afterMs} ms`)
    return { evidence, verdicts, report: report(verdicts, evidence), journeysEndedAfterMs }
  }
}
