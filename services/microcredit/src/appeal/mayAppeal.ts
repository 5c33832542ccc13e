// Whether the applicant may appeal now: asked by whoever offers it, so that nobody is sent to a closed door.
import type { Instant } from '@simpul/kernel'
import { ROUNDS_MAX, type Application } from '../application/application.ts'

export function mayAppeal(state: Application, now: Instant): boolean {
  if (state.status !== 'rejected') return false
  const { file, appealUntil } = state
  const isUsed = file.appeals?.some(({ round }) => round === file.round) ?? false
  return !isUsed && file.round < ROUNDS_MAX && (appealUntil === undefined || now <= appealUntil)
}
