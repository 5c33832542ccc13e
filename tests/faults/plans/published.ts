// What a run leaves behind for others to read: when, on what, what was asked, what was done to it, and what the checker said.
// Guarantees: every figure is counted in the run itself. Does not: keep requests or databases (`--keep` does).
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, totalmem } from 'node:os'
import { dirname } from 'node:path'
import type { Attempt } from '@simpul/testkit/checker'
import { VERSION as KAFKA } from '../../../infra/engines/kafka.mjs'
import { VERSION as TEMPORAL } from '../../../infra/engines/temporal.mjs'
import type { Judged, Scene } from './run.ts'

export interface Published {
  readonly plan: string
  readonly says: string
  /** The former release, of an upgrade. */
  readonly from?: string
  readonly minutes: number
  readonly ratePerSecond: number
  /** While journeys were begun, in milliseconds since 1970. */
  readonly loadFor: { readonly from: number; readonly to: number }
}

const ROOT = new URL('../../../', import.meta.url).pathname

export function publish(file: string, scene: Scene, judged: Judged, { loadFor, ...what }: Published): void {
  const { evidence, verdicts, journeysEndedAfterMs } = judged
  const { run, requests, kafka, workflows, services } = evidence
  const result = {
    ...what,
    seed: run.seed,
    date: new Date().toISOString(),
    commit: execFileSync('git', ['describe', '--always', '--dirty'], { cwd: ROOT, encoding: 'utf8' }).trim(),
    machine: { cores: availableParallelism(), memoryGb: Math.round(totalmem() / 2 ** 30), load15AtEnd: loadavg()[2] },
    versions: { node: process.version, kafka: KAFKA, temporal: TEMPORAL, mongodb: 'embedded stand-in' },
    asked: { ...asked(requests, loadFor), turnedAway: scene.load.turnedAway },
    seen: { events: eventsIn(services), messages: kafka.length, workflows: workflows.length },
    faults: tally(scene.told),
    afterHealing: { allJourneysEndedMs: journeysEndedAfterMs, thenQuietMs: run.quietAfterMs },
    verdicts: Object.fromEntries(
      verdicts.map(({ invariant, holds, counterexample, count }) => [
        invariant,
        holds ? 'holds' : { broken: counterexample, count },
      ]),
    ),
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
}

/** While the load was running; a command is one intention, however often it was sent. */
function asked(requests: readonly Attempt[], { from, to }: { from: number; to: number }) {
  const during = requests.filter(({ at }) => at >= from && at <= to)
  const commands = new Set(during.flatMap(({ commandId }) => commandId ?? []))
  const count = (fits: (attempt: Attempt) => boolean) => requests.filter(fits).length
  return {
    requests: requests.length,
    commands: new Set(requests.flatMap(({ commandId }) => commandId ?? [])).size,
    commandsPerSecond: Math.round((commands.size / ((to - from) / 1000)) * 10) / 10,
    answered2xx: count(({ status = 0 }) => status >= 200 && status < 400),
    refused4xx: count(({ status = 0 }) => status >= 400 && status < 500),
    failed5xx: count(({ status = 0 }) => status >= 500),
    withoutAnswer: count(({ outcome }) => outcome === 'ambiguous'),
  }
}

const eventsIn = (services: Judged['evidence']['services']) =>
  services
    .flatMap(({ collections }) => Object.entries(collections))
    .filter(([name]) => name.endsWith('.events'))
    .reduce((sum, [, of]) => sum + of.length, 0)

/** What was told of faults, with how often: numbers and ids in it are left out. */
function tally(told: readonly string[]): Record<string, number> {
  const plain = told.map((what) => what.replace(/[0-9a-f-]{36}/g, '…').replace(/\d[\d,.]*/g, 'n'))
  return Object.fromEntries([...Map.groupBy(plain, (what) => what)].map(([what, of]) => [what, of.length]))
}
