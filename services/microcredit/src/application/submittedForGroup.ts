// An application of a member of a group: it begins as sent, since its member agreed to all of it before the chair sent the group.
// Guarantees: pure and total, so that a group that was sent is sent whole. Shown by group/group.test.ts.
// Does not: check anything; the group did, before its one write (group/decideSent.ts).
import type { OrganisationId, PersonId } from '../parties.ts'
import type { Asked, Business, Document } from './application.ts'
import type { ApplicationEvent } from './events.ts'

/** All that an application of a member begins with; `facts`: what was known of the group (R-GROUP). */
export type MemberForm = {
  readonly person: PersonId
  readonly organisation: OrganisationId | null
  readonly applicationId: string
  readonly lender: OrganisationId
  readonly unit: string
  readonly asked: Omit<Asked, 'scheme'> & { readonly scheme: 'KHUSUS' }
  readonly business: Business
  readonly documents: readonly Document[]
  readonly facts: Readonly<Record<string, boolean>>
}

export function submittedForGroup(form: { readonly groupId: string } & MemberForm): readonly ApplicationEvent[] {
  const { groupId, facts, person, organisation, applicationId, lender, unit, asked, business, documents } = form
  const applicant = { person, organisation }
  const sent = { round: 1, applicant, lender, unit, asked, business, documents, group: { groupId, facts } }
  return [
    { type: 'DraftStarted', applicationId, applicant, group: groupId },
    { type: 'ApplicationSubmitted', ...sent },
  ]
}
