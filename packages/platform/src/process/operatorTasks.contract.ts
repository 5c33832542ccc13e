// What every OperatorTasks must do. Run on memory (operatorTasks.test.ts) and on MongoDB (mongoOperatorTasks.int.test.ts).
import { expect, test } from 'vitest'
import type { OperatorTasks } from './operatorTasks.ts'

const task = (id: string) => ({ id, process: 'visiting', aggregateId: 'siti', round: 1, step: 'plan', problem: 'TypeError' })

export function operatorTasksContract(name: string, make: () => Promise<OperatorTasks>) {
  test(`${name}: opened twice, it is one task and keeps its age`, async () => {
    const tasks = await make()
    await tasks.open(task('a'), 1_000)
    await tasks.open(task('a'), 2_000)
    expect(await tasks.openOnes(10)).toEqual([{ ...task('a'), openedAt: 1_000, closedAt: null }])
  })

  test(`${name}: closed, it is no longer open; failing again, it is`, async () => {
    const tasks = await make()
    await tasks.open(task('a'), 1_000)
    await tasks.close('a', 2_000)
    expect(await tasks.openOnes(10)).toEqual([])
    await tasks.open(task('a'), 3_000)
    expect(await tasks.openOnes(10)).toEqual([{ ...task('a'), openedAt: 1_000, closedAt: null }])
  })

  test(`${name}: closing what nobody opened makes no task`, async () => {
    const tasks = await make()
    await tasks.close('b', 1_000)
    expect(await tasks.openOnes(10)).toEqual([])
  })

  test(`${name}: the oldest come first, as many as asked for`, async () => {
    const tasks = await make()
    for (const [id, at] of [
      ['b', 2_000],
      ['a', 1_000],
      ['c', 3_000],
    ] as const)
      await tasks.open(task(id), at)
    expect((await tasks.openOnes(2)).map(({ id }) => id)).toEqual(['a', 'b'])
    await tasks.close('a', 4_000)
    expect(await tasks.countOpen()).toBe(2)
  })

  test(`${name}: one is found by its id while it is open, however many there are`, async () => {
    const tasks = await make()
    await tasks.open(task('a'), 1_000)
    await tasks.open(task('b'), 2_000)
    expect(await tasks.openOne('b')).toEqual({ ...task('b'), openedAt: 2_000, closedAt: null })
    await tasks.close('b', 3_000)
    expect([await tasks.openOne('b'), await tasks.openOne('c')]).toEqual([null, null])
  })
}
