// After which events a check needs no procedure any more; the workflow and its declaration must agree on them.
export const ENDINGS = [
  'PartyVerified',
  'CaseRejected',
  'RecheckOrdered', // the next round follows at once
  'VerificationLapsed',
  'PartyWithdrawn',
] as const
