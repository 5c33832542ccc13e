// Evidence that an officer refers to: a file at partners, about the applicant, brought by the same lender.
// Guarantees: a reference that is none, of another's file, or of one that no virus scanner has passed, is refused before anything is recorded; partners away: told to try again.
// Does not guarantee: that the file shows what the officer says; the approver looks at it.
import type { Actor, ServiceContext } from '@simpul/platform'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { refuse } from '../refusals.ts'
import { refuse as refuseFile } from './evidenceRefusals.ts'
import { application } from './aggregate.ts'
import { fileOf } from './application.ts'

interface Referred {
  readonly applicationId: string
  readonly refs: readonly string[]
  readonly field: string
  /** Photographs of which it is known where they were taken. */
  readonly photos?: true
  readonly actor: Actor
}

export async function requireEvidence(
  { commands, outside }: ServiceContext<MicrocreditOutside>,
  { applicationId, refs, field, photos, actor }: Referred,
): Promise<void> {
  if (refs.length === 0) return
  const state = (await commands.state(application, applicationId))?.state
  const applicant = state && fileOf(state)?.applicant
  for (const ref of new Set(refs)) {
    const found = await outside.evidence.of(ref)
    if (found.kind === 'down') throw refuse('evidence/unconfirmed')
    const isTheirs = found.kind === 'known' && (found.about === applicant?.person || found.about === applicant?.organisation)
    if (!isTheirs || found.lender !== actor.org || found.standing === 'removed') throw refuse('evidence/unknown', { field })
    if (found.standing === 'waiting') throw refuseFile('evidence/quarantined')
    if (photos && !(found.isPhoto && found.isPlaced)) throw refuseFile('evidence/not-a-placed-photograph', { field })
  }
}
