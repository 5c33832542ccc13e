// The home visit changed without `patched()`: the replay of an old history must fail on it.
import { inbox, steps, type ProcessInput } from '../workflow.ts'
import type { visitSteps } from './activities.ts'
import type { VisitEvent } from './visit.ts'

export async function visiting(input: ProcessInput<VisitEvent>) {
  const step = steps<ReturnType<typeof visitSteps>>(inbox<VisitEvent>(input))
  await step.close(input.id, input.round)
}
