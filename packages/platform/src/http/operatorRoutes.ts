// What operators see of a service, and what they may have it do: `/<service>/operator/…`, for the role `operator` alone.
// Guarantees: every act is recorded with who, when and why before it is done (operate/operation.ts), and answered with its number.
// Does not: do it; a process that can picks it up within a second or two. No answer holds personal data: causes are kinds of errors.
// Shown by operate.int.test.ts and tests/api/matrix.test.ts.
import { Type } from 'typebox'
import type { BlockedKeys } from '../consume/blocked.ts'
import { triedAgain } from '../consume/blocked.ts'
import type { Lagging } from '../host/lagging.ts'
import { WHY_CHARACTERS, type OperationAggregate } from '../operate/operation.ts'
import type { RecordedOperation, RecordedOperations } from '../operate/recordedOperations.ts'
import { refuse } from '../operate/refusals.ts'
import type { OperatorTasks } from '../process/operatorTasks.ts'
import { defineRoutes, type Routes } from './routes.ts'

export interface OperatorReads {
  readonly aggregate: OperationAggregate
  readonly tasks: OperatorTasks
  readonly blocked: BlockedKeys
  readonly requests: Pick<RecordedOperations, 'latest'>
  readonly projections: readonly string[]
  lagging(): Promise<readonly Lagging[]>
}

const may = { roles: ['operator'] } as const
const closed = <Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const name = Type.String({ minLength: 1, maxLength: 200 })
const key = Type.String({ minLength: 1, maxLength: 300 })
const why = Type.String({
  minLength: WHY_CHARACTERS.min,
  maxLength: WHY_CHARACTERS.max,
  description: 'Mengapa, tanpa nama atau data orang / why, without names or data of people',
})
const iso = (ms: number) => new Date(ms).toISOString()

const Task = closed({
  id: key,
  process: name,
  aggregateId: key,
  round: Type.Integer(),
  step: name,
  problem: Type.String(),
  openedAt: Type.String(),
})
const Blocked = closed({
  group: name,
  key,
  sequence: orNull(Type.Integer()),
  cause: Type.String(),
  since: Type.String(),
  triedAgain: Type.Boolean(),
})
const Lag = closed({
  kind: Type.Enum(['consumer', 'outbox', 'rebuild']),
  of: name,
  behind: orNull(Type.Integer()),
  oldestSeconds: orNull(Type.Integer()),
})
const Operation = closed({
  id: key,
  kind: Type.Enum(['resume', 'redrive', 'rebuild']),
  of: name,
  key: orNull(key),
  why: Type.String(),
  at: Type.String(),
  status: Type.Enum(['requested', 'done', 'failed']),
  outcome: orNull(Type.String()),
})

const shown = ({ id, kind, of, key: which, why: because, at, status, ...rest }: RecordedOperation) => ({
  id,
  kind,
  of,
  key: which,
  why: because,
  at,
  status,
  outcome: 'outcome' in rest ? rest.outcome : 'cause' in rest ? rest.cause : null,
})

export function operatorRoutes(reads: OperatorReads): Routes {
  return defineRoutes({ tag: 'Operator' }, (route) => {
    route.list('/operator/tasks', {
      summary: { id: 'Langkah yang menunggu operator', en: 'Steps that wait for an operator' },
      may,
      query: closed({}),
      item: Task,
      rows: async ({ limit }) => ({
        rows: (await reads.tasks.openOnes(limit)).map(({ id, process, aggregateId, round, step, problem, openedAt }) => ({
          id,
          process,
          aggregateId,
          round,
          step,
          problem,
          openedAt: iso(openedAt),
        })),
        next: null,
      }),
    })
    route.list('/operator/blocked-keys', {
      summary: { id: 'Kunci yang tertahan, dengan sebabnya', en: 'Blocked keys, with their cause' },
      may,
      query: closed({}),
      item: Blocked,
      rows: async ({ limit }) => ({
        rows: (await reads.blocked.all(limit)).map(({ at, ...row }) => ({
          ...row,
          since: iso(at),
          triedAgain: triedAgain(row.group),
        })),
        next: null,
      }),
    })
    route.list('/operator/lag', {
      summary: { id: 'Apa yang tertinggal', en: 'What lags' },
      may,
      query: closed({}),
      item: Lag,
      rows: async ({ limit }) => ({ rows: (await reads.lagging()).slice(0, limit), next: null }),
    })
    route.list('/operator/requests', {
      summary: { id: 'Permintaan operator dan hasilnya', en: 'Requests of operators and what came of them' },
      may,
      query: closed({}),
      item: Operation,
      rows: async ({ limit }) => ({ rows: (await reads.requests.latest(limit)).map(shown), next: null }),
    })
    asks(route, reads)
  })
}

type Builder = Parameters<Parameters<typeof defineRoutes>[1]>[0]

/** Each is a creation: its number comes from subject, route and Idempotency-Key, so a repetition asks for nothing new. */
function asks(route: Builder, { aggregate, tasks, blocked, projections }: OperatorReads): void {
  route.create('/operator/resumptions', {
    summary: { id: 'Lanjutkan langkah yang menunggu', en: 'Resume a step that waits' },
    may,
    aggregate,
    location: '/operator/requests',
    body: closed({ task: key, why }),
    async command({ body }) {
      const task = await tasks.openOne(body.task)
      if (!task) throw refuse('operator/no-such-task')
      return { type: 'RequestOperation', kind: 'resume', of: task.process, key: body.task, why: body.why }
    },
  })
  route.create('/operator/redrives', {
    summary: { id: 'Jalankan lagi kunci yang tertahan', en: 'Redrive a blocked key' },
    may,
    aggregate,
    location: '/operator/requests',
    body: closed({ group: name, key, why }),
    async command({ body }) {
      if (triedAgain(body.group)) throw refuse('operator/relay-retries')
      if (!(await blocked.among(body.group, [body.key])).has(body.key)) throw refuse('operator/not-blocked')
      return { type: 'RequestOperation', kind: 'redrive', of: body.group, key: body.key, why: body.why }
    },
  })
  route.create('/operator/rebuilds', {
    summary: { id: 'Bangun ulang satu proyeksi', en: 'Rebuild a projection' },
    may,
    aggregate,
    location: '/operator/requests',
    body: closed({ projection: name, why }),
    command({ body }) {
      if (!projections.includes(body.projection)) throw refuse('operator/no-such-projection')
      return { type: 'RequestOperation', kind: 'rebuild', of: body.projection, key: null, why: body.why }
    },
  })
}
