// What every Workflows must do. Run on memory (starter.test.ts) and on Temporal (temporalWorkflows.int.test.ts).
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Begin, Workflows } from './workflows.ts'

export interface WorkflowsUnderTest {
  readonly workflows: Workflows
  readonly type: string
  readonly taskQueue: string
  end(workflowId: string): Promise<void>
}

export function workflowsContract(name: string, make: () => Promise<WorkflowsUnderTest>) {
  const fresh = async () => {
    const made = await make()
    const workflowId = `visiting/${randomUUID()}/1`
    const input = { id: 'a', round: 1, from: 1 }
    const begin: Begin = { workflowId, type: made.type, taskQueue: made.taskQueue, input, events: [], again: false }
    return { ...made, workflowId, begin }
  }

  test(`${name}: what does not run hears nothing`, async () => {
    const { workflows, workflowId } = await fresh()
    expect(await workflows.isRunning(workflowId)).toBe(false)
    expect(await workflows.tell(workflowId, [])).toBe(false)
    expect(await workflows.resume(workflowId)).toBe(false)
  })

  test(`${name}: begun twice, it runs once and hears`, async () => {
    const { workflows, workflowId, begin } = await fresh()
    expect(await workflows.begin(begin)).toBe('running')
    expect(await workflows.begin(begin)).toBe('running')
    expect(await workflows.isRunning(workflowId)).toBe(true)
    expect(await workflows.tell(workflowId, [])).toBe(true)
    expect(await workflows.resume(workflowId)).toBe(true)
  })

  test(`${name}: what runs is listed by its type and queue, soon`, async () => {
    const { workflows, workflowId, begin, type, taskQueue, end } = await fresh()
    const listed = async () => (await workflows.running(type, taskQueue)).includes(workflowId)
    await workflows.begin(begin)
    await expect.poll(listed, { timeout: 10_000 }).toBe(true)
    expect(await workflows.running('another', taskQueue)).toEqual([])
    await end(workflowId)
    await expect.poll(listed, { timeout: 10_000 }).toBe(false)
  })

  test(`${name}: what has ended is begun anew only when asked for`, async () => {
    const { workflows, workflowId, begin, end } = await fresh()
    await workflows.begin(begin)
    await end(workflowId)
    expect(await workflows.isRunning(workflowId)).toBe(false)
    expect(await workflows.tell(workflowId, [])).toBe(false)
    expect(await workflows.begin(begin)).toBe('ended')
    expect(await workflows.begin({ ...begin, again: true })).toBe('running')
    expect(await workflows.isRunning(workflowId)).toBe(true)
  })
}
