// I6, I7, I9 and I10: nothing waits any more, the procedures stand where they should, what was refused was poison, and the API behaved.
// Guarantees: whatever still waits, runs or lags is named. Does not: wait itself; it judges what was collected.
import type { Attempt, FaultWindow, MemorySample } from './evidence.ts'
import { lostJourneys } from './restored.ts'
import type { World } from './world.ts'

/** After the healing, clients whose connection was cut and consumers whose session must end first: so long 5xx are forgiven. */
export const BUDGET_MS = 15_000
/** A process that grows by more than this over the second half of its life, and by more than a quarter, is not flat. */
export const GROWTH_MB_MAX = 60

/** Outboxes empty, consumers at the end, within the stated time. */
export function* nothingWaits({ evidence, kinds }: World): Generator<string> {
  const { quietAfterMs, quietWithinMs } = evidence.run
  if (quietAfterMs === null) yield `${quietWithinMs / 1000} s after the healing something still moved or waited`
  const lost = lostJourneys(evidence)
  for (const text of evidence.run.unfinished) if (!lost.has(text.split(':')[0] ?? '')) yield text
  for (const { source, documents } of kinds.values())
    for (const { _id, outbox, outboxSince } of documents.values()) {
      if (outbox.length > 0)
        yield `${source} ${_id}: ${outbox.length} events are still in its outbox, the first is ${outbox[0]?.id}`
      else if (outboxSince !== undefined) yield `${source} ${_id}: its empty outbox is still marked as waiting`
    }
  for (const { group, topic, partition, committed, end } of evidence.offsets)
    if (committed < end) yield `${group} has read ${committed} of ${end} messages of ${topic} partition ${partition}`
}

/** Each open round has one running workflow, and nothing else runs or has failed. */
export function* oneWorkflowARound({ evidence, subjects, kinds }: World): Generator<string> {
  const byId = Map.groupBy(evidence.workflows, ({ workflowId }) => workflowId)
  const open = new Set<string>()
  for (const { processes } of subjects)
    for (const process of processes)
      for (const [id, state] of kinds.get(process.from.source)?.folded ?? []) {
        const round = process.openRound(state as never)
        if (round !== null) open.add(`${process.name}/${id}/${round}`)
      }
  for (const id of open) {
    const running = (byId.get(id) ?? []).filter(({ status }) => status === 'RUNNING').length
    if (running !== 1) yield `the round ${id} is open, but ${running} workflows of it run`
  }
  const watches = new Set(subjects.flatMap(({ watches = [] }) => watches))
  const mayRun = (workflowId: string) => open.has(workflowId) || watches.has(workflowId.split('/')[0] ?? '')
  const ids = new Set([...kinds.values()].flatMap(({ documents }) => [...documents.keys()]))
  for (const { workflowId, status, pending, failures = [] } of evidence.workflows) {
    if (status === 'RUNNING' && !mayRun(workflowId)) yield `${workflowId} runs, but its round is over`
    if (!['RUNNING', 'COMPLETED', 'CONTINUED_AS_NEW'].includes(status)) yield `${workflowId} ended as ${status}`
    if (!ids.has(workflowId.split('/')[1] ?? '')) yield `${workflowId} is of an aggregate that is not there`
    const stuck = pending.find(({ attempt }) => attempt > 1)
    if (stuck) yield `${workflowId} still tries ${stuck.activity}, for the ${stuck.attempt}th time`
    for (const failure of failures) yield `${workflowId}: ${failure}`
  }
  yield* everyEventHeard(
    evidence.workflows.filter(({ workflowId }) => open.has(workflowId)),
    kinds,
    new Map(subjects.flatMap(({ processes }) => processes.map(({ name, hears }) => [name, hears] as const))),
  )
}

/** A workflow that runs has heard every event that it waits for of its aggregate since its round began, each at least once. */
function* everyEventHeard(
  workflows: World['evidence']['workflows'],
  kinds: World['kinds'],
  hearsOf: ReadonlyMap<string, readonly string[] | undefined>,
): Generator<string> {
  for (const { workflowId, status, heard } of workflows) {
    if (status !== 'RUNNING' || !heard || heard.length === 0) continue
    const [process = '', id = ''] = workflowId.split('/')
    const events = [...kinds.values()].map((kind) => kind.events.get(id) ?? []).find((found) => found.length > 0) ?? []
    const hears = hearsOf.get(process)
    const told = new Set(heard)
    const first = Math.min(...told)
    for (const { sequence, type } of events)
      if (sequence > first && !told.has(sequence) && (!hears || hears.includes(type)))
        yield `${workflowId} was never told of event ${sequence} (${type}) of ${events.length}`
  }
}

/** Blocked keys and operators' tasks = what the run poisoned, exactly. */
export function* deadLetters(world: World): Generator<string> {
  const wanted = new Set(world.evidence.run.poisoned.map(({ group, key }) => `${group}|${key}`))
  const found = new Set<string>()
  for (const subject of world.subjects) {
    for (const { group, key, cause } of world.collection(subject, 'blocked_keys')) {
      const id = `${String(group)}|${String(key)}`
      found.add(id)
      if (!wanted.has(id)) yield `${id} is blocked, but nobody poisoned it: ${String(cause)}`
    }
    for (const { _id, step, problem, closedAt } of world.collection(subject, 'operatorTasks'))
      if (closedAt === null) yield `an operator must look at ${String(_id)}: ${String(step)} ${String(problem)}`
  }
  for (const id of wanted) if (!found.has(id)) yield `${id} was poisoned, but it is not blocked`
}

/** No 5xx outside the fault windows and their budget, every answer as the API promises, memory flat. */
export function* behavedApi({ evidence }: World): Generator<string> {
  const { windows, memory } = evidence.run
  for (const attempt of evidence.requests) {
    const { method, path, journey, status = 0, code, at, ms, misfit, outcome, cause } = attempt
    const where = `${method} ${path} (${journey}, ${new Date(at).toISOString()}, ${ms} ms)`
    if (misfit !== undefined) yield `${where} was answered ${status}: ${misfit}`
    if (status >= 500 && !isForgiven(windows, attempt)) yield `${where} was answered ${status} ${code ?? ''} outside any fault`
    if (outcome === 'ambiguous' && cause !== 'vanished' && !isForgiven(windows, attempt))
      yield `${where} had no answer outside any fault: ${cause ?? ''}`
  }
  yield* growing(memory)
}

const isForgiven = (windows: readonly FaultWindow[], { at, ms }: Attempt) =>
  windows.some(({ from, to }) => at + ms >= from && at <= to + BUDGET_MS)

/** Shorter lives cannot tell growth from warming up. */
const LIFE_MS_MIN = 480_000

/** One life of a process, compared at its middle and its end. */
function* growing(memory: readonly MemorySample[]): Generator<string> {
  for (const [pid, samples] of Map.groupBy(memory, (sample) => sample.pid)) {
    const times = samples.map(({ at }) => at)
    const [begin, end] = [Math.min(...times), Math.max(...times)]
    if (end - begin < LIFE_MS_MIN) continue
    const later = samples.filter(({ at }) => at >= (begin + end) / 2)
    const [first, last] = [median(later.slice(0, 5)), median(later.slice(-5))]
    if (first === undefined || last === undefined) continue
    if (last - first > GROWTH_MB_MAX && last > first * 1.25)
      yield `${samples[0]?.process} (process ${pid}) grew from ${first} to ${last} MB in the second half of its life`
  }
}

const median = (samples: readonly MemorySample[]) =>
  samples.map(({ rssMb }) => rssMb).toSorted((a, b) => a - b)[samples.length >> 1]
