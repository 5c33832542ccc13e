// The procedure of an errand: its three steps, one after the other.
import { inbox, steps, type ProcessInput } from '@simpul/platform/workflow'
import type { ErrandEvent } from './errand.ts'
import type { errandSteps } from './service.ts'

export async function running(input: ProcessInput<ErrandEvent>) {
  const events = inbox<ErrandEvent>(input)
  const step = steps<ReturnType<typeof errandSteps>>(events)
  await step.first(input.id)
  await step.second(input.id)
  await step.third(input.id)
}
