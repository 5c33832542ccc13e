// What follows a withdrawal: the numbers of the party are free for who may be verified with them.
import { inbox, steps, type ProcessInput } from '@simpul/platform/workflow'
import type { PublicPartyEvent } from '../party/party.ts'
import type { withdrawalSteps } from './activities.ts'

export async function withdrawal(input: ProcessInput<PublicPartyEvent>) {
  const step = steps<ReturnType<typeof withdrawalSteps>>(inbox<PublicPartyEvent>(input))
  await step.releaseNumbers(input.id)
}
