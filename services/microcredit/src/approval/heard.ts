// What the approval waits for, of all that happens to an application. A list of its own, because process and workflow both go by it.
import type { ApplicationEvent } from '../application/events.ts'

export const HEARD = [
  'ApplicationSubmitted',
  'ApplicationReopened',
  'AppealOverturned',
  'ChecksPassed',
  'SurveyRecorded',
  'InfoRequested',
  'InfoAnswered',
  'ApprovalProposed',
  'RejectionProposed',
  'ProposalSentBack',
  'ApplicationApproved',
  'ApprovalUndone',
  'AkadSigned',
  'ApplicationDisbursed',
  'ApplicationWithdrawn',
  'ApplicationRejected',
] as const satisfies readonly ApplicationEvent['type'][]

export type Heard = Extract<ApplicationEvent, { type: (typeof HEARD)[number] }>
