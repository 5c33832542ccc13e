// One way to break each invariant, applied to evidence of a run in which all held: the checker must name each, or it is blind.
// Guarantees: each changes only what its name says, in a copy. Used on a small invented service (check.test.ts) and on a real run.
import type { InvariantId } from './check.ts'
import type { Attempt, Evidence, KafkaRecord, LoggedEvent, StoredDocument, WorkflowEvidence } from './evidence.ts'

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Mutable<Item>[] : T[Key] }
type Draft = {
  run: Mutable<Evidence['run']>
  requests: Mutable<Attempt>[]
  services: { name: string; collections: Record<string, Record<string, unknown>[]> }[]
  kafka: Mutable<KafkaRecord>[]
  offsets: Mutable<Evidence['offsets'][number]>[]
  workflows: Mutable<WorkflowEvidence>[]
}

export interface Violation {
  readonly invariant: InvariantId
  readonly what: string
  seed(evidence: Draft): void
}

/** Applied to a copy. */
export function violated(evidence: Evidence, { seed }: Violation): Evidence {
  const draft = structuredClone(evidence) as unknown as Draft
  seed(draft)
  return draft
}

function must<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`the evidence has no ${what} to break`)
  return found
}

const collections = (draft: Draft) => draft.services.flatMap(({ collections }) => Object.entries(collections))
const logs = (draft: Draft) =>
  collections(draft).filter(([name, of]) => name.endsWith('.events') && of.length > 0) as unknown as [string, LoggedEvent[]][]
const rowsOf = (draft: Draft) =>
  must(
    collections(draft).find(([name, of]) => name.startsWith('rows.') && of.length > 0),
    'row',
  )[1]

const isAnswered = ({ outcome, status = 0, expects = [] }: Attempt) =>
  outcome === 'answered' && status < 300 && expects.length > 0
const answered = (draft: Draft) => must(draft.requests.find(isAnswered), 'answered command')
const attemptsOf = (draft: Draft, { commandId }: Attempt) => draft.requests.filter((each) => each.commandId === commandId)

/** Of an aggregate with several events, one in the middle. */
function middleEvent(draft: Draft): [LoggedEvent[], LoggedEvent] {
  for (const [, events] of logs(draft)) {
    const found = events.find(
      (event) => event.sequence === 1 && events.some((other) => other.aggregateId === event.aggregateId && other.sequence === 2),
    )
    if (found) return [events, found]
  }
  throw new Error('no aggregate has two events')
}

function someDocument(draft: Draft): Record<string, unknown> & { outbox: unknown[]; version: number } {
  const [name] = must(logs(draft)[0], 'log')
  const documents = must(
    collections(draft).find(([each]) => each === name.slice(0, -'.events'.length)),
    'documents',
  )[1]
  return must(documents[0], 'document') as never
}

/** The first number anywhere in a state. */
function changeANumber(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const record = value as Record<string, unknown>
  for (const [key, each] of Object.entries(record)) {
    if (typeof each === 'number') record[key] = each + 1
    if (typeof each === 'number' || changeANumber(each)) return true
  }
  return false
}

function changeAState(draft: Draft): void {
  for (const [name] of logs(draft)) {
    const documents = must(
      collections(draft).find(([each]) => each === name.slice(0, -'.events'.length)),
      'documents',
    )[1] as unknown as StoredDocument[]
    if (documents.some(({ state }) => changeANumber(state))) return
  }
  throw new Error('no state holds a number')
}

/** One of each process: a watch may be missing or deaf, for its round is over. */
const runningOfEach = (draft: Draft) =>
  [
    ...Map.groupBy(
      draft.workflows.filter(({ status }) => status === 'RUNNING'),
      ({ workflowId }) => workflowId.split('/')[0],
    ),
  ].map(([, of]) => of)
const running = (draft: Draft) =>
  must(
    draft.workflows.find(({ status }) => status === 'RUNNING'),
    'running workflow',
  )
const calmly = (draft: Draft) => Math.max(0, ...draft.run.windows.map(({ to }) => to)) + 3_600_000

const inLogAndStreams: readonly Violation[] = [
  {
    invariant: 'I1',
    what: 'an event of an answered command is deleted from the log',
    seed(draft) {
      const { commandId } = answered(draft)
      for (const [, events] of logs(draft)) {
        const at = events.findIndex((event) => event.commandId === commandId)
        if (at < 0) continue
        events.splice(at, 1)
        return
      }
    },
  },
  {
    invariant: 'I1',
    what: 'an answered command gave something else than it had to',
    seed(draft) {
      for (const attempt of attemptsOf(draft, answered(draft))) attempt.expects = ['SomethingElse']
    },
  },
  {
    invariant: 'I1',
    what: 'a command is carried out twice',
    seed(draft) {
      const [events, first] = middleEvent(draft)
      const last = Math.max(
        ...events.filter(({ aggregateId }) => aggregateId === first.aggregateId).map(({ sequence }) => sequence),
      )
      const id = `${first.aggregateId}:${String(last + 1).padStart(12, '0')}`
      events.push({ ...first, id, sequence: last + 1 })
    },
  },
  {
    invariant: 'I1',
    what: 'the first event of two never reached Kafka',
    seed(draft) {
      const [, { id }] = middleEvent(draft)
      draft.kafka = draft.kafka.filter(({ headers }) => headers['ce_id'] !== id)
    },
  },
  {
    invariant: 'I1',
    what: 'Kafka has two events of one key in the wrong order',
    seed(draft) {
      const [, { id, aggregateId }] = middleEvent(draft)
      const ofKey = draft.kafka.filter(({ key }) => key === aggregateId)
      const first = Math.min(...ofKey.filter(({ headers }) => headers['ce_id'] === id).map(({ offset }) => offset))
      const after = Math.max(...draft.kafka.map(({ offset }) => offset)) + 1
      for (const record of ofKey) if (record.headers['ce_id'] === id) record.offset = after + record.offset - first
    },
  },
  {
    invariant: 'I1',
    what: 'Kafka says something else than the log',
    seed(draft) {
      const [, { id }] = middleEvent(draft)
      for (const record of draft.kafka) if (record.headers['ce_id'] === id) record.value = '{"said":"otherwise"}'
    },
  },
  {
    invariant: 'I2',
    what: 'a refused command left its events',
    seed(draft) {
      for (const attempt of attemptsOf(draft, answered(draft)))
        Object.assign(attempt, { status: 409, code: 'seeded/refused', outcome: 'answered' })
    },
  },
  {
    invariant: 'I2',
    what: 'half of a command without an answer was carried out',
    seed(draft) {
      for (const attempt of attemptsOf(draft, answered(draft))) {
        attempt.expects = [...(attempt.expects ?? []), 'TheOtherHalf']
        attempt.outcome = 'ambiguous'
        delete (attempt as { status?: number }).status
      }
    },
  },
  {
    invariant: 'I2',
    what: 'an event that nobody asked for',
    seed(draft) {
      const { commandId } = answered(draft)
      draft.requests = draft.requests.filter((attempt) => attempt.commandId !== commandId)
    },
  },
]

const inStates: readonly Violation[] = [
  { invariant: 'I3', what: 'a stored balance is changed', seed: changeAState },
  {
    invariant: 'I4',
    what: 'a row of a projection is changed',
    seed: (draft) => void (must(rowsOf(draft)[0], 'row')['row'] = { changed: true }),
  },
  { invariant: 'I4', what: 'a row of a projection is missing', seed: (draft) => void rowsOf(draft).shift() },
  {
    invariant: 'I5',
    what: 'a consumer has skipped an event',
    seed(draft) {
      const positions = must(
        collections(draft).find(([name, of]) => name === 'positions' && of.length > 0),
        'position',
      )[1] as { at: Record<string, number> }[]
      const { at } = must(positions[0], 'position')
      at[must(Object.keys(at)[0], 'group')] = 0
    },
  },
  {
    invariant: 'I6',
    what: 'an event is left in an outbox',
    seed(draft) {
      const [, events] = must(logs(draft)[0], 'log')
      someDocument(draft).outbox.push(must(events[0], 'event'))
    },
  },
  {
    invariant: 'I6',
    what: 'a consumer group stands before the end',
    seed: (draft) => void (must(draft.offsets[0], 'group').committed -= 1),
  },
  {
    invariant: 'I6',
    what: 'a person waited in vain',
    seed: (draft) => void draft.run.unfinished.push('kur-1: waited for the checks'),
  },
  { invariant: 'I6', what: 'it never became quiet', seed: (draft) => void (draft.run.quietAfterMs = null) },
]

const inProcesses: readonly Violation[] = [
  {
    invariant: 'I7',
    what: 'an open procedure has lost its workflow',
    seed(draft) {
      const lost = new Set(runningOfEach(draft).map(([first]) => first?.workflowId))
      draft.workflows = draft.workflows.filter(({ workflowId }) => !lost.has(workflowId))
    },
  },
  {
    invariant: 'I7',
    what: 'a workflow is left open',
    seed(draft) {
      must(
        draft.workflows.find(({ status }) => status === 'COMPLETED'),
        'completed workflow',
      ).status = 'RUNNING'
    },
  },
  { invariant: 'I7', what: 'a workflow has failed', seed: (draft) => void (running(draft).status = 'FAILED') },
  {
    invariant: 'I7',
    what: 'a workflow was not told of an event',
    seed(draft) {
      for (const of of runningOfEach(draft)) {
        const deaf = of.find(({ heard }) => new Set(heard).size > 1)
        const last = Math.max(...(deaf?.heard ?? []))
        if (deaf) deaf.heard = (deaf.heard ?? []).filter((sequence) => sequence !== last)
      }
    },
  },
  {
    invariant: 'I9',
    what: 'poison without a dead letter',
    seed: (draft) => void draft.run.poisoned.push({ group: 'seeded.group', key: 'swallowed' }),
  },
  {
    invariant: 'I9',
    what: 'a dead letter that nobody poisoned',
    seed(draft) {
      const { collections: of } = must(draft.services[0], 'service')
      of['blocked_keys'] = [...(of['blocked_keys'] ?? []), { group: 'seeded.group', key: 'innocent', cause: 'seeded' }]
    },
  },
  {
    invariant: 'I10',
    what: 'a 503 long after the faults',
    seed: (draft) =>
      void draft.requests.push({
        at: calmly(draft),
        ms: 5,
        journey: 'seeded',
        method: 'GET',
        path: '/seeded',
        outcome: 'answered',
        status: 503,
      }),
  },
  {
    invariant: 'I10',
    what: 'an answer that breaks its schema',
    seed: (draft) => void (answered(draft).misfit = 'version is not an integer'),
  },
  {
    invariant: 'I10',
    what: 'a process that grows',
    seed(draft) {
      draft.run.memory = Array.from({ length: 60 }, (_, n) => ({ at: n * 10_000, process: 'seeded', pid: 1, rssMb: 100 + n * 5 }))
    },
  },
]

export const violations: readonly Violation[] = [...inLogAndStreams, ...inStates, ...inProcesses]
