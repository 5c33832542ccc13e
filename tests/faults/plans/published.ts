// What a run leaves behind for others to read: when, on what, what was asked, what was done to it, and what the checker said; and a table of
// all that lie in the folder. Guarantees: every figure is counted in the run itself. Does not: keep requests or databases (`--keep` does).
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Attempt } from '@simpul/testkit/checker'
import { VERSION as KAFKA } from '../../../infra/engines/kafka.mjs'
import { VERSION as TEMPORAL } from '../../../infra/engines/temporal.mjs'
import { ROOT } from '../stage/role.ts'
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

type Result = ReturnType<typeof resultOf>

export function publish(folder: string, scene: Scene, judged: Judged, what: Published): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${what.plan}.json`), `${JSON.stringify(resultOf(scene, judged, what), null, 2)}\n`)
  const results = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Result)
  writeFileSync(join(folder, 'README.md'), tableOf(results))
}

function resultOf(scene: Scene, judged: Judged, { loadFor, ...what }: Published) {
  const { evidence, verdicts, journeysEndedAfterMs } = judged
  const { run, requests, kafka, workflows, services } = evidence
  return {
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
        holds ? 'holds' : { broken: counterexample ?? '', count },
      ]),
    ),
  }
}

/** While the load was running; a command is one intention, however often it was sent. */
function asked(requests: readonly Attempt[], { from, to }: Published['loadFor']) {
  const commandsIn = (of: readonly Attempt[]) => new Set(of.flatMap(({ commandId }) => commandId ?? [])).size
  const count = (fits: (attempt: Attempt) => boolean) => requests.filter(fits).length
  const during = commandsIn(requests.filter(({ at }) => at >= from && at <= to))
  return {
    requests: requests.length,
    commands: commandsIn(requests),
    commandsPerSecond: Math.round((during / ((to - from) / 1000)) * 10) / 10,
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
  const plain = told.map((what) => what.replace(/[0-9a-f-]{36}/g, '…').replace(/(?<![A-Za-z])-?\d[\d,.]*/g, 'n'))
  return Object.fromEntries([...Map.groupBy(plain, (what) => what)].map(([what, of]) => [what, of.length]))
}

function tableOf(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const { plan, minutes, ratePerSecond, seed, date, commit, asked: sent, seen, afterHealing, verdicts } = result
    const { allJourneysEndedMs, thenQuietMs } = afterHealing
    const broken = Object.entries(verdicts).filter(([, verdict]) => verdict !== 'holds')
    const quiet = thenQuietMs === null ? 'never quiet' : `${seconds(allJourneysEndedMs)} + ${seconds(thenQuietMs)}`
    return [
      `${plan} (seed ${seed})`,
      `${date.slice(0, 10)}, ${commit}`,
      `${minutes} min at ${ratePerSecond}/s asked, ${sent.commandsPerSecond}/s sent`,
      `${sent.commands} commands in ${sent.requests} requests, ${seen.events} events, ${seen.workflows} workflows`,
      quiet,
      broken.length === 0 ? 'all hold' : `broken: ${broken.map(([invariant]) => invariant).join(', ')}`,
    ].join(' | ')
  })
  return [
    '# Last results of the fault plans',
    '',
    'Written by `npm run faults -- --publish tests/faults/results`; docs/reliability.md says what the plans and promises are.',
    '',
    '| plan | when, what | load | what was judged | after the healing: last journey (45 s of people going on included), then quiet | I1–I10 |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n')
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
