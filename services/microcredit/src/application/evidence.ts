// Evidence that an officer refers to: a file at partners, about the applicant, brought by the same lender.
// Guarantees: a reference that is none, or of another's file, is refused before anything is recorded; partners away: told to try again.
// Does not guarantee: that the file shows what the officer says; the approver looks at it.
import type { Actor, ServiceContext } from '@simpul/platform'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { refuse } from '../refusals.ts'
import { application } from './aggregate.ts'
import { fileOf } from './application.ts'

interface Referred {
  readonly applicationId: string
  readonly refs: readonly string[]
  readonly field: string
  readonly actor: Actor
}

export async function requireEvidence(
  { commands, outside }: ServiceContext<MicrocreditOutside>,
  { applicationId, refs, field, actor }: Referred,
): Promise<void> {
  if (refs.length === 0) return
  const state = (await commands.state(application, applicationId))?.state
  const applicant = state && fileOf(state)?.applicant
  for (const ref of new Set(refs)) {
    const found = await outside.evidence.of(ref)
    if (found.kind === 'down') throw refuse('evidence/unconfirmed')
    const isTheirs = found.kind === 'known' && (found.about === applicant?.person || found.about === applicant?.organisation)
    if (!isTheirs || found.lender !== actor.org) throw refuse('evidence/unknown', { field })
  }
}
