import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { MemoryBlockedKeys } from '../consume/blocked.ts'
import { MemoryGenerations } from '../consume/generations.ts'
import type { OrderedConsumer } from '../consume/orderedConsumer.ts'
import type { Commands } from '../host/commands.ts'
import { MemoryStore } from '../memory/memoryStore.ts'
import { MemoryWorkflows } from '../process/memoryWorkflows.ts'
import { MemoryOperatorTasks } from '../process/operatorTasks.ts'
import { operationOf, type Operation, type OperationCommand } from './operation.ts'
import { operationsContract } from './operations.contract.ts'
import { Operator, operatorLimits } from './operator.ts'
import { MemoryOperations, type RecordedOperation } from './recordedOperations.ts'

operationsContract('memory', async () => {
  const store = new MemoryStore()
  return { store, operations: new MemoryOperations(store) }
})

const requested = (kind: Operation['kind'], of: string, key: string | null) => ({
  id: 'o1',
  status: 'requested' as const,
  at: '2026-01-05T02:00:00.000Z',
  kind,
  of,
  key,
  why: 'mended',
})

function setUp(operation: RecordedOperation) {
  const blocked = new MemoryBlockedKeys()
  const tasks = new MemoryOperatorTasks()
  const workflows = new MemoryWorkflows()
  const generations = new MemoryGenerations()
  const outcomes: [string, OperationCommand][] = []
  const send = async (_: unknown, id: string, command: OperationCommand) => void outcomes.push([id, command])
  let owned: Pick<OrderedConsumer, 'redrive'> | null = null
  const deps = {
    aggregate: operationOf('sample'),
    commands: { send } as unknown as Commands,
    operations: { waiting: async () => [operation] },
    blocked,
    tasks,
    log: pino({ level: 'silent' }),
    ownerOf: () => owned as OrderedConsumer | null,
  }
  const owns = (redrive: (key: string) => Promise<void>) => void (owned = { redrive })
  return { deps, blocked, tasks, workflows, generations, outcomes, owns }
}

const row = { group: 'sample.sums', key: 'a', sequence: 1, cause: 'x', at: 1 }

describe('a redrive', () => {
  const redrive = requested('redrive', 'sample.sums', 'a')

  test('is left to the process that reads the key’s partition', async () => {
    const { deps, outcomes } = setUp(redrive)
    await new Operator(deps).round()
    expect(outcomes).toEqual([])
  })

  test('is done and recorded; blocked again, that is recorded', async () => {
    const { deps, blocked, outcomes, owns } = setUp(redrive)
    owns(async (key) => blocked.unblock('sample.sums', key))
    await new Operator(deps).round()
    owns(async () => blocked.block(row))
    await new Operator(deps).round()
    expect(outcomes).toEqual([
      ['o1', { type: 'RecordDone', outcome: 'a goes on' }],
      ['o1', { type: 'RecordFailed', cause: 'a is blocked again; see its cause' }],
    ])
  })

  test('that fails for a moment is not recorded: the next round tries it again', async () => {
    const { deps, outcomes, owns } = setUp(redrive)
    owns(() => Promise.reject(new Error('the feed is away')))
    await new Operator(deps).round()
    expect(outcomes).toEqual([])
  })
})

describe('a resumption', () => {
  const resume = requested('resume', 'visiting', 'visiting/a/1:plan:1:1')
  const task = {
    id: 'visiting/a/1:plan:1:1',
    process: 'visiting',
    aggregateId: 'a',
    round: 1,
    step: 'plan',
    problem: 'TypeError',
  }
  const begin = { workflowId: 'visiting/a/1', type: 'visiting', taskQueue: 's', input: { id: 'a', round: 1, from: 1 }, events: [], again: false } // prettier-ignore

  test('tells the workflow of the task; one that does not run is recorded as failed', async () => {
    const { deps, tasks, workflows, outcomes } = setUp(resume)
    await new Operator(deps).round()
    expect(outcomes).toEqual([]) // this process has no processes
    await tasks.open(task, 1)
    await new Operator({ ...deps, workflows }).round()
    await workflows.begin(begin)
    await new Operator({ ...deps, workflows }).round()
    expect(outcomes).toEqual([
      ['o1', { type: 'RecordFailed', cause: 'visiting/a/1 does not run' }],
      ['o1', { type: 'RecordDone', outcome: 'visiting/a/1 was told to go on' }],
    ])
  })

  test('finds its task behind two thousand older ones', async () => {
    const { deps, tasks, workflows, outcomes } = setUp(resume)
    for (let n = 0; n < 2_000; n += 1) await tasks.open({ ...task, id: `older-${n}` }, 0)
    await tasks.open(task, 1)
    await workflows.begin(begin)
    await new Operator({ ...deps, workflows }).round()
    expect(outcomes).toEqual([['o1', { type: 'RecordDone', outcome: 'visiting/a/1 was told to go on' }]])
  })

  test('of a task that was done meanwhile is done', async () => {
    const { deps, workflows, outcomes } = setUp(resume)
    await new Operator({ ...deps, workflows }).round()
    expect(outcomes).toEqual([['o1', { type: 'RecordDone', outcome: 'the task was closed before' }]])
  })
})

test('a rebuild begins once, however often it is carried out', async () => {
  const { deps, generations, outcomes } = setUp(requested('rebuild', 'sums', null))
  for (let round = 0; round < 2; round += 1) await new Operator({ ...deps, generations }).round()
  expect(await generations.of('sums')).toEqual({ serving: 1, building: 2, retired: [] })
  expect(outcomes.map(([, command]) => command.type)).toEqual(['RecordDone', 'RecordDone'])
})

test('of many requests twenty are looked at in a round; the rest waits for the next', async () => {
  const { deps, generations, outcomes } = setUp(requested('rebuild', 'sums', null))
  let left = Array.from({ length: operatorLimits.atOnceMax + 1 }, (_, n) => ({
    ...requested('rebuild', 'sums', null),
    id: `o${n}`,
  }))
  const operations = { waiting: async (limit: number) => left.slice(0, limit) }
  const operator = new Operator({ ...deps, generations, operations })
  await operator.round()
  expect(outcomes).toHaveLength(operatorLimits.atOnceMax)
  left = left.slice(operatorLimits.atOnceMax)
  await operator.round()
  expect(outcomes.map(([id]) => id)).toHaveLength(operatorLimits.atOnceMax + 1)
})
