// LIMIT of procedures: as many steps, empty, by Temporal's SDK alone.
import { proxyActivities } from '@temporalio/workflow'
import type { steps } from './main.ts'

const { first, second, third } = proxyActivities<typeof steps>({ startToCloseTimeout: 30_000 })

export async function emptySteps(id: string): Promise<void> {
  await first(id)
  await second(id)
  await third(id)
}
