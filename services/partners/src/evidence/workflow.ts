// The keeping of a file: out of quarantine when the scanner found nothing, removed when it found something or when its time is over.
// Guarantees: one a file, until the file is gone. Does not: know what is in it.
import { inbox, isRefused, steps, type ProcessInput } from '@simpul/platform/workflow'
import type { keepingSteps } from './activities.ts'
import type { PublicEvidenceEvent } from './evidence.ts'

export async function keeping(input: ProcessInput<PublicEvidenceEvent>) {
  const { id } = input
  const events = inbox<PublicEvidenceEvent>(input)
  const step = steps<ReturnType<typeof keepingSteps>>(events)
  const found = await step.screen(id)
  if (found === null || isRefused(found)) return
  if (found.keepUntil === null) {
    await step.remove(id, 'infected')
    return
  }
  await events.until(found.keepUntil)
  await step.remove(id, 'expired')
}
