// Heals a stage and waits until nothing moves any more, in bounded time; then gathers the evidence.
// Guarantees: quiet means: no outbox waits, every consumer stands at the end of the log, no new event came for two seconds.
import { setTimeout as sleep } from 'node:timers/promises'
import { positionField } from '@simpul/platform'
import mongoose from 'mongoose'
import {
  check,
  readKafka,
  readOffsets,
  readRequests,
  readServices,
  readWorkflows,
  type Evidence,
  type RunEvidence,
  type Verdict,
} from '@simpul/testkit/checker'
import { PREFIX, type Stage } from '../stage/stage.ts'
import { ROLES } from '../stage/role.ts'
import { subjects } from '../sums/subjects.ts'

const STILL_MS = 2_000

/** Answers which roles did not come back, in words: the checker's business, not the end of the run. */
export async function heal(stage: Stage): Promise<string[]> {
  for (const engine of Object.values(stage.engines)) {
    engine.proxy.set({ kind: 'pass' })
    engine.signal('SIGCONT')
  }
  stage.healLinks()
  for (const name of ROLES) stage.roles[name].signal('SIGCONT')
  return stage.notReady()
}

/** Milliseconds until it was quiet, null when that took too long; `waits` says what still waited. */
export async function untilQuiet(stage: Stage, withinMs: number): Promise<{ afterMs: number | null; waits: string[] }> {
  const client = await mongoose.mongo.MongoClient.connect(stage.addresses.mongoUrl)
  const begun = Date.now()
  let last = ''
  let since = Date.now()
  try {
    for (;;) {
      const { waits, mark } = await standing(client)
      if (mark !== last) since = Date.now()
      last = mark
      if (waits.length === 0 && Date.now() - since >= STILL_MS) return { afterMs: since - begun, waits }
      if (Date.now() - begun > withinMs) return { afterMs: null, waits: waits.length > 0 ? waits : ['events still come'] }
      await sleep(250)
    }
  } finally {
    await client.close()
  }
}

/** What waits, and a mark that changes whenever anything moves. */
async function standing(client: mongoose.mongo.MongoClient): Promise<{ waits: string[]; mark: string }> {
  const waits: string[] = []
  const marks: number[] = []
  const lengths = new Map<string, number>()
  for (const { name, aggregates } of subjects) {
    const db = client.db(`${PREFIX}_${name}`)
    for (const { contract } of aggregates) {
      const collection = contract.source.split('.')[1] ?? ''
      const waiting = await db.collection(collection).countDocuments({ outboxSince: { $gt: 0 } })
      const length = await db.collection(`${collection}.events`).countDocuments({})
      lengths.set(contract.source, length)
      marks.push(length)
      if (waiting > 0) waits.push(`${waiting} outboxes of ${contract.source}`)
    }
  }
  for (const { name, projections, reactions, processes } of subjects) {
    const db = client.db(`${PREFIX}_${name}`)
    const blocked = await db.collection<{ group: string; key: string }>('blocked_keys').find().toArray()
    const behind = (group: string, source: string, taken: readonly number[]) => {
      const done = taken.reduce((sum, seq) => sum + seq, 0)
      marks.push(done)
      const forgiven = blocked.some((each) => each.group === group) // a blocked key is the checker's business
      if (done !== (lengths.get(source) ?? 0) && !forgiven) waits.push(`${group} has ${done} of ${lengths.get(source)} events`)
    }
    for (const projection of projections) {
      const rows = await db
        .collection<{ seq: number }>(`rows.${projection.name}`)
        .find({}, { projection: { seq: 1 } })
        .toArray()
      behind(
        `${name}.${projection.name}`,
        projection.from.source,
        rows.map(({ seq }) => seq),
      )
    }
    const positions = await db.collection<{ _id: string; at: Record<string, number> }>('positions').find().toArray()
    for (const { name: group, from } of [...reactions, ...processes]) {
      // A starter also notes under `temporal:` which Temporal it has fed; that is no aggregate's position.
      const mine = positions.filter(({ _id }) => !_id.startsWith('temporal:'))
      behind(
        `${name}.${group}`,
        from.source,
        mine.map(({ at }) => at[positionField(`${name}.${group}`)] ?? 0),
      )
    }
  }
  return { waits, mark: marks.join() }
}

export async function gather(stage: Stage, journal: string, run: RunEvidence): Promise<Evidence> {
  const { epoch } = stage
  const { mongoUrl, brokers, temporal } = stage.addresses
  const names = subjects.map(({ name }) => name)
  const [requests, services, kafka, offsets, workflows] = await Promise.all([
    readRequests(journal),
    readServices(mongoUrl, PREFIX, names),
    readKafka(brokers, epoch),
    readOffsets(brokers, epoch),
    readWorkflows(temporal, `simpul-${epoch}`),
  ])
  return { run, requests, services, kafka, offsets, workflows }
}

/** What Temporal shows of itself and offsets that are committed a moment later may lag: looked at again until the time is over. */
export async function settled(
  stage: Stage,
  journal: string,
  run: RunEvidence,
  withinMs: number,
): Promise<{ evidence: Evidence; verdicts: Verdict[] }> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const evidence = await gather(stage, journal, run)
    const verdicts = check(evidence, subjects)
    if (verdicts.every(({ holds }) => holds) || Date.now() > deadline) return { evidence, verdicts }
    await sleep(1_000)
  }
}
