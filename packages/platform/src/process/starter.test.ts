import { describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { MemoryWorkflows, type MemoryRun } from './memoryWorkflows.ts'
import { visitsWith } from './sample/visits.ts'
import { workflowsContract } from './workflows.contract.ts'

const R1 = 'visiting/siti/1'
const told = (workflows: MemoryWorkflows, id: string) => workflows.runs.get(id)?.told.map(({ event }) => event.type)

workflowsContract('memory', async () => {
  const workflows = new MemoryWorkflows()
  return { workflows, type: 'visiting', taskQueue: 'sample', end: async (id) => workflows.end(id) }
})

describe('the starter', () => {
  test('starts a round and tells its workflow every event of it, the last one too', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    await visits.say('siti', { type: 'AskVisit' })
    await visits.consumer.catchUp()
    await visits.say('siti', { type: 'PlanVisit' })
    await visits.say('siti', { type: 'CancelVisit' })
    await visits.consumer.catchUp()
    expect(workflows.runs.get(R1)?.begin.input).toEqual({ id: 'siti', round: 1, from: 1 })
    expect(told(workflows, R1)).toEqual(['VisitAsked', 'VisitPlanned', 'VisitCancelled'])
    expect(await visits.positions.sequences(['siti'])).toEqual(new Map([['siti', 3]]))
  })

  test('tells only what the process hears, each naming the one before, also after a restart and from the log', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows, 'sample', ['VisitMade', 'VisitCancelled'])
    for (const type of ['AskVisit', 'PlanVisit', 'RemindVisit'] as const) {
      await visits.say('siti', { type })
      await visits.consumer.catchUp()
    }
    expect(told(workflows, R1)).toEqual(['VisitAsked'])
    const forgetful = visits.starter as unknown as { remembered: Map<string, unknown> }
    forgetful.remembered.clear()
    await visits.say('siti', { type: 'MakeVisit', note: 'ok' })
    await visits.consumer.catchUp()
    const heard = () => workflows.runs.get(R1)?.told.map(({ sequence, after }) => [sequence, after])
    expect(heard()).toEqual([[1, undefined], [4, 1]]) // prettier-ignore
    expect(await visits.positions.sequences(['siti'])).toEqual(new Map([['siti', 4]]))
    workflows.runs.clear()
    expect(await visits.starter.startFromLog('siti')).toBe(true)
    expect(heard()).toEqual([[1, undefined], [4, 1]]) // prettier-ignore
  })

  test('a re-opening starts the next round from its own event', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    for (const type of ['AskVisit', 'CancelVisit', 'AskVisit', 'PlanVisit'] as const) await visits.say('siti', { type })
    await visits.consumer.catchUp()
    expect(workflows.runs.get('visiting/siti/2')?.begin.input).toEqual({ id: 'siti', round: 2, from: 3 })
    expect(told(workflows, R1)).toEqual(['VisitAsked', 'VisitCancelled'])
    expect(told(workflows, 'visiting/siti/2')).toEqual(['VisitAsked', 'VisitPlanned'])
  })

  test('a starter that is new reads from the log which round stands', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    for (const type of ['AskVisit', 'CancelVisit', 'AskVisit'] as const) await visits.say('siti', { type })
    await visits.consumer.catchUp()
    const forgetful = visits.starter as unknown as { remembered: Map<string, unknown> }
    forgetful.remembered.clear()
    await visits.say('siti', { type: 'PlanVisit' })
    await visits.consumer.catchUp()
    expect(told(workflows, 'visiting/siti/2')).toEqual(['VisitAsked', 'VisitPlanned'])
  })

  test('an event for a workflow that is lost starts it again with the whole round', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    await visits.say('siti', { type: 'AskVisit' })
    await visits.say('siti', { type: 'PlanVisit' })
    await visits.consumer.catchUp()
    workflows.runs.clear()
    await visits.say('siti', { type: 'MakeVisit', note: 'ok' })
    await visits.consumer.catchUp()
    expect(told(workflows, R1)).toEqual(['VisitAsked', 'VisitPlanned', 'VisitMade'])
  })

  test('what comes after its workflow has ended and its round is over is late, and passed over', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    await visits.say('siti', { type: 'AskVisit' })
    await visits.consumer.catchUp()
    workflows.end(R1)
    await visits.say('siti', { type: 'CancelVisit' })
    await visits.consumer.catchUp()
    expect(workflows.runs.get(R1)?.running).toBe(false)
    expect(await visits.positions.sequences(['siti'])).toEqual(new Map([['siti', 2]]))
    expect(visits.stuck).toEqual([])
  })

  test('Temporal down: nothing is recorded, and what is delivered again is sent then', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    const { begin } = workflows
    workflows.begin = () => Promise.reject(new Error('connection refused'))
    await visits.say('siti', { type: 'AskVisit' })
    await expect(visits.consumer.catchUp()).rejects.toThrow('connection refused')
    expect(await visits.positions.sequences(['siti'])).toEqual(new Map())
    expect(visits.stuck).toEqual([])
    workflows.begin = begin
    await visits.consumer.catchUp()
    expect(told(workflows, R1)).toEqual(['VisitAsked'])
  })

  test('a long round reaches a new workflow in portions, in order', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    await visits.say('siti', { type: 'AskVisit' })
    await visits.say('siti', { type: 'PlanVisit' })
    for (let n = 0; n < 240; n += 1) await visits.say('siti', { type: 'RemindVisit' })
    let calls = 0
    const { tell } = workflows
    workflows.tell = (id, events) => {
      calls += 1
      return tell.call(workflows, id, events)
    }
    await visits.consumer.catchUp()
    expect(workflows.runs.get(R1)?.told.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 242 }, (_, n) => n + 1))
    expect(calls).toBe(2)
  })
})

test('a round that ended and was followed by the next between reading the state and the log is no mistake', async () => {
  const workflows = new MemoryWorkflows()
  const visits = visitsWith(workflows)
  for (const type of ['AskVisit', 'CancelVisit', 'AskVisit'] as const) await visits.say('siti', { type })
  const openRound = visits.starter.openRound.bind(visits.starter)
  const answers = [1]
  visits.starter.openRound = async (id) => answers.shift() ?? openRound(id)
  expect(await visits.starter.startFromLog('siti')).toBe(true)
  expect(told(workflows, 'visiting/siti/2')).toEqual(['VisitAsked'])
})

describe('the sweep', () => {
  test('a new Temporal is fed what a workflow lacks that a begin of before the loss started, once', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    await visits.say('siti', { type: 'AskVisit' })
    await visits.say('siti', { type: 'PlanVisit' })
    await visits.consumer.catchUp()
    const { begin } = workflows.runs.get(R1) as MemoryRun
    workflows.wipe()
    await workflows.begin({ ...begin, events: begin.events.slice(0, 1) })
    const loop = visits.sweepLoop(systemClock)
    loop.start()
    await expect.poll(() => told(workflows, R1)).toEqual(['VisitAsked', 'VisitAsked', 'VisitPlanned']) // its inbox drops the repetition
    await expect.poll(() => visits.starter.hasFed('memory 1')).toBe(true)
    await loop.stop()
    const next = visits.sweepLoop(systemClock)
    next.start()
    await next.stop()
    expect(told(workflows, R1)).toHaveLength(3)
  })

  test('a workflow that a slow begin started after the end of its round is told how it ended', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    for (const type of ['AskVisit', 'CancelVisit', 'AskVisit'] as const) await visits.say('siti', { type })
    await visits.consumer.catchUp()
    const { begin } = workflows.runs.get(R1) as MemoryRun
    workflows.end(R1)
    await workflows.begin({ ...begin, events: begin.events.slice(0, 1), again: true })
    expect(told(workflows, R1)).toEqual(['VisitAsked'])
    expect(await visits.sweep()).toBe(0)
    expect(told(workflows, R1)).toEqual(['VisitAsked', 'VisitAsked', 'VisitCancelled']) // its inbox drops the repetition
    expect(told(workflows, 'visiting/siti/2')).toEqual(['VisitAsked'])
    expect(visits.stuck).toEqual([])
  })

  test('starts each open round that has no running workflow, and no other', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    for (const id of ['lost', 'running', 'over']) await visits.say(id, { type: 'AskVisit' })
    await visits.consumer.catchUp()
    await visits.say('over', { type: 'CancelVisit' })
    await visits.consumer.catchUp()
    workflows.runs.delete('visiting/lost/1')
    workflows.end('visiting/over/1')
    expect(await visits.sweep()).toBe(1)
    expect(told(workflows, 'visiting/lost/1')).toEqual(['VisitAsked'])
    expect(await visits.sweep()).toBe(0)
  })

  test('starts anew what an operator terminated', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    await visits.say('siti', { type: 'AskVisit' })
    await visits.consumer.catchUp()
    workflows.end(R1)
    expect(await visits.sweep()).toBe(1)
    expect(workflows.runs.get(R1)?.running).toBe(true)
  })

  test('a Temporal that is wiped has every open procedure again, long before the hour is over', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    const ids = Array.from({ length: 30 }, (_, n) => `family-${n}`)
    for (const id of ids) await visits.say(id, { type: 'AskVisit' })
    await visits.consumer.catchUp()
    const clock = fastClock()
    const loop = visits.sweepLoop(clock)
    loop.start()
    await clock.past(60_000)
    workflows.wipe()
    await clock.past(clock.monotonic() + 30_000)
    await loop.stop()
    expect([...workflows.runs.keys()].toSorted()).toEqual(ids.map((id) => `visiting/${id}/1`).toSorted())
    expect(visits.stuck).toEqual([])
  })

  test('Temporal away at first: it sweeps as soon as there is one', async () => {
    const workflows = new MemoryWorkflows()
    const visits = visitsWith(workflows)
    await visits.say('siti', { type: 'AskVisit' })
    const { identity } = workflows
    workflows.identity = () => Promise.reject(new Error('connection refused'))
    const clock = fastClock()
    const loop = visits.sweepLoop(clock)
    loop.start()
    await clock.past(20_000)
    expect(workflows.runs.size).toBe(0)
    workflows.identity = identity
    await clock.past(clock.monotonic() + 20_000)
    await loop.stop()
    expect(told(workflows, R1)).toEqual(['VisitAsked'])
  })
})

/** Sleeps take no time. */
function fastClock() {
  const time = { ms: 0 }
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
  const sleep = async (ms: number) => {
    await turn()
    time.ms += ms
  }
  const past = async (at: number) => {
    while (time.ms < at) await turn()
  }
  return { now: () => time.ms, monotonic: () => time.ms, sleep, past }
}
