// The home visit's procedure on a real Temporal server.
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import type { ServiceContext } from '../host/serviceContext.ts'
import { MemoryOperatorTasks } from './operatorTasks.ts'
import { replayHistories, saveHistory } from './replay.ts'
import { visiting } from './sample/process.ts'
import type { VisitPlan } from './sample/activities.ts'
import { visitsWith } from './sample/visits.ts'
import { signalled } from './rounds.ts'
import { TemporalWorkflows } from './temporalWorkflows.ts'
import { startWorker, type RunningWorker } from './worker.ts'
import { workflowsContract } from './workflows.contract.ts'

const temporal = { address: process.env['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' }
const workflows = new TemporalWorkflows(temporal)
const workers: RunningWorker[] = []
let connection: Connection
let client: Client

beforeAll(async () => {
  await workflows.prepare()
  connection = await Connection.connect({ address: temporal.address })
  client = new Client({ connection, namespace: temporal.namespace })
})
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()))
})
afterAll(async () => {
  await workflows.close()
  await connection.close()
})

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

/** A queue, a worker and a family of their own. */
async function story(plan: Partial<VisitPlan> = {}) {
  const queue = `test-${randomUUID().slice(0, 8)}`
  const id = randomUUID()
  const visits = visitsWith(workflows, queue)
  const outside: VisitPlan = { due: { dueAt: inDays(30) }, broken: false, ran: [], ...plan }
  const tasks = new MemoryOperatorTasks()
  const work = async () => {
    const context = { commands: visits.commands, outside } as unknown as ServiceContext
    const log = pino({ level: 'silent' })
    const worker = await startWorker({
      service: queue,
      processes: [visiting],
      context,
      ...temporal,
      tasks,
      clock: systemClock,
      log,
      attemptsMax: 1,
    })
    workers.push(worker)
    return worker
  }
  const say = async (...commands: Parameters<typeof visits.say>[1][]) => {
    for (const command of commands) await visits.say(id, command)
    await visits.consumer.catchUp()
  }
  const workflowId = `visiting/${id}/1`
  return { id, queue, visits, outside, tasks, work, say, workflowId, handle: client.workflow.getHandle(workflowId) }
}

async function until(what: string, holds: () => Promise<boolean>, withinMs = 20_000) {
  const end = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const statusIs = (visits: Awaited<ReturnType<typeof story>>['visits'], id: string, status: string) =>
  until(`the visit to be ${status}`, async () => (await visits.state(id))?.status === status)

workflowsContract('Temporal', async () => ({
  workflows,
  type: 'visiting',
  taskQueue: `nobody-${randomUUID().slice(0, 8)}`,
  end: async (id) => void (await client.workflow.getHandle(id).terminate('test')),
}))

describe('a procedure', () => {
  test('goes its way, each step once, in the name of the event that caused it', async () => {
    const { id, visits, outside, work, say, handle, workflowId } = await story()
    await work()
    await say({ type: 'AskVisit' })
    await statusIs(visits, id, 'planned')
    await say({ type: 'MakeVisit', note: 'roof leaks' })
    expect(await handle.result()).toEqual({ done: { note: 'roof leaks' } })
    expect(await visits.types(id)).toEqual(['VisitAsked', 'VisitPlanned', 'VisitMade', 'VisitClosed'])
    expect(outside.ran).toEqual([`${workflowId}:plan:1:1`, `${workflowId}:close:3:1`])
    const closed = (await visits.feed.events(id, 4, 1))[0]
    expect(closed).toMatchObject({ actor: 'process:visiting', correlationId: 'c', commandId: `${workflowId}:close:3:1` })
  })

  test('doubled and reordered signals change nothing', async () => {
    const { id, visits, outside, work, say, handle, workflowId } = await story()
    await say({ type: 'AskVisit' })
    await work()
    await statusIs(visits, id, 'planned')
    await visits.say(id, { type: 'MakeVisit', note: 'ok' })
    const [asked, planned, made] = (await visits.feed.events(id, 1, 10)).map((envelope) =>
      signalled({ envelope, after: envelope.sequence - 1 }),
    )
    if (!asked || !planned || !made) throw new Error('three events were expected')
    for (const events of [[made], [asked, asked], [made, planned], [planned]]) await workflows.tell(workflowId, events)
    expect(await handle.result()).toEqual({ done: { note: 'ok' } })
    expect(outside.ran.filter((step) => step.includes(':plan:'))).toHaveLength(1)
  })

  test('a refusal is an answer that it goes on with', async () => {
    const { id, visits, work, say, handle } = await story()
    await say({ type: 'AskVisit' }, { type: 'PlanVisit' })
    await work()
    await until('the refused step', async () => JSON.stringify(await handle.fetchHistory()).includes('timerStarted'))
    await say({ type: 'MakeVisit', note: 'ok' })
    expect(await handle.result()).toEqual({ done: { planned: { refused: 'visit/not-now' }, note: 'ok' } })
    expect(await visits.types(id)).toEqual(['VisitAsked', 'VisitPlanned', 'VisitMade', 'VisitClosed'])
  })

  test('terminated, or lost with Temporal: it is started from the log, and finished steps answer as recorded', async () => {
    const { id, visits, outside, work, say, handle } = await story()
    await work()
    await say({ type: 'AskVisit' })
    await statusIs(visits, id, 'planned')
    await handle.terminate('test')
    expect(await visits.sweep()).toBe(1)
    await until('the step to be run again', async () => outside.ran.length === 2)
    await say({ type: 'MakeVisit', note: 'ok' })
    expect(await handle.result()).toEqual({ done: { note: 'ok' } })
    expect(await visits.types(id)).toEqual(['VisitAsked', 'VisitPlanned', 'VisitMade', 'VisitClosed'])
    expect(await visits.sweep()).toBe(0)
  })

  test('a cancellation ends it wherever it stands', async () => {
    const { id, visits, work, say, handle } = await story()
    await work()
    await say({ type: 'AskVisit' })
    await statusIs(visits, id, 'planned')
    await say({ type: 'CancelVisit' })
    expect(await handle.result()).toMatchObject({ endedBy: { sequence: 3, event: { type: 'VisitCancelled' } } })
    expect((await handle.describe()).status.name).toBe('COMPLETED')
  })

  test('an unexpected error opens an operator task that names nobody, waits, and goes on when it is resumed', async () => {
    const { id, visits, outside, tasks, work, say, handle, workflowId } = await story({ broken: true })
    await work()
    await say({ type: 'AskVisit' })
    await until('the task', async () => (await tasks.openOnes(10)).length === 1)
    const [task] = await tasks.openOnes(10)
    expect(task).toMatchObject({
      id: `${workflowId}:plan:1:1`,
      process: 'visiting',
      aggregateId: id,
      round: 1,
      step: 'plan',
      problem: 'visiting.plan: TypeError',
    })
    expect((await handle.describe()).status.name).toBe('RUNNING')
    outside.broken = false
    expect(await workflows.resume(workflowId)).toBe(true)
    await statusIs(visits, id, 'planned')
    await until('the task to be closed', async () => (await tasks.openOnes(10)).length === 0)
    const history = JSON.stringify(await handle.fetchHistory())
    expect(history).not.toContain('Siti')
    expect(history).not.toContain(Buffer.from('Siti').toString('base64').slice(0, 5))
    await say({ type: 'MakeVisit', note: 'ok' })
    await handle.result()
  })
})

describe('a worker', () => {
  test('does not wait for ever for a Temporal that is away, and stops', async () => {
    const { visits, outside, tasks } = await story()
    const worker = await startWorker({
      service: 'nobody',
      processes: [visiting],
      context: { commands: visits.commands, outside } as unknown as ServiceContext,
      address: '127.0.0.1:1',
      namespace: 'default',
      tasks,
      clock: systemClock,
      log: pino({ level: 'silent' }),
    })
    await worker.stop()
  })

  test('that is stopped while a procedure waits loses nothing: the next one goes on', async () => {
    const { id, visits, outside, work, say, handle } = await story()
    const first = await work()
    await say({ type: 'AskVisit' })
    await statusIs(visits, id, 'planned')
    await first.stop()
    await say({ type: 'MakeVisit', note: 'ok' })
    await work()
    expect(await handle.result()).toEqual({ done: { note: 'ok' } })
    expect(outside.ran).toHaveLength(2)
  })
})

describe('a deadline', () => {
  test('reminds and escalates once each; moved forward, it does so again', async () => {
    // Late enough that a busy machine reminds before it: a reminder that comes after its deadline is left out, as it should be.
    const dueAt = new Date(Date.now() + 5_000).toISOString()
    const { id, visits, outside, work, say, handle } = await story({ due: { dueAt, remindAt: new Date().toISOString() } })
    await work()
    await say({ type: 'AskVisit' })
    await until('the escalation', async () => (await visits.types(id)).includes('VisitEscalated'))
    await say({ type: 'MakeVisit', note: 'late' })
    await handle.result()
    const steps = outside.ran.map((commandId) => commandId.split(':')[1])
    expect(steps).toEqual(['plan', 'remind', 'escalate', 'close'])
  })

  test('30 days away: it sleeps a day at most, so a changed holiday table is noticed', async () => {
    const { work, say, handle } = await story({ due: { dueAt: inDays(30), remindAt: inDays(20) } })
    await work()
    await say({ type: 'AskVisit' })
    const timers = async () =>
      ((await handle.fetchHistory()).events ?? []).flatMap(({ timerStartedEventAttributes: timer }) =>
        timer ? [Number(timer.startToFireTimeout?.seconds)] : [],
      )
    await until('the timer', async () => (await timers()).length > 0)
    expect(await timers()).toEqual([86_400])
    await say({ type: 'CancelVisit' })
    await handle.result()
  })
})

describe('the code of a procedure', () => {
  test('renewed, it goes through again in a new run with the events it has', async () => {
    const { id, visits, outside, work, say, handle } = await story()
    await work()
    await say({ type: 'AskVisit' })
    await statusIs(visits, id, 'planned')
    await visits.consumer.catchUp()
    const { runId } = await handle.describe()
    await handle.signal('renew')
    await until('the new run', async () => (await handle.describe()).runId !== runId)
    await say({ type: 'MakeVisit', note: 'ok' })
    expect(await client.workflow.getHandle(handle.workflowId).result()).toEqual({ done: { note: 'ok' } })
    expect(new Set(outside.ran).size).toBe(2)
    expect(await visits.types(id)).toEqual(['VisitAsked', 'VisitPlanned', 'VisitMade', 'VisitClosed'])
  })

  test('a kept history replays on the code that made it, and not on other code', async () => {
    const { id, visits, work, say, handle, workflowId } = await story()
    await work()
    await say({ type: 'AskVisit' })
    await statusIs(visits, id, 'planned')
    await say({ type: 'MakeVisit', note: 'ok' })
    await handle.result()
    const folder = await mkdtemp(path.join(tmpdir(), 'histories-'))
    await saveHistory(temporal, workflowId, folder, 'made')
    const text = await readFile(path.join(folder, 'made.json'), 'utf8')
    expect(text).toContain('"note":"ok"') // in the clear
    expect(text).not.toMatch(/"identity":|@\w/) // who ran it, and on which machine
    expect(await replayHistories(visiting.workflow, folder)).toEqual([])
    const other = { file: new URL('./sample/otherWorkflow.ts', import.meta.url), name: 'visiting' }
    expect(await replayHistories(other, folder)).toEqual([expect.stringMatching(/^made\.json: .*(ondeterminism|TMPRL1100)/)])
  })
})
