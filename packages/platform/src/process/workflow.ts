// What workflows may use of the platform. Runs inside Temporal's sandbox: no Node, no clock but the workflow's, no randomness.
export { unlessEndedBy, type Outcome } from './endedBy.ts'
export { inbox, type Deadline, type Due, type Inbox, type ProcessInput, type Waiting } from './inbox.ts'
export type { OfType, Signalled } from './inboxState.ts'
export { isRefused, type Refused, type StepMeta, type Steps } from './step.ts'
export { steps, type StepOptions } from './steps.ts'
